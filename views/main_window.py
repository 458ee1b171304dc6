"""The window: navigation only. It is painted before the database is opened; `open_site` fills it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.identity import VLADIVOSTOK, Clock, system_clock
from views.drafts import Keeping
from views.keys_help import KeysHelp
from views.messages import Messages
from views.palette import Palette
from views.palette_rows import Command
from views.places import Asked, Place
from views.remembered import Remembered
from views.sections import SECTIONS, keys_of, make_found_records, make_more, make_signed_sheets
from views.sidebar import Sidebar
from views.states import State
from views.theme import Theme
from views.undo_bar import UndoBar
from views.widgets.buttons import Button
from views.widgets.dialogs import ask
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.tab_order import first_stop, tab_through
from views.widgets.text import label, title

if TYPE_CHECKING:
    from models.commands.undo import Step
    from views.found_records import FoundRecords
    from views.more_menu import MoreMenu
    from views.signed_sheets import SignedSheets
    from views.workplace import Workplace

LEAST = (1024, 560)
"""Logical pixels the window can be made small to (tokens.json `size.window.minimum`)."""

RAIL_BELOW = 1280
"""Logical pixels: a narrower window has a rail of icons (design.md §2)."""

RAIL_BELOW_AT_LARGE_TEXT = 1600
"""The same at the text size 125 %, where a 1366 px window shows as much as one of 1093 (10-overview-125)."""

_LARGE_TEXT = 1.25
_AIR = 24
"""Pixels kept free around what was brought into view."""


class MainWindow(QMainWindow):
    """Sidebar and pages; Ctrl+K, Ctrl+1…0, Ctrl+, F6, undo and redo from anywhere."""

    def __init__(self, theme: Theme, messages: Messages, *, clock: Clock = system_clock) -> None:
        super().__init__()
        self._clock = clock
        self._theme = theme
        self._messages = messages
        self._remembered: Remembered | None = None
        self._workplace: Workplace | None = None
        self._undo: Callable[[bool], None] | None = None
        self._more: MoreMenu | None = None
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._sheets: SignedSheets | None = None
        self._records: FoundRecords | None = None
        self.setWindowTitle("Маршрут")
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST)
        self.sidebar = Sidebar(theme)
        self.stack = named(QStackedWidget(), "pages", "Страница")
        whole = QWidget()
        whole.setProperty("page", "true")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        self._opening = SentencePage(theme, "Открываем данные площадки…", "")
        self._problem: SentencePage | None = None
        self.stack.addWidget(self._opening)
        self.undo_bar = UndoBar(theme, self.stack)
        messages.said.connect(self.undo_bar.say)
        self.undo_bar.undo_asked.connect(self.undo)
        self.sidebar.chosen.connect(self._on_chosen)
        self.sidebar.search_asked.connect(self.open_palette)
        self.sidebar.more_asked.connect(self.open_more)
        self._set_shortcuts()
        self.sidebar.setEnabled(False)
        self._was_rail: bool | None = None
        theme.changed.connect(self._choose_rail)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @cached_property
    def palette_box(self) -> Palette:
        """Ctrl+K, made when it is first asked for."""
        return Palette(self._theme, self)

    @cached_property
    def keys_help(self) -> KeysHelp:
        """F1, made when it is first asked for."""
        return KeysHelp(self._theme, self)

    def open_site(self, workplace: Workplace, *, turn: Callable[[bool], None]) -> None:
        """Show the sections of an open site; `turn(redo)` undoes or repeats the last action."""
        self._workplace = workplace
        self._remembered = workplace.remembered
        self._undo = turn
        workplace.jobs.writing.connect(lambda: self.sidebar.show_saved("Сохраняем…", busy=True))
        workplace.jobs.writing.connect(self.undo_bar.outdated)
        workplace.jobs.idle.connect(self._on_idle)
        self.show_opening()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sidebar.setEnabled(True)
        self._on_idle()
        known = [section.key for section in SECTIONS]
        self.go(workplace.remembered.section if workplace.remembered.section in known else known[0], None)

    def show_site(self, name: str, first: str, second: str) -> None:
        """Say whose window this is: in the title, and in two lines of the navigation."""
        self.sidebar.show_site(first or "Новая площадка", second)
        self.setWindowTitle(f"Маршрут — {name or 'новая площадка'}")

    def show_backup(self, text: str, *, is_fresh: bool) -> None:
        """Say at the foot of the navigation when the last proven copy was made."""
        self.sidebar.show_backup(text, is_fresh=is_fresh)

    def show_opening(self, busy: str = "Открываем данные…") -> None:
        """Say that the data is being opened, in place of a problem that was told before; `busy` stands at the foot."""
        self.sidebar.show_saved(busy, busy=True)
        self.stack.setCurrentWidget(self._opening)
        if self._problem is not None:
            self.stack.removeWidget(self._problem)
            self._problem.deleteLater()
            self._problem = None

    def show_badges(self, overdue: int, *, going: int = 0, rejected: int = 0) -> None:
        """Say in the navigation how much waits: plan items, packages on their way and those that ИРО sent back."""
        shade = State.ATTENTION if rejected else State.NEUTRAL
        self.sidebar.show_badges({"plan": (overdue, State.ATTENTION), "exchange": (going + rejected, shade)})

    def show_problem(self, sentence: UserError, *choices: tuple[str, Callable[[], object]]) -> None:
        """Show why the site could not be opened, and what can be done: each choice is a button."""
        self.show_opening()
        self._problem = SentencePage(self._theme, sentence.message, sentence.advice, *choices)
        self.stack.addWidget(self._problem)
        self.stack.setCurrentWidget(self._problem)
        self._problem.focus_first()
        self.sidebar.show_saved("Данные не открыты", busy=True)

    def go(self, key: str, place: object, *, keeps_focus: bool = False) -> None:
        """Open a section, and in it a place (views.places) or a record's id; made at its first opening.

        The focus goes to where the work of the page begins; in the navigation, `keeps_focus`, it stays.
        """
        if self._workplace is None:
            return
        if key not in self._pages:
            section = next(each for each in SECTIONS if each.key == key)
            self._pages[key] = section.make(self._workplace)
            self.stack.addWidget(self._pages[key])
        page = self._pages[key]
        focus = QApplication.focusWidget()
        if key == self._current and place is None and focus is not page and _holds(page, focus):
            return
        self._current = key
        if not keeps_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # not whatever Qt finds once the former page is hidden
        self.stack.setCurrentWidget(page)
        self.sidebar.show_current(key)
        self.undo_bar.raise_()
        self.undo_bar.place_later()
        if self._remembered is not None:
            self._remembered.section = key
        if isinstance(place, Asked):
            if not page.show_asked(place):
                self._messages.tell(place.text)
        elif place is not None:
            page.show_place(place)
        if self.hasFocus():
            page.take_focus()

    def store_pages(self) -> None:
        """Give every page the chance to store what is being typed."""
        for page in self._pages.values():
            page.store()

    def keep_drafts(self) -> None:
        """Keep what was typed and is not stored."""
        for keeping in self.findChildren(Keeping):
            keeping.keep()

    @property
    def current(self) -> str:
        """The key of the section that is open, "" before the site is."""
        return self._current

    def page(self, key: str) -> Page | None:
        """The page of a section, if it has been opened."""
        return self._pages.get(key)

    def undo(self) -> None:
        """«Вернуть», Ctrl+Z."""
        if self._undo is not None:
            self._undo(False)  # noqa: FBT003 - False: undo, not redo

    def redo(self) -> None:
        """«Повторить», Ctrl+Shift+Z."""
        if self._undo is not None:
            self._undo(True)  # noqa: FBT003 - True: redo

    def turned(self, step: Step, *, redo: bool) -> None:
        """Say that an action was turned back or repeated, in the words of the menu «…»."""
        self._messages.tell(f"{'Повторено' if redo else 'Отменено'}: {step.label[0].lower()}{step.label[1:]}.")

    def commands(self) -> list[Command]:
        """What Ctrl+K offers: sections first, then what can be done from anywhere."""
        found = [
            Command(section.label, keys_of(section)[0], lambda key=section.key: self.go(key, None))
            for section in SECTIONS
        ]
        here = self._pages.get(self._current)
        if here is not None:
            found.append(Command("Создать новое на этой странице", "Ctrl+N", here.primary_new))
        return [
            *found,
            Command("Внести документ", "", lambda: self.go("documents", Place.NEW)),
            Command("Записать мероприятие", "", lambda: self.go("events", Place.NEW)),
            Command("Добавить стажёра", "", lambda: self.go("trainees", Place.NEW)),
            Command("Загрузить список стажёров", "", lambda: self.go("trainees", Place.IMPORT)),
            Command("Загрузки: история списков стажёров", "", lambda: self.go("trainees", Place.BATCHES)),
            Command("Потоки", "", lambda: self.go("trainees", Place.STREAMS)),
            Command("Организации: детские сады стажёров", "", lambda: self.go("trainees", Place.ORGANIZATIONS)),
            Command("Похожие карточки: повторы стажёров", "", lambda: self.go("trainees", Place.DUPLICATES)),
            Command("Журнал действий с персональными данными", "", lambda: self.go("trainees", Place.PERSONAL_DATA)),
            Command("Собрать пакет для института", "", lambda: self.go("exchange", Place.NEW)),
            Command("Принять файл от института: приглашение, квитанция", "", lambda: self.go("exchange", Place.TAKE)),
            Command("Ключи и адреса института", "", lambda: self.go("exchange", Place.KEYS)),
            Command("Журнал обмена", "", lambda: self.go("exchange", Place.JOURNAL)),
            Command("Отменить последнее действие", "Ctrl+Z", self.undo),
            Command("Повторить отменённое", "Ctrl+Shift+Z", self.redo),
            Command("Клавиши", "F1", self.open_keys),
            Command("Настройки: паспорт площадки", "", lambda: self.go("settings", Place.PASSPORT)),
            Command("Настройки: команда", "", lambda: self.go("settings", Place.TEAM)),
            Command("Настройки: нерабочие дни", "", lambda: self.go("settings", Place.DAYS_OFF)),
            Command("Настройки: печатные формы", "", lambda: self.go("settings", Place.FORMS)),
            Command("Настройки: вид, папка с данными", "", lambda: self.go("settings", "folder")),
            Command("Настройки: резервные копии", "", lambda: self.go("settings", "backups")),
            Command("Настройки: недавние действия", "", lambda: self.go("settings", "history")),
            Command("Закрыть программу", "Ctrl+Q", self.leave),
        ]

    def open_palette(self) -> None:
        """Ctrl+K."""
        if self._workplace is not None:
            codes = self._signed_sheets(self._workplace).commands
            self.palette_box.open_with(self.commands(), codes=codes, look=self._found_records(self._workplace).look)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._workplace is not None and self._signed_sheets(self._workplace).takes(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self._workplace is not None:
            self._signed_sheets(self._workplace).take_from(event.mimeData())
            event.acceptProposedAction()

    def open_keys(self) -> None:
        """F1."""
        self.keys_help.open_over()

    def leave(self) -> None:
        """Ctrl+Q: close the program; what is being typed is stored or kept as a draft."""
        self.window().close()

    def may_close(self) -> bool:
        """Ask before a print, a file or a package that is being made would be stopped half-way."""
        awaited = self._workplace.jobs.awaited if self._workplace is not None else []
        if not awaited:
            return True
        unfinished = ", ".join(f"«{words}»" for words in dict.fromkeys(awaited))
        return ask(
            self,
            self._theme,
            "Закрыть программу сейчас?",
            f"Ещё не закончено: {unfinished}. Эта работа остановится, записанное останется.",
            "Закрыть",
            safe="Подождать",
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())

    def open_more(self) -> None:
        """«…» and F10."""
        if self._workplace is None:
            return
        if self._more is None:
            self._more = make_more(self, self._workplace, undo=self.undo, redo=self.redo, keys=self.open_keys)
        self._more.open_beside(self.sidebar.more)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_rail()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Just before each step: pages make rows anew, and Qt would put those last.
        tab_through(self.sidebar, self.stack.currentWidget(), self.undo_bar)
        return super().focusNextPrevChild(next)

    def _found_records(self, workplace: Workplace) -> FoundRecords:
        """What finds the records of Ctrl+K, made when it is first needed."""
        if self._records is None:
            self._records = make_found_records(self, workplace, show=self.palette_box.show_found)
        return self._records

    def _signed_sheets(self, workplace: Workplace) -> SignedSheets:
        """What brings signed sheets back, made when it is first needed."""
        if self._sheets is None:
            self._sheets = make_signed_sheets(self, workplace, hand_over=self._hand_over, ask_code=self.open_palette)
        return self._sheets

    def _hand_over(self, paths: Sequence[Path]) -> bool:
        """Give dropped files to the page that is open; False when it has no place for them."""
        page = self._pages.get(self._current)
        return page is not None and page.take_files(paths)

    def _choose_rail(self) -> None:
        rail = self.width() < (RAIL_BELOW_AT_LARGE_TEXT if self._theme.scale >= _LARGE_TEXT else RAIL_BELOW)
        if rail is not self._was_rail:
            self._was_rail = rail
            self.sidebar.become_rail(rail=rail)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring what took the focus by keyboard into view: Qt does so only inside one scroll area."""
        if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        above = now.parentWidget()
        while above is not None and above is not self:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(now, 0, _AIR)
            above = above.parentWidget()

    def _on_chosen(self, key: str) -> None:
        self.go(key, None, keeps_focus=True)

    def _set_shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self.open_palette),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Y", self.redo),
            ("F1", self.open_keys),
            ("Ctrl+Q", self.leave),
            ("F10", self.open_more),
            ("F6", lambda: self._next_area(1)),
            ("Shift+F6", lambda: self._next_area(-1)),
            ("Ctrl+N", lambda: self._with_page(lambda page: page.primary_new())),
            ("Ctrl+F", lambda: self._with_page(lambda page: page.focus_filter())),
        ]
        for section in SECTIONS:
            keys += [(words, lambda key=section.key: self.go(key, None)) for words in keys_of(section)]
        for words, act in keys:
            shortcut = QShortcut(QKeySequence(words), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _with_page(self, act: Callable[[Page], object]) -> None:
        page = self._pages.get(self._current)
        if page is not None:
            act(page)

    def _next_area(self, step: int) -> None:
        """F6: round the navigation and the areas of the page."""
        page = self._pages.get(self._current)
        areas = [self.sidebar.navigation, *(page.round() if page is not None else []), self.undo_bar]
        areas = [area for area in areas if area.isVisible() and first_stop(area) is not None]
        focus = QApplication.focusWidget()
        # The innermost: an area may stand inside another (a panel beside its list).
        holding = [place for place, area in enumerate(areas) if _holds(area, focus)]
        here = holding[-1] if holding else (-1 if step > 0 else 0)
        target = first_stop(areas[(here + step) % len(areas)]) if areas else None
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_idle(self) -> None:
        now = self._clock().astimezone(VLADIVOSTOK)
        self.sidebar.show_saved(f"Всё сохранено, {now:%H:%M}")


class SentencePage(QWidget):
    """One sentence in the middle, its advice, and buttons."""

    def __init__(self, theme: Theme, sentence: str, advice: str, *choices: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        heading = title(sentence)
        heading.setWordWrap(True)
        note = label(advice, "secondary", wrapped=True)
        self._buttons: list[Button] = []
        row = QHBoxLayout()
        for place, (words, act) in enumerate(choices):
            button = named(Button(theme, words, role="plain" if place else "primary"), f"problem-choice-{place}", words)
            button.clicked.connect(act)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(80, 60, 80, 60)
        column.setSpacing(theme.space("m"))
        column.addStretch(1)
        column.addWidget(heading)
        column.addWidget(note)
        column.addLayout(row)
        column.addStretch(2)

    def focus_first(self) -> None:
        """Put the focus on the first button."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _holds(area: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (area is widget or area.isAncestorOf(widget))
