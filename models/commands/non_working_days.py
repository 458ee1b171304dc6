"""Keeping the table of non-working days."""

from datetime import date

from sqlmodel import Session

from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.queries.non_working_days import read_days_off
from models.rows.non_working_days import NonWorkingDayDraft
from models.rules.moved_dates import statutory_days_off
from models.rules.words import day_in_table
from models.schema.reference import NonWorkingDay

_GONE = "Этого дня в списке нерабочих уже нет."


def add_non_working_day(db: Database, draft: NonWorkingDayDraft, *, actor: Actor) -> None:
    """Enter a day on which nothing is planned; refused where it is entered already."""
    with db.writing(action="Нерабочий день добавлен", actor=actor) as session:
        _refuse_entered(session, draft.day)
        session.add(NonWorkingDay(day=draft.day.isoformat(), title=draft.title))


def change_non_working_day(db: Database, day: date, draft: NonWorkingDayDraft, *, actor: Actor) -> None:
    """Call a day otherwise or put another day in its place."""
    with db.writing(action="Нерабочий день изменён", actor=actor) as session:
        entered = found(session, NonWorkingDay, day.isoformat(), _GONE)
        if draft.day == day:
            entered.title = draft.title
            return
        _refuse_entered(session, draft.day)
        session.delete(entered)
        session.add(NonWorkingDay(day=draft.day.isoformat(), title=draft.title))


def remove_non_working_day(db: Database, day: date, *, actor: Actor) -> None:
    """Make a day a working one again."""
    with db.writing(action="Нерабочий день убран", actor=actor) as session:
        session.delete(found(session, NonWorkingDay, day.isoformat(), _GONE))


def add_statutory_days(db: Database, year: int, *, actor: Actor) -> int:
    """Enter the holidays of a year by ТК РФ ст. 112 that are not entered yet; gives how many there were."""
    with db.writing(action=f"Праздники {year} года добавлены", actor=actor) as session:
        entered = read_days_off(session)
        missing = {day: title for day, title in statutory_days_off(year).items() if day not in entered}
        session.add_all(NonWorkingDay(day=day.isoformat(), title=title) for day, title in missing.items())
        return len(missing)


def _refuse_entered(session: Session, day: date) -> None:
    if session.get(NonWorkingDay, day.isoformat()) is not None:
        raise UserError(f"{day_in_table(day)} уже есть среди нерабочих дней.", "Исправьте его название в списке.")
