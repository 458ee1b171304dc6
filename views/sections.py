"""The sections of the window, in the order of its navigation; a section of a later issue is added here when it works.

The pages import commands and queries, and with them SQLAlchemy: so they are imported here and late, after the
window has been painted (house.md «Paint first»).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, cast

from PySide6 import QtWidgets

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from views.exchange.sending import Sending
    from views.found_records import FoundRecords
    from views.more_menu import MoreMenu
    from views.palette_rows import Line
    from views.signed_sheets import SignedSheets
    from views.widgets.page import Page
    from views.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `group` 1–4 stand above with a gap between, 5 at the bottom."""

    key: str
    label: str
    icon: str
    group: int
    module: str

    def make(self, workplace: Workplace) -> Page:
        """Import the section's page and make it."""
        make_page = cast("Callable[[Workplace], Page]", _imported(self.module).make_page)
        return make_page(workplace)


SECTIONS = (
    Section("overview", "Обзор", "home", 1, "views.overview.page"),
    Section("plan", "План работ", "calendar_ltr", 2, "views.plan.page"),
    Section("events", "Мероприятия", "calendar_checkmark", 2, "views.events.page"),
    Section("trainees", "Стажёры", "people", 2, "views.trainees.page"),
    Section("programs", "Программы", "book_open", 2, "views.programs.page"),
    Section("certificates", "Сертификаты", "certificate", 3, "views.certificates.page"),
    Section("products", "Продукты", "box", 3, "views.products.page"),
    Section("documents", "Документы", "document", 3, "views.documents.page"),
    Section("reports", "Отчёты", "data_bar_vertical", 3, "views.reports.page"),
    Section("exchange", "Обмен с ИРО", "arrow_swap", 4, "views.exchange.page"),
    Section("settings", "Настройки", "settings", 5, "views.preferences.page"),
)

_KEYS = (*((f"Ctrl+{digit}",) for digit in "1234567890"), ("Ctrl+,", "Ctrl+Б"))
"""From «Обзор» to «Обмен с ИРО», and «Настройки» after them; the comma is the letter Б in the Russian layout."""

_NO_WIDGETS = ("QAccessible", "QGesture", "QGraphics", "QStyle", "QUndo")
_MORE = "views.more_menu"
_SHEETS = "views.signed_sheets"
_RECORDS = "views.found_records"
_SENDING = "views.exchange.sending"
_STREAM_TABS, _PROGRAM_TABS = "views.programs.stream_tabs", "views.programs.program_tabs"


def keys_of(section: Section) -> tuple[str, ...]:
    """What opens a section from anywhere; the first is the one that is shown."""
    return _KEYS[SECTIONS.index(section)]


def make_more(
    window: QWidget,
    workplace: Workplace,
    *,
    undo: Callable[[], object],
    redo: Callable[[], object],
    keys: Callable[[], object],
) -> MoreMenu:
    """Import the menu «…», which asks the database what can be undone, and make it."""
    made: MoreMenu = _imported(_MORE).MoreMenu(window, workplace, undo=undo, redo=redo, keys=keys)
    return made


def make_signed_sheets(
    window: QObject,
    workplace: Workplace,
    *,
    hand_over: Callable[[Sequence[Path]], bool],
    ask_code: Callable[[], object],
) -> SignedSheets:
    """Import what reads dropped scans, and make it."""
    made: SignedSheets = _imported(_SHEETS).SignedSheets(
        workplace, hand_over=hand_over, ask_code=ask_code, parent=window
    )
    return made


def make_found_records(
    window: QObject, workplace: Workplace, *, show: Callable[[str, Sequence[Line]], None]
) -> FoundRecords:
    """Import what finds records, and make it."""
    made: FoundRecords = _imported(_RECORDS).FoundRecords(workplace, show, parent=window)
    return made


def make_sending(window: QObject, workplace: Workplace) -> Sending:
    """Import what sends packages to ИРО, and make it."""
    made: Sending = _imported(_SENDING).make_sending(workplace, window)
    return made


def import_pages(first: str) -> None:
    """Import the page of the section that is shown first; the worker that opens the database does it."""
    _imported(next((section.module for section in SECTIONS if section.key == first), SECTIONS[0].module))


def import_other_pages() -> None:
    """Import every page and the menu, away from the window's thread, so that the first click waits for nothing."""
    for module in (*(section.module for section in SECTIONS), _MORE, _SHEETS, _RECORDS, _SENDING):
        _imported(module)
    for entry in (*_imported(_STREAM_TABS).STREAM_TABS, *_imported(_PROGRAM_TABS).PROGRAM_TABS):
        _imported(entry.module)
    # PySide makes a class when it is first asked for, and every kind of widget at once when a list first asks for its
    # viewport: 12 ms that would hold the window.
    for name in dir(QtWidgets):
        if not name.startswith(_NO_WIDGETS):
            getattr(QtWidgets, name)


def _imported(module: str) -> ModuleType:
    # PySide follows import statements, and reads the source of every module that one names; not of those which that
    # one imports in its turn. `import_module` is no statement: each import of a page would count (2 MB, 10 ms).
    return cast("ModuleType", __import__(module, fromlist=["*"]))
