"""Papers for the team's own use: works of a member for attestation, and the sheet of a week."""

from datetime import date, timedelta

from models.queries.team_papers import team_works, week_sheet
from models.rules.periods import school_year_of
from models.rules.plan_periods import Span
from views.papers.wish import PaperWish

_YEARS_BETWEEN = 5
"""A category is confirmed once in so many years; the form of a list of works asks for them."""


def team_wishes(person_id: int, today: date) -> tuple[PaperWish, ...]:
    """The list of works and the справка of a speaker, of five years and of the school year."""
    year = school_year_of(today)
    first = date(today.year - _YEARS_BETWEEN, today.month, 1)
    spans = ((Span(first, today), "5 лет", "5-let"), (Span(year.start, year.end), "учебный год", year.file_code))
    lists = tuple(
        PaperWish(
            "team-works",
            f"Список работ, {words}",
            f"spisok-rabot-{person_id}-{code}",
            lambda db, span=span: team_works(db, person_id, span),
            f"Список, {words}",
        )
        for span, words, code in spans
    )
    certificates = tuple(
        PaperWish(
            "speaker-certificate",
            f"Справка о выступлениях, {words}",
            f"spravka-{person_id}-{code}",
            lambda db, span=span: team_works(db, person_id, span),
            f"Справка, {words}",
        )
        for span, words, code in spans
    )
    return (*lists, *certificates)


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
