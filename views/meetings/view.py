"""Minutes: their list, with what is not done yet, and the editor of one протокол instead of it."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.meetings import remove_meeting
from models.queries.meetings import decisions_due, meeting_list
from models.rows.codes import MeetingBody
from models.rows.meetings import MeetingLine
from models.rules.clean import fold
from models.rules.words import counted, day_in_table
from views.drafts import kept_drafts
from views.events.papers import minutes_wish
from views.meetings.editor import DRAFTS, MeetingEditor, title_of
from views.papers.offer import offer
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PagedTable
from views.widgets.register import Register
from views.widgets.row_actions import page_key, row_action
from views.widgets.table import TableView
from views.workplace import Workplace
from views.writing import write_and_say

_TABLES = frozenset({"meeting", "meeting_attendee", "agenda_item", "decision", "person"})
_NEWEST = Sort("held_on", descending=True)
_OPEN, _OVERDUE = "open", "overdue"
_PRINT = "Печать протокола…\tCtrl+P"


class MeetingsView(QWidget):
    """The list or the editor; `headed` tells that the page's header should look again."""

    headed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._workplace = workplace
        self._db = workplace.db
        self._lines: list[MeetingLine] = []
        self._overdue: frozenset[int] = frozenset()
        self._stale = True
        self.bar = FilterBar(theme, "Номер, имя")
        self.bar.add_period()
        bodies = [(each, each.label.capitalize()) for each in MeetingBody]
        self.bar.add_choice("body", [(None, "Все протоколы"), *bodies], title="Кто собирался")
        self.bar.add_quick(_OVERDUE, "Просрочено", state=State.OVERDUE)
        self.bar.add_quick(_OPEN, "Есть решения в работе")
        self.model: PagedTable[MeetingLine] = PagedTable(self._columns(), rows=[], sort=_NEWEST)
        self.table: TableView[MeetingLine] = TableView(
            theme, self.model, "meetings-table", "Протоколы", remembered=workplace.remembered
        )
        empty = EmptyState(
            theme,
            "Здесь будут протоколы совета площадки и встреч. Решения из них напоминают о сроках в «Обзоре».",
            "Записать протокол",
        )
        empty.pressed.connect(self.write_new)
        self._list = Register(theme, self.bar, self.table, empty, title="Протоколы")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._row_actions = [
            row_action(self.table, "Открыть", self._on_open_current, "F2"),
            row_action(self.table, "Убрать протокол", self._on_remove_current, "Del"),
        ]
        self._connect()

    @cached_property
    def editor(self) -> MeetingEditor:
        """The page of one протокол; made when it is first asked for."""
        made = MeetingEditor(self._workplace)
        made.titled.connect(self.headed)
        made.gone.connect(self.show_list)
        back = QAction("К списку", made)
        back.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.triggered.connect(self.show_list)
        made.addAction(back)
        self._stack.addWidget(made)
        return made

    @property
    def shows_editor(self) -> bool:
        """Whether one протокол is shown, and not the list."""
        return self._stack.currentWidget() is not self._list

    def reload(self) -> None:
        """Ask for everything again."""
        self._stale = False
        today = self._db.today()
        self._lines = meeting_list(self._db)
        self._overdue = frozenset(each.meeting_id for each in decisions_due(self._db, today) if each.is_overdue)
        days = [line.held_on for line in self._lines]
        self.bar.offer_days((min(days), max(days)) if days else None)
        self._list.show_empty(is_empty=not days)
        self._show()
        self._on_drafts()

    def open_meeting(self, meeting_id: int) -> None:
        """Show a протокол."""
        if not self.editor.open_meeting(meeting_id):
            self._workplace.messages.tell("Этого протокола уже нет.")
            return
        self._show_editor()

    def write_new(self) -> None:
        """Begin a протокол."""
        self.editor.write_new()
        self._show_editor()

    def show_list(self) -> None:
        """Back to the list; what is not saved stays as a draft."""
        shown = self.editor.meeting_id if self.shows_editor else None
        if self.shows_editor:
            self.editor.leave()
        self._stack.setCurrentWidget(self._list)
        self.reload()
        if shown is not None:
            self.table.select(lambda line: line.id == shown)
        self.take_focus()
        self.headed.emit()

    def current(self) -> MeetingLine | None:
        """The протокол under the cursor of the list."""
        return self._list.current()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return self.editor.areas() if self.shows_editor else [self.bar.search, self.first()]

    def first(self) -> QWidget:
        """What the keyboard comes to in the list: the table, or the button that begins."""
        return self._list.first()

    def take_focus(self) -> None:
        """Give the keyboard to what is shown."""
        target = self.editor.areas()[0] if self.shows_editor else self.first()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill_menu(self, menu: QMenu) -> None:
        """What «…» offers here."""
        if self.shows_editor:
            menu.addAction(_PRINT, self.print_minutes)
            if self.editor.meeting_id is not None:
                menu.addAction("Убрать протокол", self._on_remove_shown)
            return
        if self.current() is not None:
            menu.addActions(self._row_actions)
            menu.addAction(_PRINT, self.print_minutes)
            menu.addSeparator()
        menu.addAction("Копировать список как таблицу", self._on_copy)

    def print_minutes(self) -> None:
        """Ctrl+P: the протокол that is open, else the one under the cursor."""
        if self.shows_editor:
            self._print_shown(self.editor)
        elif (line := self.current()) is not None:
            offer(self._workplace, self, minutes_wish(line.id, title_of(line.number, line.body)))

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Attach dropped files to the протокол that is open; False when none is, or it is not stored yet."""
        if not self.shows_editor or self.editor.meeting_id is None:
            return False
        self.editor.files.add_paths(paths)
        return True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _print_shown(self, editor: MeetingEditor) -> None:
        if editor.meeting_id is None or editor.is_changed():
            self._workplace.messages.tell("Сначала сохраните протокол (Ctrl+S): печатается то, что записано.")
            return
        offer(self._workplace, self, minutes_wish(editor.meeting_id, editor.title()))

    def _connect(self) -> None:
        page_key(self, "Ctrl+P", self.print_minutes)
        self.bar.changed.connect(self._show)
        self.table.opened.connect(self._on_opened)
        self._workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def _show_editor(self) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.headed.emit()

    def _show(self) -> None:
        said = self.bar.values()
        period = self.bar.period
        words = fold(str(said["search"])).split()
        asked = [
            line
            for line in self._lines
            if (period is None or period.start <= line.held_on <= period.end)
            and said["body"] in (None, line.body)
            and all(word in fold(f"{line.number} {line.chair} {line.body.label}") for word in words)
        ]
        quick = {
            _OVERDUE: [line for line in asked if line.id in self._overdue],
            _OPEN: [line for line in asked if line.open],
        }
        self.bar.show_counts({key: len(found) for key, found in quick.items()})
        shown = quick.get(str(said["quick"]), asked)
        self.bar.show_total(counted(len(shown), "протокол", "протокола", "протоколов"))
        self.model.set_rows(shown)

    def _on_opened(self, line: MeetingLine) -> None:
        self.open_meeting(line.id)

    def _on_open_current(self) -> None:
        if (line := self.current()) is not None:
            self.open_meeting(line.id)

    def _on_remove_current(self) -> None:
        if (line := self.current()) is not None:
            self._remove(line.id, line.number)

    def _on_remove_shown(self) -> None:
        meeting_id = self.editor.meeting_id
        if meeting_id is not None:
            number = next((line.number for line in self._lines if line.id == meeting_id), "")
            self._remove(meeting_id, number)

    def _remove(self, meeting_id: int, number: str) -> None:
        write_and_say(
            self._workplace,
            lambda db, actor: remove_meeting(db, meeting_id, actor=actor),
            f"Протокол № {number} убран.",
        )

    def _on_copy(self) -> None:
        self.table.selectAll()
        self.table.copy_selection()
        self._workplace.messages.tell("Список скопирован: вставьте его в Excel или Word.")

    def _on_drafts(self) -> None:
        made = "editor" in self.__dict__
        kept = self.editor.drafts if made else frozenset(kept_drafts(self._workplace.data_folder, DRAFTS))
        self.table.show_drafts(kept)

    def _on_tables_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _columns(self) -> tuple[Column[MeetingLine], ...]:
        return (
            Column("number", "№", lambda line: line.number, width=64, order=_by_number),
            Column("body", "Кто собирался", lambda line: line.body.label, least=180),
            Column("held_on", "Дата", lambda line: day_in_table(line.held_on), width=112, order=_by_day),
            Column("chair", "Председатель", lambda line: line.chair, width=180, rank=2, quiet=True),
            Column("present", "Присутствовали", lambda line: str(line.present), align="right", width=138, rank=4),
            Column("questions", "Вопросов", lambda line: str(line.questions), align="right", width=96, rank=3),
            Column("decisions", "Решений", lambda line: str(line.decisions), align="right", width=90, rank=1),
            Column("state", "Исполнение", self._state, width=188, chip=self._look, sortable=False),
        )

    def _state(self, line: MeetingLine) -> str:
        if not line.decisions:
            return ""
        if not line.open:
            return "всё исполнено"
        return "просрочено" if line.id in self._overdue else f"в работе {line.open}"

    def _look(self, line: MeetingLine) -> ChipLook | None:
        if not line.decisions:
            return None
        if not line.open:
            return ChipLook(State.DONE, "checkmark_circle")
        is_overdue = line.id in self._overdue
        return ChipLook(State.OVERDUE, "clock_alarm") if is_overdue else ChipLook(State.IN_PROGRESS, "circle_half_fill")


def _by_number(line: MeetingLine) -> object:
    return (int(line.number) if line.number.isdecimal() else 0, line.number, line.held_on)


def _by_day(line: MeetingLine) -> object:
    return (line.held_on, line.id)
