"""The sections of the window, in the order of its navigation; a section of a later issue is added here when it works.

The pages import commands and queries, and with them SQLAlchemy: so they are imported here and late, after the
window has been painted (house.md «Paint first»).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from views.widgets.page import Page
    from views.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `group` 1–3 stand above with a gap between, 4 at the bottom; `counted` may carry a badge."""

    key: str
    label: str
    icon: str
    group: int
    module: str

    def make(self, workplace: Workplace) -> Page:
        """Import the section's page and make it."""
        make_page = cast("Callable[[Workplace], Page]", import_module(self.module).make_page)
        return make_page(workplace)


SECTIONS = (
    Section("overview", "Обзор", "home", 1, "views.overview.page"),
    Section("plan", "План работ", "calendar_ltr", 2, "views.plan.page"),
    Section("events", "Мероприятия", "calendar_checkmark", 2, "views.events.page"),
    Section("trainees", "Стажёры", "people", 2, "views.trainees.page"),
    Section("reports", "Отчёты", "data_bar_vertical", 3, "views.reports.page"),
    Section("exchange", "Обмен с ИРО", "arrow_swap", 3, "views.exchange.page"),
    Section("settings", "Настройки", "settings", 4, "views.preferences.page"),
)


def import_pages(first: str) -> None:
    """Import the page of the section that is shown first; the worker that opens the database does it."""
    import_module(next((section.module for section in SECTIONS if section.key == first), SECTIONS[0].module))


def import_other_pages() -> None:
    """Import every page, away from the window's thread, so that the first click on a section waits for nothing."""
    for section in SECTIONS:
        import_module(section.module)
