"""The section «Мероприятия»: the log, and the attendance sheet of one event."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget
from typing_extensions import override

from exports.layout import date_in_words
from models.rows.event_log import EventCard
from models.rows.events import EventDraft, EventLine
from models.rules.words import quoted
from views.asked_fields import point_at
from views.drafts import kept_drafts
from views.events.announcing import copy_announcement
from views.events.attendance_page import AttendancePage
from views.events.event_panel import EventPanel, take_out
from views.events.events_import import EventsImport
from views.events.guest_panel import GuestPanel
from views.events.journals import Journal, Journals
from views.events.log import EventLog
from views.events.marks import here
from views.events.marks_grid import MarksGridPage
from views.events.marks_import import MarksImport
from views.events.papers import attendance_wish, journal_wishes, sheet_wishes
from views.events.repeat_panel import RepeatPanel
from views.importing.kinds import ImportKind
from views.importing.page import ImportFlow
from views.papers.offer import offer
from views.places import Asked, Consultation, Minutes, NewEvent, Place
from views.products.panel import PRODUCT_DRAFTS, ProductPanel, take_product_out
from views.widgets.buttons import Button, Segments, icon_button
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import SidePanel, SplitPage
from views.widgets.row_actions import page_key, row_action
from views.workplace import Workplace

_DRAFTS = "event"
"""Under which name the drafts of the panel are kept."""
_PANELS = ("event_panel", "product_panel", "repeat_panel", "guest_panel")
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
        self._repeat_split = SplitPage(theme, self._outer_split)
        self._guest_split = SplitPage(theme, self._repeat_split)
        self.journals = Journals(workplace, self._guest_split)
        self.journals.headed.connect(self._tell_header)
        self.body.addWidget(self.journals)
        self.tools.addWidget(self.journals.segments)
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
        self.add_button(self.journals.button)
        self._before_import: QWidget = self.log
        self._actions()
        self._connect()
        self.log.reload()
        self.log.table.show_drafts(frozenset(kept_drafts(workplace.data_folder, _DRAFTS)))
        self._show_log()
        self.journals.show_journal(self.journals.remembered())

    @cached_property
    def attendance(self) -> AttendancePage:
        """The sheet of an event; made when it is first asked for, as the log itself should not wait for it."""
        made = AttendancePage(self._workplace)
        made.finished.connect(self._show_log)
        made.edit_wanted.connect(self.change_event)
        made.product_wanted.connect(self.write_product)
        made.changed.connect(self._tell_header)
        made.narrow_changed.connect(self._tell_sides)
        made.guest_wanted.connect(self.enter_guest)
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
        made.removed.connect(self._remove_product)
        made.keep_drafts(self._workplace.data_folder, PRODUCT_DRAFTS)
        return made

    @cached_property
    def repeat_panel(self) -> RepeatPanel:
        """Asks on which days to repeat an event; made when it is first asked for."""
        made = RepeatPanel(self._workplace)
        made.closed.connect(self._take_focus)
        made.repeated.connect(self._on_repeated)
        self._repeat_split.hold(made)
        return made

    @cached_property
    def guest_panel(self) -> GuestPanel:
        """The fields of a guest who has no card; made when they are first asked for."""
        made = GuestPanel(self._workplace)
        made.closed.connect(self._take_focus)
        made.entered.connect(self._on_guest)
        self._guest_split.hold(made)
        return made

    @cached_property
    def grid(self) -> MarksGridPage:
        """Marks of several events; made when it is first asked for."""
        made = MarksGridPage(self._workplace)
        made.finished.connect(self._show_log)
        made.event_wanted.connect(self.open_event)
        made.import_wanted.connect(self._import_marks)
        made.streams_wanted.connect(lambda: self._workplace.go("trainees", Place.STREAMS))
        self._stack.addWidget(made)
        return made

    @cached_property
    def imports(self) -> ImportFlow:
        """The way of a table into the log or the marks; made when it is first asked for."""
        made = ImportFlow(self._workplace)
        made.finished.connect(self._on_imported)
        made.headed.connect(self._tell_header)
        self._stack.addWidget(made)
        return made

    @override
    def show_place(self, place: object) -> None:
        """Go to an event by its id, or write a new one down, as another section asked."""
        match place:
            case Consultation() | Minutes():
                self._show_log()
                self.journals.show_place(place)
                return
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
        self.journals.show_journal(Journal.EVENTS)

    @override
    def show_asked(self, asked: Asked) -> bool:
        """The fields of an event that a question means; its marks, where it means no field."""
        if not isinstance(asked.place, int) or asked.field not in EventDraft.model_fields:
            self.show_place(asked.place)
            return False
        self._show_log()
        self.journals.show_journal(Journal.EVENTS)
        self.change_event(asked.place)
        return point_at(self, asked)

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

    def show_grid(self, stream_id: int | None = None, *, event_id: int | None = None) -> None:
        """Show the marks of several events at once, of the stream that is meant."""
        self._close_panels()
        self._stack.setCurrentWidget(self.grid)
        self.grid.show_stream(stream_id, event_id=event_id)
        self._tell_header()

    def show_import(self, kind: ImportKind) -> None:
        """Take in a table of a kind; afterwards one is back where one was."""
        self._close_panels()
        self._before_import = self._stack.currentWidget()
        self._stack.setCurrentWidget(self.imports)
        self.imports.begin(kind)
        self._tell_header()

    def repeat_event(self, event_id: int) -> None:
        """Ask on which days to hold an event again."""
        self._close_panels(besides="repeat_panel")
        self.repeat_panel.repeat(event_id)

    def enter_guest(self, typed: str) -> None:
        """Enter somebody without a card at the event that is shown."""
        card = self.attendance.card
        if card is not None:
            self._close_panels(besides="guest_panel")
            self.guest_panel.enter(card.id, typed, state=here(card.draft.mode))

    def print_current(self) -> None:
        """Ctrl+P: the sheet of the event, the journal of the stream, or the journal of the period that is shown."""
        card = self._sheet.card if self._sheet is not None else None
        if self._in_sheet and card is not None:
            offer(self._workplace, self, *sheet_wishes(card.id, card.draft.title))
        elif self._in_grid and self.grid.stream_id is not None:
            offer(self._workplace, self, attendance_wish(self.grid.stream_id, self.grid.stream_title))
        else:
            offer(self._workplace, self, *journal_wishes(self.log.period(), self._workplace.db.today()))

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
    def take_files(self, paths: Sequence[Path]) -> bool:
        if self.journals.shown is Journal.EVENTS:
            if self._in_sheet:
                self.attendance.files.add_paths(paths)
            return self._in_sheet
        return self.journals.take_files(paths)

    @override
    def primary_new(self) -> None:
        if self.journals.shown is Journal.EVENTS:
            self.write_new()
        else:
            self.journals.write_new()

    @override
    def areas(self) -> list[QWidget]:
        if self.journals.shown is not Journal.EVENTS:
            return [widget for widget in self.journals.areas() if widget.isVisible()]
        if self._in_log:
            found: list[QWidget] = [self.log.bar.search, self.log.table]
        elif self._in_sheet:
            found = [self.attendance.view, self.attendance.facts.first()]
        else:
            found = self.grid.areas() if self._in_grid else self.imports.areas()
        return [widget for widget in (*found, *self._made_panels().values()) if widget.isVisible()]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._in_log:
            self.log.refresh()
        elif self._in_sheet and not self.attendance.reload():
            self._show_log()

    @property
    def _in_log(self) -> bool:
        return self._stack.currentWidget() is self.log

    @property
    def _in_sheet(self) -> bool:
        return self._sheet is not None and self._stack.currentWidget() is self._sheet

    @property
    def _in_grid(self) -> bool:
        return "grid" in self.__dict__ and self._stack.currentWidget() is self.grid

    @property
    def _sheet(self) -> AttendancePage | None:
        return self.attendance if "attendance" in self.__dict__ else None

    def _made_panels(self) -> dict[str, SidePanel]:
        return {name: self.__dict__[name] for name in _PANELS if name in self.__dict__}

    def _close_panels(self, *, besides: str = "") -> None:
        for name, panel in self._made_panels().items():
            if name != besides:
                panel.close_panel()

    def _actions(self) -> None:
        """What can be done with an event: keys in the table, the menu of a row, «…»."""
        rows = self.log.table
        self._row_actions = [
            row_action(rows, "Отметить посещение", self._on_open_current),
            row_action(rows, "Изменить", self._on_change_current, "F2"),
            row_action(rows, "Добавить продукт", self._on_product_of_current),
            row_action(rows, "Убрать из журнала", self._on_remove_current, "Del"),
        ]

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
        # Of the events alone: the other journals print their own papers.
        page_key(self._guest_split, "Ctrl+P", self.print_current)
        self.log.opened.connect(self.open_event)
        self.log.begin_wanted.connect(self.write_new)
        self.log.plan_wanted.connect(lambda: self._workplace.go("plan", None))
        self.log.current_changed.connect(self._on_current)

    def _show_log(self) -> None:
        self._close_panels()
        shown = self._sheet.card if self._sheet is not None and self._in_sheet else None
        self._stack.setCurrentWidget(self.log)
        self.log.refresh()
        if shown is not None:
            self.log.select(shown.id)
        self._tell_header()
        self.log.take_focus()

    def _tell_header(self) -> None:
        is_other = self.journals.shown is not Journal.EVENTS
        in_log, sheet = self._in_log, self._sheet
        self.journals.tell_button()
        self.journals.segments.setVisible(not self.journals.is_editing and (in_log or is_other))
        if is_other:
            self._tell_other()
            return
        card = sheet.card if sheet is not None and self._in_sheet else None
        if in_log:
            self.hide_crumb()
            self.show_title("Мероприятия")
        elif card is None:
            self._tell_tool()
        else:
            self.show_crumb("Мероприятия", day_in_words(card.draft.held_on), self._show_log)
            self.show_title(heading_of(card.format, card.draft.title))
        self._new.setVisible(in_log)
        self._more.setVisible(in_log or self._in_sheet or self._in_grid)
        self._done.setVisible(self._in_sheet)
        self._tell_sides()

    def _tell_tool(self) -> None:
        """The header over the grid of marks, or over a table that is taken in."""
        title = "Отметки нескольких мероприятий" if self._in_grid else self.imports.title
        self.show_crumb("Мероприятия", "посещаемость" if self._in_grid else "загрузка", self._show_log)
        self.show_title(title)

    def _tell_other(self) -> None:
        """The header over the consultations, the minutes or one протокол."""
        if self.journals.is_editing:
            minutes = self.journals.minutes
            self.show_crumb("Протоколы", minutes.editor.day_in_words() or "без даты", minutes.show_list)
        else:
            self.hide_crumb()
        self.show_title(self.journals.heading())
        for part in (self._new, self._done, self._sides):
            part.hide()
        self._more.show()

    def _tell_sides(self) -> None:
        sheet = self._sheet
        narrow = sheet is not None and self._in_sheet and sheet.is_narrow
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
        elif self._in_sheet:
            self.attendance.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_side(self, side: str) -> None:
        """In a narrow window: show the `sheet` or the `facts`."""
        self.attendance.show_side(facts=side == "facts")
        target = self.attendance.facts.first() if side == "facts" else self.attendance.view
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more(self) -> None:
        menu = named(QMenu(self), "events-menu", "Ещё")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.journals.shown is Journal.EVENTS:
            self._fill_menu(menu)
        else:
            self.journals.fill_menu(menu)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _fill_menu(self, menu: QMenu) -> None:
        if self._in_grid:
            stream_id = self.grid.stream_id
            menu.addAction("Журнал посещаемости…\tCtrl+P", self.print_current)
            if stream_id is not None:
                menu.addAction("Загрузить отметки из таблицы…", lambda: self._import_marks(stream_id))
            menu.addAction("Копировать таблицу", self.grid.view.copy_chosen)
            return
        card = self._sheet.card if self._sheet is not None and self._in_sheet else None
        if card is not None:
            self._fill_sheet_menu(menu, card)
            return
        line = self.log.current()
        if line is not None:
            menu.addActions(self._row_actions)
            self._fill_event_menu(menu, line.id, line.title)
            menu.addSeparator()
        menu.addAction("Отметить несколько мероприятий", lambda: self.show_grid(self.log.stream_id()))
        menu.addAction("Журнал мероприятий…\tCtrl+P", self.print_current)
        menu.addAction("Загрузить мероприятия из таблицы…", lambda: self.show_import(EventsImport()))
        menu.addSeparator()
        menu.addAction("Добавить продукт без мероприятия", self.write_product)
        menu.addAction("Копировать список как таблицу", self._on_copy)

    def _fill_event_menu(self, menu: QMenu, event_id: int, title: str) -> None:
        """What can be done with one event, in the log and on its sheet."""
        workplace = self._workplace
        menu.addAction("Лист регистрации…", lambda: offer(workplace, self, *sheet_wishes(event_id, title)))
        menu.addAction("Скопировать объявление", lambda: copy_announcement(workplace, event_id))
        menu.addAction("Повторить на другие даты…", lambda: self.repeat_event(event_id))

    def _fill_sheet_menu(self, menu: QMenu, card: EventCard) -> None:
        """What «…» offers over the sheet of an event."""
        self._fill_event_menu(menu, card.id, card.draft.title)
        streams = list(zip(card.draft.stream_ids, card.streams, strict=False))
        if streams:
            stream_id, title = streams[0]
            menu.addAction("Отметить несколько мероприятий", lambda: self.show_grid(stream_id, event_id=card.id))
            menu.addAction(
                "Журнал посещаемости…", lambda: offer(self._workplace, self, attendance_wish(stream_id, title))
            )
        menu.addSeparator()
        menu.addAction("Изменить\tF2", self._on_change_shown)
        menu.addAction("Добавить файл…", self.attendance.files.choose)
        menu.addAction("Убрать из журнала", lambda: take_out(self._workplace, card.id, card.draft.title))

    def _import_marks(self, stream_id: int) -> None:
        self.show_import(MarksImport(stream_id))

    def _on_imported(self) -> None:
        if "grid" in self.__dict__ and self._before_import is self.grid:
            self.show_grid(self.grid.stream_id)
        else:
            self._show_log()

    def _on_repeated(self, made: list[int]) -> None:
        if self._in_log and made:
            self.log.select(made[0])

    def _on_guest(self, person_id: int, event_id: int) -> None:
        card = self.attendance.card
        if self._in_sheet and card is not None and card.id == event_id:
            self.attendance.go_to_person(person_id)

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

    def _remove_product(self, product_id: int, title: str) -> None:
        self.product_panel.drop()
        take_product_out(self._workplace, product_id, title)

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
    return f"{event_format[:1].upper()}{event_format[1:]} {quoted(title)}"


def day_in_words(day: date) -> str:
    """«11 марта 2026, среда»."""
    return f"{date_in_words(day).removesuffix('г.').strip()}, {_WEEKDAYS[day.weekday()]}"
