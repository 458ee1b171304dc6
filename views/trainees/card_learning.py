"""The right half of a card: deficits before and after, attendance, assignments, certificates."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.codes import CertificateState, SubmissionState
from models.rows.person_page import CertificateLine, DeficitLine, PlacePage
from models.rows.requirements import Task
from models.rules.attendance import TOOK_PART
from models.rules.words import counted, day_in_table, plural, short_day
from views.states import State
from views.theme import Theme
from views.trainees.card_strip import AttendanceStrip
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided, secondary

_SCALE = 3
"""The highest score (domain.md §1)."""
_TASKS = {
    SubmissionState.ACCEPTED: (State.DONE, "checkmark_circle"),
    SubmissionState.SUBMITTED: (State.IN_PROGRESS, "circle_half_fill"),
    SubmissionState.RETURNED: (State.ATTENTION, "edit"),
    SubmissionState.MISSING: (State.NEUTRAL, "circle"),
}
_PAPERS = {
    CertificateState.PREPARED: (State.IN_PROGRESS, "certificate"),
    CertificateState.ISSUED: (State.DONE, "checkmark_circle"),
    CertificateState.DUPLICATE: (State.DONE, "checkmark_circle"),
    CertificateState.ANNULLED: (State.NEUTRAL, "dismiss_circle"),
}
_ACADEMIC_HOUR = 45
"""Minutes (domain.md §3.2)."""


class LearningSheets(QWidget):
    """Sheets under one another."""

    event_wanted = Signal(int)
    tab_wanted = Signal(str)
    """A tab of the stream's room is wanted, at her row (`views.programs.stream_tabs`)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.deficits = Sheet(theme, "Дефициты")
        self.attendance = Sheet(theme, "Посещаемость")
        self.tasks = Sheet(theme, "Задания")
        for sheet, tab, words, name in (
            (self.deficits, "diagnostics", "Карта", "Карта диагностики"),
            (self.deficits, "routes", "Маршрут", "Индивидуальный маршрут"),
            (self.tasks, "assignments", "Ответы", "Ответы на задания"),
            (self.tasks, "works", "Работы", "Творческая и итоговая работы, отчёт"),
            (self.tasks, "reviews", "Отзывы", "Взаимоэкспертиза итоговой работы"),
            (self.tasks, "diaries", "Дневник", "Дневник стажёра"),
        ):
            link = named(Button(theme, words, role="link", small=True), f"card-{tab}", name)
            link.setToolTip(f"{name}: откроется в комнате потока")
            link.clicked.connect(partial(self.tab_wanted.emit, tab))
            sheet.header.addWidget(link)
        self.papers = Sheet(theme, "Сертификаты")
        self.strip = AttendanceStrip(theme)
        self.strip.opened.connect(self.event_wanted)
        self._no_events = secondary("Мероприятий у потока пока нет.")
        self.attendance.body.addWidget(self.strip)
        self.attendance.body.addWidget(self._no_events)
        self._lines: dict[Sheet, QVBoxLayout] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        for sheet in (self.deficits, self.attendance, self.tasks, self.papers):
            column.addWidget(sheet)
            if sheet is not self.attendance:
                self._lines[sheet] = QVBoxLayout()
                sheet.body.addLayout(self._lines[sheet])
        column.addStretch()

    def show_place(self, place: PlacePage, certificates: Sequence[CertificateLine]) -> None:
        """Show what was learned in this place, and the papers she has of all places."""
        self._show_deficits(place.deficits)
        marked = [visit for visit in place.strip if visit.presence is not None]
        there = [visit for visit in marked if visit.presence in TOOK_PART]
        hours = sum(visit.minutes or visit.duration_min for visit in there) // _ACADEMIC_HOUR
        self.attendance.show_count(f"{len(there)} из {len(marked)} · {hours} ак. ч" if marked else "")
        self.strip.show_visits(place.strip)
        self.strip.setVisible(bool(place.strip))
        self._no_events.setVisible(not place.strip)
        self._show_tasks(place.tasks)
        self.papers.setVisible(bool(certificates))
        self._show_lines(self.papers, [self._paper(each) for each in certificates], "")

    def _show_deficits(self, deficits: Sequence[DeficitLine]) -> None:
        closed = sum(each.is_closed for each in deficits)
        words = counted(len(deficits), "дефицит", "дефицита", "дефицитов")
        gone = plural(closed, "устранён", "устранены", "устранены")
        self.deficits.show_count(f"{words}, {closed} {gone} · шкала 0–3" if deficits else "")
        lines = [self._deficit(each) for each in deficits]
        self._show_lines(self.deficits, lines, "Дефицитов не отмечено: входной диагностики ещё нет или она чиста.")

    def _show_tasks(self, tasks: Sequence[Task]) -> None:
        asked = [task for task in tasks if task.is_mandatory]
        done = sum(task.state is SubmissionState.ACCEPTED for task in asked)
        self.tasks.show_count(f"{done} из {len(asked)} обязательных" if asked else "")
        self._show_lines(self.tasks, [self._task(each) for each in tasks], "Заданий в программе пока нет.")

    def _show_lines(self, sheet: Sheet, lines: Sequence[QWidget], nothing: str) -> None:
        column = fresh(self._lines[sheet])
        for place, line in enumerate(lines):
            if place:
                column.addWidget(hline())
            column.addWidget(line)
        if not lines:
            column.addWidget(secondary(nothing))

    def _deficit(self, line: DeficitLine) -> QWidget:
        due = f"срок {short_day(line.due_on)}" if line.due_on and not line.done_on else ""
        done = f"выполнено {short_day(line.done_on)}" if line.done_on else ""
        second = " · ".join(part for part in (line.task or "", due or done) if part) or "шага в маршруте нет"
        chip = (
            Chip(self._theme, "устранён", State.DONE, "checkmark_circle")
            if line.is_closed
            else Chip(self._theme, "в работе", State.IN_PROGRESS, "circle_half_fill")
        )
        return _line(self._theme, line.competence, second, ScoreScale(self._theme, line.entry, line.exit), chip)

    def _task(self, task: Task) -> QWidget:
        day = task.submitted_on or task.due_on
        words = ("сдано " if task.submitted_on else "срок ") + short_day(day) if day else ""
        kind = "" if task.is_mandatory else "по выбору"
        state, icon = _TASKS[task.state]
        second = " · ".join(part for part in (kind, words) if part)
        return _line(self._theme, task.title, second, Chip(self._theme, task.state.label, state, icon))

    def _paper(self, paper: CertificateLine) -> QWidget:
        state, icon = _PAPERS[paper.state]
        title = f"№ {paper.number} от {day_in_table(paper.issue_date)}"
        hours = counted(paper.hours, "час", "часа", "часов")
        handed = f" · вручён {short_day(paper.handed_on)}" if paper.handed_on else ""
        second = f"{paper.stream} · {hours}{handed}"
        return _line(self._theme, title, second, Chip(self._theme, paper.state.label, state, icon))


class ScoreScale(QWidget):
    """A score from 0 to 3 at entry (hollow) and now (filled), with the way between them."""

    def __init__(self, theme: Theme, entry: int | None, now: int | None) -> None:
        super().__init__()
        self._theme = theme
        self._entry = entry
        self._now = now
        words = f"вход: {'—' if entry is None else entry}, выход: {'—' if now is None else now} из {_SCALE}"
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 18)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done, rest = self._theme.state(State.DONE).fill, self._theme.colour("waypointAhead")
        painter.setPen(QPen(rest, 1.5))
        painter.drawLine(self._at(0), self._at(_SCALE))
        painter.setBrush(rest)
        for score in range(_SCALE + 1):
            painter.drawEllipse(self._at(score), 2, 2)
        if self._entry is not None and self._now is not None:
            painter.setPen(QPen(done, 3))
            painter.drawLine(self._at(self._entry), self._at(self._now))
        if self._entry is not None:
            painter.setPen(QPen(self._theme.colour("textSecondary"), 2))
            painter.setBrush(self._theme.colour("surface"))
            painter.drawEllipse(self._at(self._entry), 5.5, 5.5)
        if self._now is not None:
            painter.setPen(QPen(done, 1))
            painter.setBrush(done)
            painter.drawEllipse(self._at(self._now), 6, 6)

    def _at(self, score: int) -> QPointF:
        first, last = 8.0, self.width() - 8.0
        return QPointF(first + (last - first) * score / _SCALE, self.height() / 2)

    def _on_theme(self) -> None:
        self.update()


def _line(theme: Theme, title: str, second: str, *beside: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(theme.space("m"))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Elided(title))
    if second:
        words.addWidget(Elided(second, look="secondary"))
    row.addLayout(words, 1)
    for widget in beside:
        row.addWidget(widget)
    return holder
