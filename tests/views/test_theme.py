"""Switching the look: what it costs."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from views.theme import Mode, Theme


class Polished(QLabel):
    """Counts how often it was told of another style."""

    def __init__(self) -> None:
        super().__init__("Подпись")
        self.times = 0

    @override
    def event(self, e: QEvent) -> bool:
        if e.type() is QEvent.Type.StyleChange:
            self.times += 1
        return super().event(e)


def test_a_switch_polishes_a_widget_no_more_often_for_standing_deep(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shallow, deep = Polished(), Polished()
    column = QVBoxLayout(window)
    column.addWidget(shallow)
    for _ in range(8):
        frame = QFrame()
        column.addWidget(frame)
        column = QVBoxLayout(frame)
    column.addWidget(deep)
    window.show()
    shallow.times = deep.times = 0
    theme.choose(mode=Mode.DARK)
    assert 0 < deep.times == shallow.times
