"""Two cards of one person made one, set apart for good, and split again."""

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models.commands.apart import merge_pairs, set_apart
from models.commands.consents import block, close_withdrawn, has_withdrawn, was_withdrawn
from models.commands.personal_data_register import note_of_many, note_personal_data
from models.commands.restricted import fields_kept
from models.commands.split import merge_action, split
from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.identity import local_date
from models.merge_clashes import CLASHES
from models.repoint import delete_orphan, repoint
from models.rows.codes import PersonalDataAction, PersonalDataState, RestrictedField
from models.rows.merge import PERSON_FIELDS, MergedCards, MergeDraft, SplitCards
from models.rules.consents import closed_fields_lost, covers, is_in_force, scope_text
from models.rules.names import person_key
from models.rules.person_code import person_code
from models.schema.people import Consent, Person, PersonAlias, PersonRestricted

_GONE = "Этой карточки уже нет."
_OPEN = (PersonalDataState.ACTIVE, PersonalDataState.BLOCKED)
_COLUMNS = {
    "category": ("category", "category_until"),
    RestrictedField.DIPLOMA.value: ("diploma_surname", "diploma_series", "diploma_number"),
}
"""Choices that are more than one column."""


def merge_people(db: Database, survivor_id: int, gone_id: int, choices: MergeDraft, *, actor: Actor) -> MergedCards:
    """Make two cards one: `survivor_id` stays with the chosen values, and everything of the other comes to it.

    The other card's uid and id lead to the one that stays. Withdrawn data stay withdrawn; closed fields whose consent
    is not in force go, and are named in the answer. Raises UserError for a card that was depersonalised or destroyed,
    and where no one consent names the closed fields that were chosen.
    """
    try:
        with db.writing(action="Карточки объединены", actor=actor) as session:
            stays, goes = (found(session, Person, each, _GONE) for each in (survivor_id, gone_id))
            _refuse_unlike(stays, goes)
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            _choose(stays, goes, choices)
            session.add(PersonAlias(uid=goes.uid, person_id=survivor_id, former_id=gone_id))
            session.flush()
            close_withdrawn(session, (survivor_id, gone_id))
            lost = _merge_closed_fields(session, survivor_id, gone_id, choices)
            session.flush()
            merge_pairs(connection, "person_apart", stays=survivor_id, goes=gone_id)
            repoint(connection, "person", stays=survivor_id, goes=gone_id, rules=CLASHES)
            _say_once(connection, survivor_id)
            session.expire_all()
            delete_orphan(connection, "person", gone_id)
            _note(session, PersonalDataAction.MERGED, survivor_id, gone_id)
            return MergedCards((closed_fields_lost(lost),) if lost else ())
    except IntegrityError as problem:
        raise UserError(
            "Эти карточки не объединяются: даты в их записях противоречат друг другу.",
            "Сверьте сроки обучения в обеих карточках и повторите.",
        ) from problem


def set_people_apart(db: Database, one_id: int, other_id: int, *, actor: Actor) -> None:
    """Remember that two cards that look alike are of two people; they are not proposed again."""
    with db.writing(action="Отмечено: разные люди", actor=actor) as session:
        for each in (one_id, other_id):
            found(session, Person, each, _GONE)
        set_apart(session.connection(), "person_apart", one_id, other_id)


def split_people(db: Database, former_uid: str, *, actor: Actor) -> SplitCards:
    """Make a merged card two again, even later: what was changed by hand since stays, and is named in the answer."""
    with db.writing(action="Карточки разделены", actor=actor) as session:
        alias = found(session, PersonAlias, former_uid, "Этого объединения нет.")
        if found(session, Person, alias.person_id, _GONE).pd_state not in _OPEN:
            raise UserError("Данные этого человека обезличены или уничтожены.", "Разделить карточки уже нельзя.")
        stays_id, former_id = alias.person_id, alias.former_id
        was_blocked = _was_blocked(session.connection(), former_uid, stays_id)
        told = split(session, "person", former_uid, stays=stays_id)
        card = session.get_one(Person, stays_id)
        card.name_key = person_key(card.last_name, card.first_name, card.patronymic)
        for each in (stays_id, former_id):
            part = None if each is None else session.get(Person, each)
            if part is not None:
                close_withdrawn(session, (part.id or 0,))
                if has_withdrawn(session, part.id or 0):
                    block(session, part, basis="согласие отозвано, пока карточки были объединены")
        if not was_blocked and not was_withdrawn(session, stays_id):
            _open_again(session, card)
        _note(session, PersonalDataAction.SPLIT, stays_id, former_id)
        return told


def _was_blocked(connection: Connection, former_uid: str, stays_id: int) -> bool:
    """Whether the data of the card that stays were blocked when the other was merged into it."""
    state = connection.exec_driver_sql(
        "SELECT json_extract(new, '$.pd_state') FROM change WHERE table_name = 'person' AND pk = json_array(?1) "
        "AND op <> 'L' AND json_extract(new, '$.pd_state') IS NOT NULL "
        "AND id < (SELECT min(id) FROM change WHERE action_id = ?2) ORDER BY id DESC LIMIT 1",
        (stays_id, merge_action(connection, "person", former_uid)),
    )
    return state.scalar() == PersonalDataState.BLOCKED


def _open_again(session: Session, card: Person) -> None:
    """Unblock a card: what was withdrawn while it was merged is the other's consent."""
    if PersonalDataState(card.pd_state) is PersonalDataState.BLOCKED:
        card.pd_state = PersonalDataState.ACTIVE
        note_personal_data(
            session,
            action=PersonalDataAction.RESUMED,
            person_id=card.id or 0,
            basis="карточки разделены, отозвано согласие на другой",
        )


def _refuse_unlike(stays: Person, goes: Person) -> None:
    if stays.id == goes.id:
        raise UserError("Это одна и та же карточка.", "Выберите две разные.")
    if any(each.pd_state not in _OPEN for each in (stays, goes)):
        raise UserError(
            "Одна из карточек обезличена или уничтожена, объединить её нельзя.", "Выберите карточку с именем."
        )


def _choose(stays: Person, goes: Person, choices: MergeDraft) -> None:
    """Write the chosen values; data withdrawn on either card are withdrawn."""
    for field in sorted(choices.from_gone & PERSON_FIELDS.keys()):
        for column in _COLUMNS.get(field, (field,)):
            setattr(stays, column, getattr(goes, column))
    stays.name_key = person_key(stays.last_name, stays.first_name, stays.patronymic)
    if PersonalDataState(goes.pd_state) is PersonalDataState.BLOCKED:
        stays.pd_state = goes.pd_state


def _merge_closed_fields(
    session: Session, stays_id: int, goes_id: int, choices: MergeDraft
) -> frozenset[RestrictedField]:
    """Closed fields come along only under a consent in force (domain.md §3.7); which of them went for want of one.

    No row of the one who goes is left.
    """
    kept, comes = session.get(PersonRestricted, stays_id), session.get(PersonRestricted, goes_id)
    if comes is None:
        return frozenset()
    if not _is_in_force(session, comes.consent_id):
        return _let_go(session, comes)
    if kept is None or not _is_in_force(session, kept.consent_id):
        lost = frozenset[RestrictedField]() if kept is None else _let_go(session, kept)
        comes.person_id = stays_id
        return lost
    _choose_closed(session, kept, comes, choices)
    return frozenset()


def _let_go(session: Session, row: PersonRestricted) -> frozenset[RestrictedField]:
    held = fields_kept(row)
    session.delete(row)
    session.flush()
    note_personal_data(
        session,
        action=PersonalDataAction.RESTRICTED_CLEARED,
        person_id=row.person_id,
        basis=f"{scope_text(held)}; карточки объединены, согласие не действует",
    )
    return held


def _choose_closed(session: Session, kept: PersonRestricted, comes: PersonRestricted, choices: MergeDraft) -> None:
    values, comes_held = comes.model_dump(), fields_kept(comes)
    session.delete(comes)
    session.flush()
    taken = frozenset(field for field in RestrictedField if field.value in choices.from_gone)
    if not taken:
        return
    left = fields_kept(kept) - taken
    kept.consent_id = _covering(session, kept.consent_id, comes.consent_id, taken & comes_held, left)
    for field in taken:
        for column in _COLUMNS.get(field.value, (field.value,)):
            setattr(kept, column, values[column])


def _covering(
    session: Session,
    own_id: int,
    other_id: int,
    taken: frozenset[RestrictedField],
    left: frozenset[RestrictedField],
) -> int:
    """The consent that the chosen fields may be kept under."""
    if not left or covers(session.get_one(Consent, other_id).data_scope, taken | left):
        return other_id
    if covers(session.get_one(Consent, own_id).data_scope, taken | left):
        return own_id
    raise UserError(
        "Ни в одном из согласий не названы все закрытые сведения, которые Вы выбрали.",
        "Выберите закрытые сведения одной из карточек целиком.",
    )


def _is_in_force(session: Session, consent_id: int) -> bool:
    return is_in_force(session.get_one(Consent, consent_id), local_date(session.info["now"]))


def _note(session: Session, action: PersonalDataAction, stays_id: int, gone_id: int | None) -> None:
    """Put a line into the register about each of the two cards."""
    both = [each for each in (stays_id, gone_id) if each is not None]
    note_of_many(session, action=action, person_ids=both, basis=" и ".join(map(person_code, both)))


def _say_once(connection: Connection, person_id: int) -> None:
    """Who leads is no co-leader, who chairs is not listed, who advises is not advised, nobody reviews her own work."""
    for sql in (
        "DELETE FROM event_leader WHERE person_id = ?1 AND event_id IN (SELECT id FROM event WHERE leader_id = ?1)",
        "DELETE FROM meeting_attendee WHERE person_id = ?1 "
        "AND meeting_id IN (SELECT id FROM meeting WHERE ?1 IN (chair_id, secretary_id))",
        "DELETE FROM consultation_person WHERE person_id = ?1 "
        "AND consultation_id IN (SELECT id FROM consultation WHERE consultant_id = ?1)",
        "DELETE FROM peer_review WHERE reviewer_id IN (SELECT id FROM enrollment WHERE person_id = ?1) "
        "AND reviewer_id = (SELECT w.enrollment_id FROM final_work AS w WHERE w.id = final_work_id)",
    ):
        connection.exec_driver_sql(sql, (person_id,))
