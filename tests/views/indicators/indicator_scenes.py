"""The rooms «Показатели» and «Аналитика» in their states, for pictures and walks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.commands.indicators import add_indicator, set_indicator
from models.queries.directory import ids_by_code
from models.rows.indicator_drafts import IndicatorDraft, ValueDraft
from models.rules.measures import Measure
from tests.models.make import HEAD
from tests.views.stage import Stage
from views.places import Place

if TYPE_CHECKING:
    from views.analytics.page import AnalyticsPage
    from views.indicators.page import IndicatorsPage
    from views.reports.page import ReportsPage


def _indicators(stage: Stage) -> IndicatorsPage:
    page = cast("ReportsPage", stage.page("reports", Place.INDICATORS))
    stage.settle()
    return page.rooms.indicators


def _filled(stage: Stage) -> IndicatorsPage:
    """Values of two quarters with their evidence, a target, and an indicator of one's own."""
    assert stage.session.workplace is not None
    db = stage.session.workplace.db
    ids = ids_by_code(db, "indicator")
    for code, value, target in (("share_fop", 71.5, 75), ("share_parents", 90, 85)):
        said = ValueDraft(
            value=value, target=target, note="По сведениям 14 садов", evidence="Письмо № 12 от 02.03.2026"
        )
        set_indicator(db, ids[code], "2026-Q1", said, actor=HEAD)
    set_indicator(db, ids["web_products"], "2026", ValueDraft(target=24), actor=HEAD)
    own = IndicatorDraft(title="Дистанционные встречи", unit="шт.", measure=Measure.EVENTS, target=2)
    add_indicator(db, own, actor=HEAD)
    return _indicators(stage)


def _own(stage: Stage) -> None:
    page = _filled(stage)
    page.write_new()
    form = page.panel.indicator_form
    form.set_values({"title": "Сады из удалённых поселений", "measure": Measure.ORGANIZATIONS, "is_remote": True})
    form.unit.set_value("шт.")


def _value(stage: Stage) -> None:
    page = _filled(stage)
    page.table.select(lambda line: line.row.formula is None)
    page.table.setCurrentIndex(page.model.index(page.table.currentIndex().row(), 1))
    page.table.opened.emit(page.table.current_row())


def _plan(stage: Stage) -> None:
    page = _filled(stage)
    page.mode.choose("plan")
    page.mode.chosen.emit("plan")


def _analytics(stage: Stage) -> AnalyticsPage:
    page = cast("ReportsPage", stage.page("reports", Place.ANALYTICS))
    stage.settle()
    return page.rooms.analytics


def _table(key: str) -> Callable[[Stage], object]:
    def show(stage: Stage) -> None:
        page = _analytics(stage)
        page.tabs.choose(key)
        page.tabs.chosen.emit(key)

    return show


INDICATORS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("indicators", "demo", _filled),
    ("indicators-new-site", "new", _indicators),
    ("indicators-own", "demo", _own),
    ("indicators-value", "demo", _value),
    ("indicators-plan", "demo", _plan),
    ("analytics", "demo", _analytics),
    ("analytics-places", "demo", _table("places")),
    ("analytics-formats", "demo", _table("formats")),
    ("analytics-deficits", "demo", _table("deficits")),
    ("analytics-empty", "new", _table("places")),
)
