"""The printed forms of the section: the sheet of an event, the journals of a period or a stream, one протокол."""

from collections.abc import Callable
from datetime import date

from models.queries.journals_print import (
    attendance_journal,
    consultation_journal,
    event_journal,
    registration_sheet,
)
from models.queries.minutes_print import minutes_paper
from models.rules.periods import Period, quarter, school_year_of
from views.papers.wish import PaperWish

_MONTHS_OF_QUARTER = 3


def sheet_wishes(event_id: int, title: str) -> tuple[PaperWish, ...]:
    """The лист регистрации of an event, without and with contacts."""
    return (
        PaperWish(
            "registration-sheet",
            f"Лист регистрации: {title}",
            f"registration-sheet-{event_id}",
            lambda db: registration_sheet(db, event_id),
            "Подписи",
        ),
        PaperWish(
            "registration-sheet-contacts",
            f"Лист регистрации с контактами: {title}",
            f"registration-sheet-{event_id}-contacts",
            lambda db: registration_sheet(db, event_id),
            "С телефонами",
        ),
    )


def journal_wishes(chosen: Period | None, today: date) -> tuple[PaperWish, ...]:
    """The журнал мероприятий of the period that is chosen; without one, of this quarter and of the school year."""
    return _by_period(_journal, chosen, today)


def consultation_wishes(chosen: Period | None, today: date) -> tuple[PaperWish, ...]:
    """The журнал консультаций of the period that is chosen; without one, of this quarter and of the school year."""
    return _by_period(_consultations, chosen, today)


def minutes_wish(meeting_id: int, title: str) -> PaperWish:
    """One протокол, as it is stored."""
    return PaperWish("minutes", title, f"minutes-{meeting_id}", lambda db: minutes_paper(db, meeting_id))


def attendance_wish(stream_id: int, title: str) -> PaperWish:
    """The журнал посещаемости of a stream."""
    return PaperWish(
        "attendance-journal",
        f"Журнал посещаемости: {title}",
        f"attendance-journal-{stream_id}",
        lambda db: attendance_journal(db, stream_id),
    )


def _by_period(wish: Callable[[Period, str], PaperWish], chosen: Period | None, today: date) -> tuple[PaperWish, ...]:
    if chosen is not None:
        return (wish(chosen, ""),)
    now = quarter(today.year, (today.month - 1) // _MONTHS_OF_QUARTER + 1)
    return wish(now, "Квартал"), wish(school_year_of(today), "Учебный год")


def _journal(period: Period, tab: str) -> PaperWish:
    return PaperWish(
        "event-journal",
        f"Журнал мероприятий, {period.title}",
        f"event-journal-{period.file_code}",
        lambda db: event_journal(db, period),
        tab,
    )


def _consultations(period: Period, tab: str) -> PaperWish:
    return PaperWish(
        "consultation-journal",
        f"Журнал консультаций, {period.title}",
        f"consultation-journal-{period.file_code}",
        lambda db: consultation_journal(db, period),
        tab,
    )
