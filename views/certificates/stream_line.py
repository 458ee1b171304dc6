"""The stream that a room of the section is about: its choice, and the way to the other room about the same stream."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.certificates import streams_to_issue
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.naming import named
from views.widgets.text import caption
from views.workplace import Workplace


class StreamLine(QWidget):
    """`stream_id` is the stream shown, None while there is none; `chosen` tells that a person picked another."""

    chosen = Signal()

    def __init__(self, workplace: Workplace, *, name: str, way: Button) -> None:
        super().__init__()
        self._db = workplace.db
        self._way = way
        self.stream_id: int | None = None
        self.choice = named(ChoiceField(workplace.theme, []), name, "Поток")
        self.choice.edited.connect(self._on_edited)
        words = caption("Поток")
        words.setBuddy(self.choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(workplace.theme.space("s"))
        row.addWidget(words)
        row.addWidget(self.choice, 1)
        row.addWidget(way)

    def reload(self) -> None:
        """Ask for the streams again; the only one there is needs no choice."""
        streams = streams_to_issue(self._db)
        self.choice.set_items([(each.id, each.title) for each in streams])
        if self.stream_id is None and len(streams) == 1:
            self.stream_id = streams[0].id
        self.choice.set_value(self.stream_id)
        self._way.setVisible(self.stream_id is not None)

    def _on_edited(self) -> None:
        chosen = self.choice.value()
        self.stream_id = chosen if isinstance(chosen, int) else self.stream_id
        self.chosen.emit()
