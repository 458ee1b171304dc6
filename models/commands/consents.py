"""A person's consents: given, mended, withdrawn, given anew; each purpose on a sheet of its own (152-ФЗ, 156-ФЗ)."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from models.commands.attachments import detach_all
from models.commands.open_card import open_card
from models.commands.personal_data_register import note_personal_data
from models.commands.restricted import fields_kept
from models.commands.store import add, found, known_links
from models.database import Actor, Database
from models.erasing_packages import NAMING, bags_naming, drop_packages, packages_to_drop
from models.errors import UserError
from models.identity import local_date
from models.queries.person_traces import identities, owned_rows
from models.rows.attachments import ConsentPlace
from models.rows.codes import ConsentPurpose, PackageKind, PersonalDataAction, PersonalDataState, RestrictedNeed
from models.rows.consents import ConsentDraft
from models.rules.consents import NEED_PURPOSES, covers, is_in_force, scope_text
from models.rules.mentions import traces_of
from models.rules.words import day_in_table
from models.schema.people import Consent, Person, PersonRestricted
from models.sealed_files import OUTBOX, drop_strays

_LEAVES_IN = {
    ConsentPurpose.PROCESSING: NAMING,
    ConsentPurpose.PUBLICATION: (PackageKind.PRODUCTS, PackageKind.NEWS),
    ConsentPurpose.FRDO: (PackageKind.FRDO,),
}
"""In which sealed packages leaves what a consent allows."""
_GONE = "Этого согласия уже нет."
_NO_CARD = "Этой карточки уже нет."


def give_consent(db: Database, person_id: int, draft: ConsentDraft, *, actor: Actor) -> int:
    """Enter a signed sheet; blocked data stay blocked until `resume_processing`."""
    with known_links(), db.writing(action="Согласие записано", actor=actor) as session:
        open_card(session, person_id)
        _refuse_ahead(session, draft.signed_on)
        _refuse_withdrawn_since(session, person_id, draft)
        consent_id = add(session, Consent(person_id=person_id, **_columns(draft)))
        note_personal_data(
            session, action=PersonalDataAction.CONSENT_GIVEN, person_id=person_id, basis=_sheet(draft.purpose, draft)
        )
        return consent_id


def change_consent(db: Database, consent_id: int, draft: ConsentDraft, *, actor: Actor) -> None:
    """Mend what was typed of a sheet; refuses what would leave closed fields without a consent that covers them."""
    with db.writing(action="Согласие исправлено", actor=actor) as session:
        consent = found(session, Consent, consent_id, _GONE)
        _refuse_ahead(session, draft.signed_on)
        if consent.withdrawn_on is not None and consent.withdrawn_on < draft.signed_on:
            raise UserError(
                f"Согласие отозвано {day_in_table(consent.withdrawn_on)}, раньше нового дня подписи.",
                "Проверьте дату на бумажном листе.",
            )
        if consent.withdrawn_on is None:
            _refuse_withdrawn_since(session, consent.person_id, draft)
        _refuse_uncovered(session, consent, draft)
        consent.sqlmodel_update(_columns(draft))
        note_personal_data(
            session,
            action=PersonalDataAction.CONSENT_CHANGED,
            person_id=consent.person_id,
            basis=_sheet(draft.purpose, draft),
        )


def remove_consent(db: Database, consent_id: int, *, actor: Actor) -> None:
    """Remove a sheet that was entered by mistake, with its scans.

    Refuses a withdrawn one, which is the ground of what was done since, and one that closed fields are kept under.
    """
    with db.writing(action="Запись о согласии убрана", actor=actor) as session:
        consent = found(session, Consent, consent_id, _GONE)
        if consent.withdrawn_on is not None or consent.destroyed_on is not None:
            raise UserError(
                "Отозванное согласие не убирают: на нём основано всё, что сделано с данными после отзыва.",
                "Если отзыв записан по ошибке, нажмите «Вернуть» или запишите новое согласие.",
            )
        if _kept_under(session, consent_id) is not None:
            raise UserError(
                "По этому согласию хранятся закрытые сведения.", "Сначала уберите их или запишите другое согласие."
            )
        detach_all(session, ConsentPlace(consent_id))
        note_personal_data(
            session,
            action=PersonalDataAction.CONSENT_REMOVED,
            person_id=consent.person_id,
            basis=f"запись внесена по ошибке: {ConsentPurpose(consent.purpose).label}",
        )
        session.delete(consent)


def withdraw_consent(db: Database, consent_id: int, on: date, *, actor: Actor) -> None:
    """Close a purpose from a day on: every sheet of the person for it that is still in force.

    Withdrawing the consent for processing blocks the person's data: her name leaves in no export from then on, and
    sealed packages that are not handed over yet are dropped where they may hold what the consent was for.
    """
    outbox = db.path.parent / OUTBOX
    with db.writing(action="Согласие отозвано", actor=actor) as session:
        consent = found(session, Consent, consent_id, _GONE)
        if consent.withdrawn_on is not None or consent.destroyed_on is not None:
            raise UserError("Это согласие уже отозвано.", "Обновите карточку.")
        if on > _today(session):
            raise UserError("День отзыва ещё не наступил.", "Укажите день, когда получено заявление об отзыве.")
        if on < consent.signed_on:
            raise UserError("День отзыва раньше дня подписи.", "Проверьте обе даты по бумажным листам.")
        purpose = ConsentPurpose(consent.purpose)
        for sheet in _sheets(session, consent.person_id, purpose):
            if sheet.withdrawn_on is None and sheet.destroyed_on is None and sheet.signed_on <= on:
                sheet.withdrawn_on = on
        note_personal_data(
            session,
            action=PersonalDataAction.CONSENT_WITHDRAWN,
            person_id=consent.person_id,
            basis=f"отзыв от {day_in_table(on)}: {purpose.label}",
        )
        person = found(session, Person, consent.person_id, _NO_CARD)
        _drop_packages(session, consent.person_id, purpose, outbox)
        if purpose is ConsentPurpose.PROCESSING:
            block(session, person, basis=f"отзыв от {day_in_table(on)}")
    drop_strays(db, outbox)


def _drop_packages(session: Session, person_id: int, purpose: ConsentPurpose, outbox: Path) -> None:
    connection, bags = session.connection(), None
    if purpose is ConsentPurpose.PROCESSING:
        traces = traces_of(identities(connection, owned_rows(connection, person_id)["person"]))
        bags = bags_naming(outbox, traces)
    drop_packages(connection, packages_to_drop(connection, bags=bags, kinds=_LEAVES_IN[purpose]))


def resume_processing(db: Database, person_id: int, *, actor: Actor) -> None:
    """Unblock a person's data under a new consent for processing; refuses while none is in force."""
    with db.writing(action="Работа с данными возобновлена", actor=actor) as session:
        person = found(session, Person, person_id, _NO_CARD)
        if PersonalDataState(person.pd_state) is not PersonalDataState.BLOCKED:
            raise UserError("Данные не заблокированы.", "Обновите карточку.")
        sheets = _sheets(session, person_id, ConsentPurpose.PROCESSING)
        sheet = next((each for each in sheets if is_in_force(each, _today(session))), None)
        if sheet is None:
            raise UserError(
                "Действующего согласия на обработку нет, данные остаются заблокированными.",
                "Запишите новое согласие и повторите.",
            )
        person.pd_state = PersonalDataState.ACTIVE
        note_personal_data(
            session,
            action=PersonalDataAction.RESUMED,
            person_id=person_id,
            basis=f"согласие от {day_in_table(sheet.signed_on)}",
        )


def close_withdrawn(session: Session, person_ids: Collection[int]) -> None:
    """Withdraw every sheet of one person's cards that was signed before a withdrawal of its purpose."""
    wanted = select(Consent).where(col(Consent.person_id).in_(person_ids))
    sheets = session.exec(wanted.order_by(col(Consent.id))).all()
    for sheet in sheets:
        days = [
            each.withdrawn_on
            for each in sheets
            if each.purpose == sheet.purpose and each.withdrawn_on is not None and each.withdrawn_on > sheet.signed_on
        ]
        if days and sheet.withdrawn_on is None and sheet.destroyed_on is None:
            sheet.withdrawn_on = min(days)
    session.flush()


def has_withdrawn(session: Session, person_id: int) -> bool:
    """Whether a person took her consent for processing back and gave none anew."""
    sheets = _sheets(session, person_id, ConsentPurpose.PROCESSING)
    stands = any(each.withdrawn_on is None and each.destroyed_on is None for each in sheets)
    return not stands and was_withdrawn(session, person_id)


def was_withdrawn(session: Session, person_id: int) -> bool:
    """Whether a person ever took a consent for processing back."""
    return any(each.withdrawn_on is not None for each in _sheets(session, person_id, ConsentPurpose.PROCESSING))


def block(session: Session, person: Person, *, basis: str) -> bool:
    """Block a person's data inside the action being written; whether they were at work until now."""
    if PersonalDataState(person.pd_state) is not PersonalDataState.ACTIVE:
        return False
    person.pd_state = PersonalDataState.BLOCKED
    note_personal_data(session, action=PersonalDataAction.BLOCKED, person_id=person.id or 0, basis=basis)
    return True


def _columns(draft: ConsentDraft) -> dict[str, Any]:
    return {**draft.model_dump(exclude={"restricted"}), "data_scope": scope_text(draft.restricted)}


def _sheet(purpose: ConsentPurpose, draft: ConsentDraft) -> str:
    return f"согласие от {day_in_table(draft.signed_on)}: {purpose.label}"


def _today(session: Session) -> date:
    return local_date(session.info["now"])


def _refuse_ahead(session: Session, signed_on: date) -> None:
    if signed_on > _today(session):
        raise UserError("День подписи ещё не наступил.", "Укажите дату, которая стоит на бумажном согласии.")


def _refuse_withdrawn_since(session: Session, person_id: int, draft: ConsentDraft) -> None:
    """A sheet signed before a withdrawal of its purpose is withdrawn with it, whenever it is entered."""
    days = [each.withdrawn_on for each in _sheets(session, person_id, draft.purpose) if each.withdrawn_on is not None]
    if days and max(days) > draft.signed_on:
        raise UserError(
            f"Согласие отозвано {day_in_table(max(days))}, позже дня подписи на этом листе.",
            "Запишите лист, подписанный после отзыва.",
        )


def _kept_under(session: Session, consent_id: int) -> PersonRestricted | None:
    return session.exec(select(PersonRestricted).where(col(PersonRestricted.consent_id) == consent_id)).first()


def _sheets(session: Session, person_id: int, purpose: ConsentPurpose) -> list[Consent]:
    wanted = select(Consent).where(col(Consent.person_id) == person_id, col(Consent.purpose) == purpose)
    return list(session.exec(wanted.order_by(col(Consent.signed_on).desc(), col(Consent.id).desc())))


def _refuse_uncovered(session: Session, consent: Consent, draft: ConsentDraft) -> None:
    kept = _kept_under(session, consent.id or 0)
    if kept is None:
        return
    fits = draft.purpose in NEED_PURPOSES[RestrictedNeed(kept.need)] and covers(
        scope_text(draft.restricted), fields_kept(kept)
    )
    if not fits:
        raise UserError(
            "По этому согласию хранятся закрытые сведения, которых в исправленном нет.",
            "Сначала уберите их из карточки или оставьте их в согласии.",
        )
