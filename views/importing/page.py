"""Taking in any table whose rows are written as they are shown: a file, its columns, every row, and the button."""

from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from views.importing.check import CheckSheet, RowFilter
from views.importing.kinds import ImportKind, ReadFile, Shown
from views.importing.reading import CHECK, DONE, FILE, TableReading, file_in
from views.importing.rows import Standing
from views.jobs import Job
from views.states import State
from views.theme import Theme
from views.workplace import Workplace

_FILTERS = (
    RowFilter(Standing.NEW, "Запишем", State.DONE, "add"),
    RowFilter(Standing.DECIDE, "Решите сами", State.ATTENTION, "warning"),
    RowFilter(Standing.COPY, "Уже есть", State.NEUTRAL, "copy", always=False),
    RowFilter(Standing.SAME, "Пусто", State.NEUTRAL, "subtract", always=False),
)
_VERB = "Записать"


class PreviewSheet(CheckSheet):
    """The rows of a table, with what its kind says about them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _FILTERS, verb=_VERB)
        self.kind: ImportKind | None = None
        self.lay_out()

    @override
    def say_outcome(self, shown: Shown) -> None:
        if self.kind is None:
            return
        words, verb = self.kind.will_happen(shown, self.model.taken())
        self._words.setText(words)
        self.load_button.setText(verb or _VERB)
        if verb:
            self.load_button.unblock()
        else:
            self.load_button.block("Записывать нечего: исправьте строки, которые ждут", self.table.setFocus)


class ImportFlow(TableReading[PreviewSheet]):
    """The way of a table into the program; `begin(kind)` starts it, `finished` when it was written or given up."""

    finished = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, PreviewSheet(workplace.theme), steps=(FILE, CHECK, DONE), reading="Читаем таблицу")
        self.setAcceptDrops(True)
        self.whole.insertWidget(0, self.route)

    def begin(self, kind: ImportKind) -> None:
        """Ask for a table of a kind; one that was open is forgotten."""
        self.check.kind = kind
        self.expect(kind)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.route, self.columns, self.check.table, self.check.load_button, self._invitation.button]

    @override
    def start_anew(self) -> None:
        super().start_anew()
        self._invitation.button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def writing(self, found: ReadFile, shown: Shown) -> Job[Any]:
        kind, db, actor = cast("ImportKind", self.check.kind), self._at.db, self._at.actor()
        taken = self.check.model.taken()
        return Job(lambda _progress: kind.accept(db, shown, taken, actor=actor))

    @override
    def written(self, result: Any) -> None:
        self.start_anew()
        self._at.messages.did(result)
        self.finished.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.start_anew()
            self.open_file(path)
