"""Papers for the team's own use: works of a member for attestation, and the sheet of a week."""

from datetime import date, timedelta
from typing import NamedTuple

from models.queries.team_papers import team_works, week_sheet
from models.rules.periods import Period, school_year, school_year_of
from models.rules.plan_periods import Span
from views.papers.wish import PaperWish

_YEARS_BETWEEN = 5
"""A category is confirmed once in so many years; the form of a list of works asks for them."""


class WorksSpan(NamedTuple):
    """The days that a list of works tells of; `words` follow «за»."""

    span: Span
    words: str
    file_code: str


def works_spans(today: date) -> tuple[WorksSpan, ...]:
    """The days that are asked for most: five years, this school year and the last one."""
    year = school_year_of(today)
    first = date(today.year - _YEARS_BETWEEN, today.month, 1)
    years = (year, school_year(year.start.year - 1))
    return WorksSpan(Span(first, today), "5 лет", "5-let"), *map(works_span, years)


def works_span(period: Period) -> WorksSpan:
    """The days of a period."""
    return WorksSpan(Span(period.start, period.end), period.title, period.file_code)


def team_wishes(person_id: int, asked: WorksSpan) -> tuple[PaperWish, ...]:
    """The list of works and the справка of a speaker."""
    return (
        PaperWish(
            "team-works",
            f"Список работ за {asked.words}",
            f"spisok-rabot-{person_id}-{asked.file_code}",
            lambda db: team_works(db, person_id, asked.span),
            "Список работ",
        ),
        PaperWish(
            "speaker-certificate",
            f"Справка о выступлениях за {asked.words}",
            f"spravka-{person_id}-{asked.file_code}",
            lambda db: team_works(db, person_id, asked.span),
            "Справка",
        ),
    )


def week_wishes(today: date) -> tuple[PaperWish, ...]:
    """The sheet of this week and that of the next one."""
    next_week = today + timedelta(days=7)
    return tuple(
        PaperWish(
            "week-sheet",
            title,
            f"nedelya-{day.isocalendar().year}-{day.isocalendar().week}",
            lambda db, day=day: week_sheet(db, day),
            tab,
        )
        for day, title, tab in (
            (today, "Что на этой неделе", "Эта неделя"),
            (next_week, "Что на следующей неделе", "Следующая"),
        )
    )
