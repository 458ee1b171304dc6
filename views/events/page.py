"""The section «Мероприятия»: the log, and the attendance sheet of one event."""

from datetime import date
from functools import cached_property
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget
from typing_extensions import override

from exports.layout import date_in_words
from models.rows.events import EventLine
from views.drafts import kept_drafts
from views.events.attendance_page import AttendancePage
from views.events.event_panel import EventPanel, take_out
from views.events.log import EventLog
from views.events.product_panel import ProductPanel
from views.places import NewEvent, Place
from views.widgets.buttons import Button, Segments, icon_button
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import SidePanel, SplitPage
from views.workplace import Workplace

_DRAFTS = "event"
"""Under which name the drafts of the panel are kept."""
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


class EventsPage(Page):
    """Two views, one at a time; the panels stand beside either."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Мероприятия")
        theme = workplace.theme
        self._workplace = workplace
        self.log = EventLog(workplace)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.log)
        self._split = SplitPage(theme, self._stack)
        self._outer_split = SplitPage(theme, self._split)
        self.body.addWidget(self._outer_split)
        self._sides = Segments(theme, [("sheet", "Отметки"), ("facts", "Сведения")])
        self._sides.setAccessibleName("Отметки или сведения")
        self._sides.chosen.connect(self.show_side)
        self.tools.addWidget(self._sides)
        self._more = icon_button(theme, "more_horizontal", name="events-more", title="Ещё")
        self._more.clicked.connect(self._on_more)
        self.tools.addWidget(self._more)
        self._new = named(
            Button(theme, "Записать мероприятие", icon="add", role="primary"), "event-new", "Записать мероприятие"
        )
        self._new.setToolTip("Записать мероприятие (Ctrl+N)")
        self._new.clicked.connect(self.write_new)
        self.add_button(self._new)
        self._done = named(Button(theme, "Готово", icon="checkmark", role="primary"), "attendance-done", "Готово")
        self._done.setToolTip("Отметить остальных участвующими и вернуться к списку (Ctrl+Enter)")
        self._done.clicked.connect(self._on_done)
        self.add_button(self._done)
        self._actions()
        self._connect()
        self.log.reload()
        self.log.table.show_drafts(frozenset(kept_drafts(workplace.data_folder, _DRAFTS)))
        self._show_log()

    @cached_property
    def attendance(self) -> AttendancePage:
        """The sheet of an event; made when it is first asked for, as the log itself should not wait for it."""
        made = AttendancePage(self._workplace)
        made.finished.connect(self._show_log)
        made.edit_wanted.connect(self.change_event)
        made.product_wanted.connect(self.write_product)
        made.changed.connect(self._tell_header)
        made.narrow_changed.connect(self._tell_sides)
        made.addActions(self._sheet_actions(made))
        self._stack.addWidget(made)
        return made

    @cached_property
    def event_panel(self) -> EventPanel:
        """The fields of an event; made when they are first asked for."""
        made = EventPanel(self._workplace)
        made.recorded.connect(self._on_recorded)
        made.removed.connect(self._remove)
        made.drafts_changed.connect(self._on_drafts)
        made.closed.connect(self._take_focus)
        self._split.hold(made)
        made.keep_drafts(self._workplace.data_folder, _DRAFTS)
        return made

    @cached_property
    def product_panel(self) -> ProductPanel:
        """The fields of a product; made when they are first asked for."""
        made = ProductPanel(self._workplace)
        made.closed.connect(self._take_focus)
        self._outer_split.hold(made)
        made.keep_drafts(self._workplace.data_folder, "product")
        return made

    @override
    def show_place(self, place: object) -> None:
        """Go to an event by its id, or write a new one down, as another section asked."""
        match place:
            case int():
                self.open_event(place)
            case NewEvent():
                self._show_log()
                self.event_panel.write_new(plan_item_id=place.plan_item_id)
            case Place.NEW:
                self._show_log()
                self.write_new()
            case _:
                self._show_log()

    def open_event(self, event_id: int) -> None:
        """Show the attendance sheet of an event."""
        if not self.attendance.show_event(event_id):
            self._workplace.messages.tell("Этого мероприятия уже нет в журнале.")
            self._show_log()
            return
        self._close_panels()
        self._stack.setCurrentWidget(self.attendance)
        self._tell_header()
        self.attendance.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_new(self) -> None:
        """Begin a new event in the panel."""
        self._close_panels(besides="event_panel")
        self.event_panel.write_new()

    def change_event(self, event_id: int) -> None:
        """Edit an event in the panel."""
        self._close_panels(besides="event_panel")
        self.event_panel.change(event_id)
        self.log.show_current()

    def write_product(self, event_id: int | None = None) -> None:
        """Enter a product, of an event or of none."""
        self._close_panels(besides="product_panel")
        self.product_panel.write_new(event_id=event_id)

    @override
    def store(self) -> None:
        if self._sheet is not None:
            self._sheet.store_typed()

    @override
    def primary_new(self) -> None:
        self.write_new()

    @override
    def areas(self) -> list[QWidget]:
        if self._in_log:
            found: list[QWidget] = [self.log.bar.search, self.log.table]
        else:
            found = [self.attendance.view, self.attendance.facts.first()]
        return [widget for widget in (*found, *self._made_panels().values()) if widget.isVisible()]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._in_log:
            self.log.refresh()
        elif not self.attendance.reload():
            self._show_log()

    @property
    def _in_log(self) -> bool:
        return self._stack.currentWidget() is self.log

    @property
    def _sheet(self) -> AttendancePage | None:
        return self.attendance if "attendance" in self.__dict__ else None

    def _made_panels(self) -> dict[str, SidePanel]:
        return {name: self.__dict__[name] for name in ("event_panel", "product_panel") if name in self.__dict__}

    def _close_panels(self, *, besides: str = "") -> None:
        for name, panel in self._made_panels().items():
            if name != besides:
                panel.close_panel()

    def _actions(self) -> None:
        """What can be done with an event: keys in the table, the menu of a row, «…»."""
        self._row_actions = [
            _action(self, "Отметить посещение", None, self._on_open_current),
            _action(self, "Изменить", "F2", self._on_change_current),
            _action(self, "Добавить продукт", None, self._on_product_of_current),
            _action(self, "Убрать из журнала", "Del", self._on_remove_current),
        ]
        self.log.table.addActions(self._row_actions)

    def _sheet_actions(self, sheet: AttendancePage) -> list[QAction]:
        """What can be done with the event whose sheet is shown, by keys."""
        done = QAction("Готово", sheet)
        done.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        done.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        done.triggered.connect(sheet.store_rest)
        change = QAction("Изменить", sheet)
        change.setShortcut(QKeySequence("F2"))
        change.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        change.triggered.connect(self._on_change_shown)
        steps: list[QAction] = []
        for words, key, step in (("Предыдущее мероприятие", "Alt+Left", -1), ("Следующее мероприятие", "Alt+Right", 1)):
            action = QAction(words, sheet)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setData(step)
            action.triggered.connect(self._on_step)
            steps.append(action)
        return [done, change, *steps]

    def _connect(self) -> None:
        self.log.opened.connect(self.open_event)
        self.log.begin_wanted.connect(self.write_new)
        self.log.plan_wanted.connect(lambda: self._workplace.go("plan", None))
        self.log.current_changed.connect(self._on_current)

    def _show_log(self) -> None:
        self._close_panels()
        shown = self._sheet.card if self._sheet is not None and not self._in_log else None
        self._stack.setCurrentWidget(self.log)
        self.log.refresh()
        if shown is not None:
            self.log.select(shown.id)
        self._tell_header()
        self.log.take_focus()

    def _tell_header(self) -> None:
        in_log, sheet = self._in_log, self._sheet
        card = sheet.card if sheet is not None else None
        if in_log or card is None:
            self.hide_crumb()
            self.show_title("Мероприятия")
        else:
            self.show_crumb("Мероприятия", day_in_words(card.draft.held_on), self._show_log)
            self.show_title(heading_of(card.format, card.draft.title))
        self._new.setVisible(in_log)
        self._more.setVisible(in_log)
        self._done.setVisible(not in_log)
        self._tell_sides()

    def _tell_sides(self) -> None:
        sheet = self._sheet
        narrow = sheet is not None and not self._in_log and sheet.is_narrow
        self._sides.setVisible(narrow)
        if sheet is not None:
            if not narrow:
                sheet.show_side(facts=False)
            self._sides.choose("facts" if sheet.shows_facts else "sheet")

    def _on_done(self) -> None:
        self.attendance.store_rest()

    def _take_focus(self) -> None:
        if self._in_log:
            self.log.take_focus()
        else:
            self.attendance.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_side(self, side: str) -> None:
        """In a narrow window: show the `sheet` or the `facts`."""
        self.attendance.show_side(facts=side == "facts")
        target = self.attendance.facts.first() if side == "facts" else self.attendance.view
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more(self) -> None:
        menu = named(QMenu(self), "events-menu", "Ещё")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.log.current() is not None:
            menu.addActions(self._row_actions)
            menu.addSeparator()
        menu.addAction("Добавить продукт без мероприятия", self.write_product)
        menu.addAction("Копировать список как таблицу", self._on_copy)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_copy(self) -> None:
        self.log.table.selectAll()
        self.log.table.copy_selection()
        self._workplace.messages.tell("Список скопирован: вставьте его в Excel или Word.")

    def _on_current(self, line: EventLine | None) -> None:
        if line is not None and "event_panel" in self._made_panels():
            self.event_panel.follow_event(line.id)

    def _on_open_current(self) -> None:
        line = self.log.current()
        if line is not None:
            self.open_event(line.id)

    def _on_change_current(self) -> None:
        line = self.log.current()
        if line is not None:
            self.change_event(line.id)

    def _on_change_shown(self) -> None:
        card = self.attendance.card
        if card is not None:
            self.change_event(card.id)

    def _on_step(self) -> None:
        """Alt+← and Alt+→: the sheet of the event above or below in the log."""
        shown, step = self.attendance.card, int(cast("QAction", self.sender()).data())
        rows: list[EventLine] = self.log.table.rows()
        place = next((at for at, line in enumerate(rows) if shown is not None and line.id == shown.id), None)
        if place is not None and 0 <= place + step < len(rows) and self.attendance.view.settle_minutes():
            self.open_event(rows[place + step].id)

    def _on_product_of_current(self) -> None:
        line = self.log.current()
        self.write_product(line.id if line is not None else None)

    def _on_remove_current(self) -> None:
        line = self.log.current()
        if line is not None:
            take_out(self._workplace, line.id, line.title)

    def _remove(self, event_id: int) -> None:
        card_title = next((line.title for line in self.log.table.rows() if line.id == event_id), "")
        self.event_panel.drop()
        take_out(self._workplace, event_id, card_title)

    def _on_recorded(self, event_id: int, is_new: bool) -> None:  # noqa: FBT001 - a slot
        if self._in_log:
            self.log.select(event_id)
        elif is_new:
            self._show_log()
            self.log.select(event_id)

    def _on_drafts(self) -> None:
        self.log.table.show_drafts(self.event_panel.drafts)


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return EventsPage(workplace)


def heading_of(event_format: str, title: str) -> str:
    """«Семинар «Карта группы»»; a title that has quotes or names its format already stands alone."""
    if title.casefold().startswith(event_format.casefold()):
        return title
    quoted = title if title.startswith("«") and title.endswith("»") else f"«{title}»"
    return f"{event_format[:1].upper()}{event_format[1:]} {quoted}"


def day_in_words(day: date) -> str:
    """«11 марта 2026, среда»."""
    return f"{date_in_words(day).removesuffix('г.').strip()}, {_WEEKDAYS[day.weekday()]}"


def _action(page: EventsPage, text: str, key: str | None, then: object) -> QAction:
    action = QAction(text, page.log.table)
    if key is not None:
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(then)
    return action
