"""«Журнал обмена»: what left in a year and what came back, looked at and printed."""

from PySide6.QtWidgets import QWidget

from models.queries.outbox import exchange_journal_paper
from models.rules.periods import Period, school_year_of
from models.rules.plan_periods import quarter_of
from views.papers.offer import PaperWindow, offer
from views.papers.wish import PaperWish
from views.workplace import Workplace


def offer_journal(workplace: Workplace, parent: QWidget) -> PaperWindow:
    """Show the journal of this school year, and of this quarter one press away."""
    today = workplace.db.today()
    wishes = [
        _wish(period, tab) for period, tab in ((school_year_of(today), "Учебный год"), (quarter_of(today), "Квартал"))
    ]
    return offer(workplace, parent, *wishes)


def _wish(period: Period, tab: str) -> PaperWish:
    return PaperWish(
        "exchange-journal",
        f"Журнал обмена, {period.title}",
        f"zhurnal-obmena-{period.file_code}",
        lambda db: exchange_journal_paper(db, period.start, period.end),
        tab=tab,
    )
