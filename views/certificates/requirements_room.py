"""«Требования»: the matrix of a stream, the same as in its own room, under a choice of the stream."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from views.certificates.stream_line import StreamLine
from views.requirements.tab import RequirementsTab
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.workplace import Workplace

_NO_STREAM = "Выберите поток: здесь будет видно, кому чего не хватает до сертификата и когда это ещё можно закрыть."


class RequirementsRoom(QWidget):
    """`show_stream` says which stream; the issue to it is one button away."""

    issue_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        way = named(
            Button(theme, "К выдаче", icon="certificate"), "requirements-issue", "Выдать сертификаты этому потоку"
        )
        way.clicked.connect(self._on_issue)
        self.line = StreamLine(workplace, name="requirements-stream", way=way)
        self.line.chosen.connect(self._show)
        self.matrix = RequirementsTab(workplace)
        self._empty = EmptyState(theme, _NO_STREAM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.line)
        column.addWidget(self.matrix, 1)
        column.addWidget(self._empty, 1)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.line.choice, *(self.matrix.areas() if self.matrix.isVisibleTo(self) else [])]

    def reload(self) -> None:
        """Ask for everything again."""
        self.line.reload()
        if self.line.stream_id is not None:
            self.matrix.reload()

    def show_stream(self, stream_id: int | None) -> None:
        """Show a stream; without one, the stream that was in sight last."""
        self.line.stream_id = stream_id if stream_id is not None else self.line.stream_id
        self._show()

    def take_focus(self) -> None:
        """Give the keyboard to the matrix, or to the choice of a stream while there is none."""
        if self.line.stream_id is not None:
            self.matrix.take_focus()
        else:
            self.line.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.line.reload()
        chosen = self.line.stream_id
        self.matrix.setVisible(chosen is not None)
        self._empty.setVisible(chosen is None)
        if chosen is not None:
            self.matrix.show_stream(chosen)

    def _on_issue(self) -> None:
        if self.line.stream_id is not None:
            self.issue_wanted.emit(self.line.stream_id)
