"""The streams of one person in her card, with the ways in and out."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rows.codes import EnrollmentStatus
from models.rows.streams import PersonPlace
from models.rules.words import day_in_table
from views.theme import Theme
from views.trainees.chosen_strip import on_screen
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.text import Elided, caption, secondary

_AT_WORK = (EnrollmentStatus.ENROLLED, EnrollmentStatus.STUDYING)


class PersonStreams(QWidget):
    """Each stream with «Отчислить» and «Убрать», and under them «Зачислить в поток»."""

    enrolling = Signal(QRect)
    """Beside what the menu of streams may drop down, on the screen."""
    expelling = Signal(PersonPlace)
    leaving = Signal(int, str)
    """The stream's id and title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("xs"))
        self._enroll = named(
            Button(theme, "Зачислить в поток", icon="people_team", small=True), "person-enroll", "Зачислить в поток"
        )
        self._enroll.clicked.connect(self._on_enroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addWidget(caption("Потоки"))
        column.addLayout(self._lines)
        column.addWidget(self._enroll, 0, Qt.AlignmentFlag.AlignLeft)

    def show_places(self, places: Sequence[PersonPlace]) -> None:
        """Show these streams."""
        column = fresh(self._lines)
        for place in places:
            column.addWidget(Elided(place.title))
            column.addWidget(self._row(place))
        if not places:
            column.addWidget(secondary("Ни в одном потоке пока нет."))

    def _row(self, place: PersonPlace) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(secondary(place_words(place)))
        row.addStretch()
        if place.status in _AT_WORK:
            out = named(Button(self._theme, "Отчислить", role="link", small=True), "place-expel", "Отчислить")
            out.setAccessibleName(f"Отчислить из потока «{place.title}»")
            out.setToolTip("Отчислить с сегодняшнего дня: прошедшее останется в отчётах")
            out.clicked.connect(lambda: self.expelling.emit(place))
            row.addWidget(out)
        away = named(Button(self._theme, "Убрать", role="link", small=True), "place-leave", "Убрать")
        away.setAccessibleName(f"Убрать из потока «{place.title}»")
        away.setToolTip("Убрать из потока, если зачисление записано по ошибке")
        away.clicked.connect(lambda: self.leaving.emit(place.stream_id, place.title))
        row.addWidget(away)
        return holder

    def _on_enroll(self) -> None:
        self.enrolling.emit(on_screen(self._enroll, self._enroll.rect()))


def place_words(place: PersonPlace) -> str:
    """«с 12.01.2026», «завершение 20.03.2026», «отчисление 01.02.2026»."""
    match place.status:
        case EnrollmentStatus.APPLIED:
            return "заявка"
        case EnrollmentStatus.COMPLETED:
            word, day = "завершение", place.left_on
        case EnrollmentStatus.EXPELLED:
            word, day = "отчисление", place.left_on
        case _:
            word, day = "с" if place.enrolled_on else "с начала потока", place.enrolled_on
    return f"{word} {day_in_table(day)}" if day is not None else word
