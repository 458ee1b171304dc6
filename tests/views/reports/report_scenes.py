"""Scenes of «Отчёты»: findings, figures with their records, an approved report, a correction, any days."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tests.models.make import run
from tests.views.reports.approving import approve, correct
from tests.views.stage import Stage
from views.widgets.days_dialog import DaysDialog

if TYPE_CHECKING:
    from views.reports.page import ReportsPage

_PERIOD = "2025-Q4"


def _page(stage: Stage) -> "ReportsPage":
    page = cast("ReportsPage", stage.page("reports", _PERIOD))
    page._leaves.show_leaf("texts")
    stage.settle()
    return page


def _checks(stage: Stage) -> None:
    """An event nobody was marked at, and a plan item nobody said anything about."""
    db = stage.session.workplace.db
    held = "SELECT id FROM event WHERE held_on BETWEEN '2025-10-01' AND '2025-12-31' ORDER BY held_on LIMIT 1"
    run(db, f"DELETE FROM attendance WHERE event_id = ({held})")
    run(db, f"UPDATE event SET total_external = 0 WHERE id = ({held})")
    due = "SELECT id FROM plan_item WHERE due_to BETWEEN '2025-10-01' AND '2025-12-31' ORDER BY due_to LIMIT 1"
    run(db, f"UPDATE plan_item SET status = 'planned' WHERE id = ({due})")
    page = _page(stage)
    page._side.go_on(1)


def _figures(stage: Stage) -> "ReportsPage":
    page = _page(stage)
    page._side.show_panel("figures")
    stage.settle()
    return page


def _records(stage: Stage) -> None:
    figures = _figures(stage)._side.figures
    figures.table.select(lambda line: line.key.column == "visits")
    line = figures.table.current_row()
    assert line is not None
    figures.show_behind(line)


def _approved(stage: Stage) -> None:
    work = stage.session.workplace
    approve(work.db, work.attachments, _PERIOD)
    _page(stage)


def _correction(stage: Stage) -> None:
    work = stage.session.workplace
    approve(work.db, work.attachments, _PERIOD)
    correct(work.db, _PERIOD)
    november = "held_on BETWEEN '2025-11-01' AND '2025-11-30'"
    run(work.db, f"UPDATE event SET total_external = total_external + 2 WHERE {november}")
    page = _page(stage)
    page._side.show_panel("changes")


def _days(stage: Stage) -> None:
    page = _page(stage)
    page._choose_days()
    dialog = page.findChild(DaysDialog)
    assert dialog is not None
    stage.extra.append(dialog)


REPORTS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("reports-checks", "demo", _checks),
    ("reports-figures", "demo", _figures),
    ("reports-records", "demo", _records),
    ("reports-approved", "demo", _approved),
    ("reports-correction", "demo", _correction),
    ("reports-days", "demo", _days),
)
