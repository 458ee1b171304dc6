"""The last step of a loading: what was written, what stayed in the file, and where to go now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.rows.roster_plan import AcceptedBatch
from views.states import State
from views.theme import Theme
from views.trainees.import_words import loaded_lines
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label

_ICON = 20
_WIDTH = 640


class DoneSheet(Sheet):
    """«Список загружен» in sentences, with the ways on."""

    left = Signal()
    again = Signal()
    batch_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._batch_id = 0
        self._sign = QLabel()
        self._title = label("Список загружен", "record")
        self._sentences: list[QLabel] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("s"))
        self.to_list = named(Button(theme, "К списку стажёров", role="primary"), "done-list", "К списку стажёров")
        self.to_batch = named(Button(theme, "Показать в «Загрузках»"), "done-batch", "Показать в «Загрузках»")
        self.more = named(Button(theme, "Загрузить ещё файл", role="link"), "done-more", "Загрузить ещё файл")
        self.to_list.clicked.connect(self.left)
        self.to_batch.clicked.connect(self._on_batch)
        self.more.clicked.connect(self.again)
        head = QHBoxLayout()
        head.setSpacing(theme.space("s") + 2)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s") + 2)
        for button in (self.to_list, self.to_batch, self.more):
            buttons.addWidget(button)
        buttons.addStretch()
        inside = QWidget()
        inside.setMaximumWidth(round(_WIDTH * theme.scale))
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(theme.space("l"))
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addLayout(buttons)
        column.addStretch()
        self.body.addWidget(inside, 1)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    @property
    def batch_id(self) -> int:
        """The batch that is told of."""
        return self._batch_id

    def show_batch(self, batch: AcceptedBatch) -> None:
        """Say what came of a loading."""
        self._batch_id = batch.batch_id
        for old in self._sentences:
            self._lines.removeWidget(old)
            old.deleteLater()
        self._sentences = [label(sentence, wrapped=True) for sentence in loaded_lines(batch)]
        for sentence in self._sentences:
            self._lines.addWidget(sentence)
        self.to_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_batch(self) -> None:
        self.batch_wanted.emit(self._batch_id)

    def _on_theme(self) -> None:
        self._sign.setPixmap(self._theme.pixmap("checkmark_circle", self._theme.state(State.DONE).fill, size=_ICON))
