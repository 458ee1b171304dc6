"""A difference between two reports in words."""

from models.rows.report_compare import FigureChange
from models.rules.words import amount


def changed_words(change: FigureChange) -> str:
    """«Мероприятий: было 18, стало 19»."""
    return f"{change.title}: было {_said(change.before)}, стало {_said(change.after)}"


def _said(value: float | None) -> str:
    return "нет данных" if value is None else amount(round(value, 2))
