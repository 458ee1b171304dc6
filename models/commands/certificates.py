"""Certificates: numbered and issued, handed over, worded anew, annulled, doubled, and keyed in from the paper book.

A number is given out for good: the number, the record and the words that stand on the paper are one transaction, and
«Вернуть» takes none of it back. A certificate that was wrong is annulled and keeps its number in the register; its
pages can be drawn again at any time.
"""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, func, select

from models.commands.certificate_numbers import keep_paper_number, take_numbers
from models.commands.certificate_words import sealed, words_of
from models.commands.open_card import open_card
from models.commands.site_keys import current_key
from models.commands.store import add, found, known_links
from models.commands.stream_places import NO_STREAM, places_of
from models.database import Actor, Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.certificate_issue import read_issue_lines
from models.rows.certificates import (
    AnnulmentDraft,
    IssueDraft,
    IssueLine,
    PaperCertificateDraft,
    PrintedCertificate,
)
from models.rows.codes import ActionKind, CertificateState, EnrollmentStatus
from models.rows.requirements import RequirementState
from models.rules.words import counted
from models.schema.programs import Enrollment, Stream
from models.schema.works import Certificate

NO_CERTIFICATE = "Этого сертификата нет."
_GIVEN = frozenset({CertificateState.ISSUED, CertificateState.DUPLICATE})
_WITHOUT_CERTIFICATE = frozenset({EnrollmentStatus.APPLIED, EnrollmentStatus.EXPELLED})


def issue_certificates(db: Database, draft: IssueDraft, *, keys: KeyStore, actor: Actor) -> tuple[int, ...]:
    """Give certificates the next numbers of the year, by name, and give their ids; all or none.

    Refuses whoever has one already or lacks a requirement that no decision counts as met. The site's key is made
    with the first certificate. It is not taken back: a wrong certificate is annulled.
    """
    key = current_key(db, keys, actor=actor)
    with (
        known_links(),
        db.writing(action="Сертификаты подготовлены", actor=actor, kind=ActionKind.COMPENSATED) as session,
    ):
        wanted = set(draft.enrollment_ids)
        lines = read_issue_lines(session, today=db.today(), enrollment_ids=wanted)
        if len(lines) != len(wanted):
            raise UserError("Кого-то из выбранных в потоке уже нет.", "Обновите список и выберите снова.")
        late = sum(not line.is_ready for line in lines)
        if late:
            raise UserError(
                f"Ничего не выдано: {counted(late, 'стажёр', 'стажёра', 'стажёров')} из выбранных сертификат получить "
                "не может.",
                "Обновите список: рядом с именем сказано, чего не хватает.",
            )
        numbers = take_numbers(session, draft.issue_date.year, len(lines))
        made: list[int] = []
        for number, line in zip(numbers, lines, strict=True):
            words, hours = words_of(session, line.enrollment_id)
            row = Certificate(
                uid=db.new_uid(),
                year=draft.issue_date.year,
                reg_no=number,
                enrollment_id=line.enrollment_id,
                issue_date=draft.issue_date,
                hours=hours,
                basis=draft.basis,
                override_reason=_decisions(line),
            )
            sealed(row, words, keys=keys, key=key)
            made.append(add(session, row))
        return tuple(made)


def reword_certificate(
    db: Database, certificate_id: int, name_dative: str | None, *, keys: KeyStore, actor: Actor
) -> None:
    """Take the words of a certificate from the cards of today, with the name as typed (None: as the program puts it).

    Only while it has not been handed over, and while she may be named.
    """
    key = current_key(db, keys, actor=actor)
    with db.writing(action="Текст сертификата исправлен", actor=actor) as session:
        row = found(session, Certificate, certificate_id, NO_CERTIFICATE)
        if CertificateState(row.state) is not CertificateState.PREPARED or row.is_from_paper_book:
            raise UserError(
                "Изменить можно только сертификат, который ещё не вручён.",
                "Если в выданном неточность, аннулируйте его и выдайте новый.",
            )
        words, row.hours = words_of(session, row.enrollment_id, name=name_dative)
        row.name_dative = name_dative
        sealed(row, words, keys=keys, key=key)


def hand_over(db: Database, certificate_ids: Collection[int], on: date, *, actor: Actor) -> None:
    """Write down that prepared certificates were handed over on a day, all or none."""
    label = "Сертификат вручён" if len(certificate_ids) == 1 else "Сертификаты вручены"
    with db.writing(action=label, actor=actor) as session:
        for each in certificate_ids:
            row = found(session, Certificate, each, NO_CERTIFICATE)
            if CertificateState(row.state) is not CertificateState.PREPARED:
                raise UserError(
                    "Кто-то из выбранных сертификат уже получил, или он аннулирован. Ничего не записано.",
                    "Оставьте выбранными те, что подготовлены.",
                )
            if on < row.issue_date:
                raise UserError(
                    "Вручить сертификат раньше, чем он выписан, нельзя. Ничего не записано.", "Проверьте дату."
                )
            row.state = CertificateState.ISSUED if row.duplicate_of_id is None else CertificateState.DUPLICATE
            row.handed_on = on


def annul_certificate(db: Database, certificate_id: int, draft: AnnulmentDraft, *, actor: Actor) -> None:
    """Annul a certificate: it keeps its number and its place in the register. It is not taken back."""
    with db.writing(action="Сертификат аннулирован", actor=actor, kind=ActionKind.COMPENSATED) as session:
        row = found(session, Certificate, certificate_id, NO_CERTIFICATE)
        if CertificateState(row.state) is CertificateState.ANNULLED:
            raise UserError("Этот сертификат уже аннулирован.", "Обновите список.")
        if draft.annulled_on < row.issue_date:
            raise UserError("Аннулировать сертификат раньше, чем он выписан, нельзя.", "Проверьте дату.")
        row.state = CertificateState.ANNULLED
        row.annulled_on, row.annul_reason = draft.annulled_on, draft.reason


def issue_duplicate(db: Database, certificate_id: int, on: date, *, keys: KeyStore, actor: Actor) -> int:
    """Issue a duplicate with the next number; it says what the original said, and refers to it. Not taken back.

    Refuses one of a certificate that was not handed over, and one to somebody who may not be named.
    """
    key = current_key(db, keys, actor=actor)
    with db.writing(action="Дубликат сертификата подготовлен", actor=actor, kind=ActionKind.COMPENSATED) as session:
        lost = found(session, Certificate, certificate_id, NO_CERTIFICATE)
        if CertificateState(lost.state) not in _GIVEN:
            raise UserError(
                "Дубликат выдают вместо вручённого сертификата.",
                "Подготовленный можно просто напечатать ещё раз, вместо аннулированного выдают новый.",
            )
        if on < lost.issue_date:
            raise UserError("Дубликат не может быть выписан раньше оригинала.", "Проверьте дату.")
        (number,) = take_numbers(session, on.year, 1)
        row = Certificate(
            uid=db.new_uid(),
            year=on.year,
            reg_no=number,
            enrollment_id=lost.enrollment_id,
            issue_date=on,
            hours=lost.hours,
            basis=lost.basis,
            duplicate_of_id=lost.duplicate_of_id or lost.id,
            override_reason=lost.override_reason,
            name_dative=lost.name_dative,
        )
        today, _hours = words_of(session, lost.enrollment_id, name=lost.name_dative)
        if lost.printed:
            # The signatures are put under it today.
            words = PrintedCertificate.model_validate_json(lost.printed)
            today = words.model_copy(update={"signers": today.signers})
        sealed(row, today, keys=keys, key=key)
        return add(session, row)


def record_paper_certificate(db: Database, draft: PaperCertificateDraft, *, actor: Actor) -> int:
    """Key in a certificate of the paper book under its own number; who was not in the stream is entered there.

    Refuses a number that is taken or that the program itself gives out.
    """
    with known_links(), db.writing(action="Сертификат внесён из бумажной книги", actor=actor) as session:
        stream = found(session, Stream, draft.stream_id, NO_STREAM)
        open_card(session, draft.person_id, "Этого человека в списке нет.")
        keep_paper_number(session, draft.issue_date.year, draft.reg_no)
        row = Certificate(
            uid=db.new_uid(),
            year=draft.issue_date.year,
            reg_no=draft.reg_no,
            enrollment_id=_place(session, draft, stream),
            issue_date=draft.issue_date,
            hours=draft.hours,
            basis=draft.basis,
            state=CertificateState.ISSUED,
            handed_on=draft.handed_on or draft.issue_date,
            is_from_paper_book=True,
        )
        return add(session, row)


def remove_paper_certificate(db: Database, certificate_id: int, *, actor: Actor) -> None:
    """Take out a certificate of the paper book that was keyed in wrongly; the program's own stay for good."""
    with db.writing(action="Запись из бумажной книги убрана", actor=actor) as session:
        row = found(session, Certificate, certificate_id, NO_CERTIFICATE)
        if not row.is_from_paper_book:
            raise UserError(
                "Номер этого сертификата дала программа, из книги он не уходит.", "Если он выдан зря, аннулируйте его."
            )
        if session.exec(select(Certificate.id).where(col(Certificate.duplicate_of_id) == row.id)).first():
            raise UserError("На эту запись ссылается дубликат.", "Она остаётся в книге.")
        session.delete(row)


def _decisions(line: IssueLine) -> str | None:
    """The reasons of the decisions that this certificate rests on."""
    decided = [
        each.decision.reason for each in line.requirements if each.state is RequirementState.DECIDED and each.decision
    ]
    return "; ".join(dict.fromkeys(decided)) or None


def _place(session: Session, draft: PaperCertificateDraft, stream: Stream) -> int:
    """The person's place in the stream, made where there was none: she has been through it."""
    for place in places_of(session, draft.stream_id, {draft.person_id}):
        held = select(func.count()).where(
            col(Certificate.enrollment_id) == place.id, col(Certificate.state) != CertificateState.ANNULLED
        )
        if session.exec(held).one():
            raise UserError("У этого человека уже есть сертификат этого потока.", "Проверьте поток и человека.")
        if EnrollmentStatus(place.status) in _WITHOUT_CERTIFICATE:
            raise UserError(
                "Этот человек в потоке не учился: он только подал заявку или отчислен.", "Проверьте поток и человека."
            )
        return place.id or 0
    return add(
        session,
        Enrollment(
            stream_id=draft.stream_id,
            person_id=draft.person_id,
            status=EnrollmentStatus.COMPLETED,
            enrolled_on=stream.starts_on,
            left_on=stream.ends_on,
        ),
    )
