"""Numbers of certificates: by kind and year, without gaps, never given twice (domain.md §3.10)."""

from sqlmodel import Session, col, func, select

from models.database import Actor, Database
from models.errors import UserError
from models.rows.certificates import KIND, NumberingDraft
from models.schema.works import Certificate, NumberSequence


def set_first_number(db: Database, draft: NumberingDraft, *, actor: Actor) -> None:
    """Say from which number the program counts in a year: a site may begin in the middle of one.

    Refuses once a number of that year has been given, and a number that does not follow the paper book's.
    """
    with db.writing(action=f"Первый номер сертификатов {draft.year} года", actor=actor) as session:
        row = session.get(NumberSequence, (KIND, draft.year))
        if row is not None and row.next_no > row.first_no:
            raise UserError(
                f"Нумерация {draft.year} года уже идёт: первый номер {row.first_no}, следующий {row.next_no}.",
                "Первый номер меняют до первого сертификата года.",
            )
        largest = _largest(session, draft.year)
        if draft.first_no <= largest:
            raise UserError(
                f"В книге {draft.year} года уже есть № {largest}.", f"Начните с номера {largest + 1} или большего."
            )
        if row is None:
            session.add(NumberSequence(kind=KIND, year=draft.year, first_no=draft.first_no, next_no=draft.first_no))
        else:
            row.first_no = row.next_no = draft.first_no


def take_numbers(session: Session, year: int, count: int) -> range:
    """The next numbers of a year, for good; the transaction of the caller has the file to itself (BEGIN IMMEDIATE)."""
    row = session.get(NumberSequence, (KIND, year))
    if row is None:
        first = _largest(session, year) + 1
        row = NumberSequence(kind=KIND, year=year, first_no=first, next_no=first)
        session.add(row)
    taken = range(row.next_no, row.next_no + count)
    row.next_no = taken.stop
    session.flush()
    return taken


def keep_paper_number(session: Session, year: int, number: int) -> None:
    """Refuse a number of the paper book that is taken, or that the program is still to give.

    A number that it gave is free only where an older copy of the data took the place of those that knew it.
    """
    same = select(Certificate.id).where(
        col(Certificate.kind) == KIND, col(Certificate.year) == year, col(Certificate.reg_no) == number
    )
    if session.exec(same).first() is not None:
        raise UserError(f"Номер {number} в {year} году уже занят.", "Проверьте номер по бумажной книге.")
    row = session.get(NumberSequence, (KIND, year))
    if row is not None and number >= row.next_no:
        raise UserError(
            f"Номера {year} года с {row.next_no} даёт программа.",
            "Из бумажной книги вносят номера до этого. Проверьте номер и дату.",
        )


def _largest(session: Session, year: int) -> int:
    held = select(func.max(col(Certificate.reg_no))).where(col(Certificate.kind) == KIND, col(Certificate.year) == year)
    return session.exec(held).one() or 0
