"""«Ближайшие мероприятия»: events written down ahead and planned ones, the nearest first."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.rows.overview import Upcoming
from models.rules.words import NBSP, SHORT_WEEKDAYS, day_in_text, short_day
from views.overview.rows import LinkRow, two_lines
from views.theme import Theme
from views.widgets.buttons import icon_button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import secondary


class UpcomingSheet(Sheet):
    """A line an event; `opened` carries the `Upcoming` row, `linked` asks for all events."""

    opened = Signal(object)
    week_wanted = Signal()
    """The sheet of the week is to be printed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Ближайшие мероприятия", link="Все мероприятия", inset=1)
        self._theme = theme
        week = icon_button(theme, "print", name="week-sheet", title="Что на этой неделе: лист на печать")
        week.clicked.connect(self.week_wanted)
        self.header.addWidget(week)
        self.body.setSpacing(0)
        self.body.setContentsMargins(1, 0, 1, 4)

    def show_rows(self, rows: Sequence[Upcoming]) -> None:
        """Show what comes next."""
        column = fresh(self.body)
        if not rows:
            quiet = secondary("Впереди пока ничего не запланировано и не записано.")
            quiet.setContentsMargins(INSET, 4, INSET, 12)
            column.addWidget(hline())
            column.addWidget(quiet)
        for place, row in enumerate(rows):
            column.addWidget(hline())
            column.addWidget(self._line(place, row))

    def _line(self, place: int, row: Upcoming) -> QWidget:
        line = named(LinkRow(self._theme), f"upcoming-{place}", f"{day_in_text(row.day)}: {row.title}, {_details(row)}")
        line.row.addWidget(_Day(self._theme, row))
        line.row.addLayout(two_lines(row.title, _details(row)), 1)
        if row.people:
            people = secondary(f"{row.people}{NBSP}чел.")
            people.setWordWrap(False)
            people.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.row.addWidget(people)
        line.opened.connect(lambda: self.opened.emit(row))
        return line


class _Day(QWidget):
    """The day as a figure with its weekday under it."""

    def __init__(self, theme: Theme, row: Upcoming) -> None:
        super().__init__()
        self._theme = theme
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setToolTip(day_in_text(row.day))

    @override
    def sizeHint(self) -> QSize:
        figure, small = self._metrics()
        return QSize(figure.horizontalAdvance("00") + 16, figure.ascent() + small.height() + 6)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        figure, small = self._metrics()
        high = figure.ascent() + small.height()
        top = (self.height() - high) // 2
        painter.setFont(self._theme.font("figure", tabular=True))
        painter.setPen(self._theme.colour("text"))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(0, top, self.width(), figure.ascent() + 1, centre, str(self._row.day.day))
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.colour("textSecondary"))
        below = top + figure.ascent()
        painter.drawText(
            0,
            below,
            self.width(),
            small.height(),
            Qt.AlignmentFlag.AlignCenter,
            SHORT_WEEKDAYS[self._row.day.weekday()],
        )

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        theme = self._theme
        return QFontMetrics(theme.font("figure", tabular=True)), QFontMetrics(theme.font("secondary"))


def _details(row: Upcoming) -> str:
    when = row.starts_at or ""
    if row.first_day != row.day:
        when = f"{short_day(row.first_day)} – {short_day(row.day)}"
    place = f"{row.mode.label}, {row.place}" if row.place else row.mode.label
    planned = "по плану" if row.is_planned_only else ""
    return " · ".join(part for part in (when, place, row.leader, row.streams, planned) if part)
