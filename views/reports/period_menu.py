"""Which period a new report is of: one of those around today, or any days."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from models.rows.codes import ReportType
from models.rules.periods import Period
from models.rules.words import capitalised
from views.widgets.naming import named


def period_menu(
    parent: QWidget, periods: Sequence[Period], *, begin: Callable[[Period], object], choose: Callable[[], object]
) -> QMenu:
    """The periods, quarters first, and the way to any days."""
    menu = named(QMenu(parent), "report-periods", "Период нового отчёта")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    kind = ReportType.QUARTER
    for period in periods:
        if kind is ReportType.QUARTER and period.kind is not kind:
            menu.addSeparator()
        kind = period.kind
        action = menu.addAction(capitalised(period.title))
        action.triggered.connect(lambda _on=False, period=period: begin(period))
    menu.addSeparator()
    menu.addAction("Другие дни…", choose)
    return menu
