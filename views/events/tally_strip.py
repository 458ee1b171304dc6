"""The figures above the attendance sheet: present, remote, excused, absent, and how many took part of how many."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.rows.codes import Mode
from models.rules.words import plural
from views.events.marks import Tally
from views.states import State
from views.theme import Theme
from views.widgets.naming import named

_PADDING = 16
_BETWEEN = 22
_AIR = 10
_EXPECTED = ("ожидается", "ожидаются", "ожидаются")


class _Figure(NamedTuple):
    value: int
    word: str
    state: State | None


class TallyStrip(QWidget):
    """Painted counters; everything is also said in the accessible name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figures: list[_Figure] = []
        self._sum = ("", "", "")
        named(self, "attendance-counters", "Итоги посещения")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_tally(self, tally: Tally, *, mode: Mode, guests: int) -> None:
        """Show other figures; while somebody has no mark they are what is expected."""
        self._figures = _figures(tally, mode)
        took = tally.took_part
        known = plural(took, "участвует", "участвуют", "участвуют")
        words = plural(took, *_EXPECTED) if tally.unmarked else known
        plus = f", плюс {guests} {plural(guests, 'гость', 'гостя', 'гостей')}" if guests else ""
        self._sum = (str(took), f" из {tally.total}", f"{words}{plus}")
        said = [f"{each.value} {each.word}" for each in self._figures]
        self.setAccessibleName(f"{', '.join(said)}; {''.join(self._sum[:2])} {self._sum[2]}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = sum(self._width(each) + _BETWEEN for each in self._figures) + self._sum_width() + 2 * _PADDING
        return QSize(width, self._figure_height() + self._word_height() + 2 * _AIR - 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.width() - 2 * _PADDING - self._sum_width()
        need = sum(self._width(each) for each in self._figures)
        places = max(1, len(self._figures))
        gap = max(10, min(46, (room - need) // places))
        left = _PADDING
        for each in self._figures:
            colour = self._theme.state(each.state).text if each.state else self._theme.colour("text")
            if not each.value:
                colour = self._theme.colour("textHint")
            self._paint(painter, left, colour, each)
            left += self._width(each) + gap
        self._paint_sum(painter)

    def _paint(self, painter: QPainter, left: int, colour: QColor, figure: _Figure) -> None:
        painter.setFont(self._theme.font("figure", tabular=True))
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, _AIR - 2, 200, self._figure_height()), flags, str(figure.value))
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.colour("textSecondary"))
        top = _AIR - 2 + self._figure_height()
        painter.drawText(QRect(left, top, self._width(figure) + 4, self._word_height()), flags, figure.word)

    def _paint_sum(self, painter: QPainter) -> None:
        took, total, words = self._sum
        right = self.width() - _PADDING
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._theme.font("body", tabular=True))
        painter.setPen(self._theme.colour("textSecondary"))
        line = QRect(0, _AIR - 2, right, self._figure_height())
        painter.drawText(line.adjusted(0, 3, 0, 0), flags, total)
        shift = painter.fontMetrics().horizontalAdvance(total)
        painter.setFont(self._theme.font("figure", tabular=True))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(line.adjusted(0, 0, -shift, 0), flags, took)
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.colour("textSecondary"))
        top = _AIR - 2 + self._figure_height()
        painter.drawText(QRect(0, top, right, self._word_height()), flags, words)

    def _sum_width(self) -> int:
        figures = QFontMetrics(self._theme.font("figure", tabular=True)).horizontalAdvance("".join(self._sum[:2]))
        return max(figures, QFontMetrics(self._theme.font("secondary")).horizontalAdvance(self._sum[2])) + _BETWEEN

    def _width(self, figure: _Figure) -> int:
        number = QFontMetrics(self._theme.font("figure", tabular=True)).horizontalAdvance(str(figure.value))
        return max(number, QFontMetrics(self._theme.font("secondary")).horizontalAdvance(figure.word))

    def _figure_height(self) -> int:
        return QFontMetrics(self._theme.font("figure")).height()

    def _word_height(self) -> int:
        return QFontMetrics(self._theme.font("secondary")).height()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _figures(tally: Tally, mode: Mode) -> list[_Figure]:
    there_words = _EXPECTED if tally.unmarked else ("присутствует", "присутствуют", "присутствуют")
    present = _Figure(tally.present, plural(tally.present, *there_words), None)
    remote = _Figure(tally.remote, "дистанционно", State.IN_PROGRESS)
    away = _Figure(tally.remote, plural(tally.remote, *_EXPECTED) if tally.unmarked else remote.word, None)
    there = {Mode.IN_PERSON: [present], Mode.REMOTE: [away], Mode.MIXED: [present, remote]}
    made_up = [_Figure(tally.made_up, "отработка", State.NEUTRAL)] if tally.made_up else []
    return [
        *there[mode],
        _Figure(tally.excused, "уважительная", State.ATTENTION),
        _Figure(tally.absent, plural(tally.absent, "отсутствует", "отсутствуют", "отсутствуют"), State.OVERDUE),
        *made_up,
    ]
