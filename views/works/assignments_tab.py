"""«Задания» of a stream: trainees × assignments, states by letters, the panel of one answer beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.submissions import mark_submissions
from models.queries.assignments import submission_board
from models.queries.programs import stream_heading
from models.queries.works_print import assignment_sheet
from models.rows.codes import SubmissionState
from models.rules.words import counted
from views.jobs import Job
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import OneProgram, OneStream
from views.programs.stream_tabs import StreamTab
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.key_legend import KeyLegend, key_pair
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided
from views.workplace import Workplace
from views.works.state_keys import LETTERS
from views.works.submission_panel import SubmissionPanel
from views.works.submissions_grid import SubmissionsGrid
from views.works.submissions_model import Place, SubmissionsModel
from views.works.terms_panel import TermsPanel

_NO_TASKS = "В программе потока пока нет заданий. Их записывают в программе, во вкладке «Задания»."
_NO_PEOPLE = "В потоке пока никого: задания сдают зачисленные стажёры."
_TO_PROGRAM, _TO_PEOPLE = "Открыть программу", "Открыть людей потока"


class AssignmentsTab(StreamTab):
    """The grid with its legend, its line and its panels."""

    tables = frozenset(
        {
            "assignment",
            "assignment_term",
            "attachment_use",
            "enrollment",
            "module",
            "person",
            "stream",
            "submission",
        }
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._stream_id = 0
        self._pending = 0
        self.model = SubmissionsModel(self)
        self.grid = SubmissionsGrid(theme, self.model)
        self.panel = SubmissionPanel(workplace, self.model)
        self.terms: TermsPanel | None = None
        self.terms_button = named(Button(theme, "Сроки", icon="calendar_ltr", small=True), "terms", "Сроки заданий")
        self.print_button = named(Button(theme, "Ведомость", icon="print", small=True), "tasks-print", "")
        self.print_button.setAccessibleName("Напечатать ведомость заданий (Ctrl+P)")
        self._legend = KeyLegend(
            theme,
            [
                *(key_pair(theme, letter, state.label) for state, letter in LETTERS.items()),
                key_pair(theme, "Enter", "оценка и файлы"),
            ],
            name="submission-keys",
            title="Клавиши: Н не сдано, С сдано, Д на доработке, П принято, Enter — оценка и файлы",
            lead="Состояние:",
        )
        self._line = Elided(look="secondary")
        self._empty = EmptyState(theme, _NO_TASKS)
        self._split = SplitPage(theme, self._main(), self.panel)
        self._outer = SplitPage(theme, self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        self.panel.hide()
        self._connect()

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self._close_panels()
        self.reload()
        self.grid.go_to(0, 0)

    @override
    def show_person(self, person_id: int) -> None:
        row = next((at for at, each in enumerate(self.model.people) if each.person_id == person_id), None)
        if row is not None:
            self.grid.go_to(row, max(0, self.grid.currentIndex().column()))

    @override
    def reload(self) -> None:
        if self._pending:
            return
        here = self.grid.currentIndex()
        key = self.model.key(here.row(), here.column()) if here.isValid() else None
        self.model.show(submission_board(self._at.db, self._stream_id), today=self._at.db.today())
        has_rows = bool(self.model.people and self.model.assignments)
        if has_rows and key is not None and not self.grid.currentIndex().isValid():
            self.grid.go_to(*(self.model.place_of(key) or (here.row(), here.column())))
        no_tasks = not self.model.assignments
        self._empty.say(_NO_TASKS if no_tasks else _NO_PEOPLE, link=_TO_PROGRAM if no_tasks else _TO_PEOPLE)
        self._empty.stand_in_for(self.grid, is_empty=not has_rows)
        for part in (self.grid, self._legend, self._foot, self.terms_button, self.print_button):
            part.setVisible(has_rows)
        self._tell()

    @override
    def areas(self) -> list[QWidget]:
        panels: list[QWidget] = [panel for panel in (self.panel, self.terms) if panel is not None and panel.is_open]
        return [self._empty.link] if self.grid.isHidden() else [self.grid, self.terms_button, *panels]

    def print_sheet(self) -> None:
        """Ctrl+P: the ведомость заданий."""
        stream_id = self._stream_id
        wish = PaperWish(
            "assignment-sheet", "Ведомость заданий", f"zadaniya-{stream_id}", lambda db: assignment_sheet(db, stream_id)
        )
        offer(self._at, self, wish)

    def _main(self) -> QWidget:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addStretch()
        bar.addWidget(self.terms_button)
        bar.addWidget(self.print_button)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self._line, 1)
        foot.addWidget(hline())
        foot.addLayout(row)
        sheet = Sheet(theme, inset=1)
        sheet.setAccessibleName("Задания потока")
        sheet.body.setSpacing(0)
        for widget in (self._legend, self.grid, self._empty, self._foot):
            sheet.body.addWidget(widget, 1 if widget in (self.grid, self._empty) else 0)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addLayout(bar)
        column.addWidget(sheet, 1)
        return main

    def _connect(self) -> None:
        self.grid.marked.connect(self._on_marked)
        self.grid.opened.connect(self._open)
        self.grid.moved.connect(self._on_moved)
        self.terms_button.clicked.connect(self._on_terms)
        self.print_button.clicked.connect(self.print_sheet)
        self._empty.linked.connect(self._on_empty)
        page_key(self, "Ctrl+P", self.print_sheet)

    def _on_empty(self) -> None:
        """Go where what is missing is written down."""
        heading = stream_heading(self._at.db, self._stream_id)
        if self.model.assignments:
            self._at.go("trainees", OneStream(self._stream_id))
        elif heading is not None:
            self._at.go("programs", OneProgram(heading.program_id, "assignments"))

    def _close_panels(self) -> None:
        self.panel.close_panel()
        if self.terms is not None:
            self.terms.close_panel()

    def _open(self, place: Place) -> None:
        self._close_panels()
        self.panel.show_cell(place)

    def _on_moved(self, place: Place) -> None:
        self.panel.follow_cell(place)
        self._tell()

    def _on_terms(self) -> None:
        self._close_panels()
        if self.terms is not None:
            self.terms.deleteLater()
        self.terms = TermsPanel(self._at, self._stream_id, self.model.assignments)
        self.terms.hide()
        self._outer.hold(self.terms)
        self.terms.show_days()

    def _on_marked(self, places: Sequence[Place], state: SubmissionState) -> None:
        changed = [place for place in places if self.model.cell(*place).state is not state]
        if not changed:
            return
        keys = [self.model.key(*place) for place in changed]
        self.model.mark(changed, state)
        db, actor, messages = self._at.db, self._at.actor(), self._at.messages
        job = Job(lambda _progress: mark_submissions(db, keys, state, actor=actor))
        job.refused.connect(messages.refuse)
        job.finished.connect(self._on_written)
        if len(changed) > 1:
            said = f"{state.label.capitalize()}: {counted(len(changed), 'задание', 'задания', 'заданий')}."

            def say(_ids: object) -> None:
                messages.did(said)

            job.done.connect(say)
        self._pending += 1
        self._tell()
        self._at.jobs.start(job)

    def _on_written(self) -> None:
        self._pending -= 1
        if not self._pending:
            self.reload()

    def _tell(self) -> None:
        """Say which cell one stands on, and how much is late."""
        here = self.grid.currentIndex()
        if not here.isValid() or here.row() >= len(self.model.people) or here.column() >= len(self.model.assignments):
            self._line.setText("")
            return
        late = self.model.late()
        behind = f" Просрочено в потоке: {counted(late, 'задание', 'задания', 'заданий')}." if late else ""
        self._line.setText(f"{self.model.words(here.row(), here.column())}.{behind}")

    @override
    def take_focus(self) -> None:
        self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)


def make_tab(workplace: Workplace) -> AssignmentsTab:
    """The tab «Задания»."""
    return AssignmentsTab(workplace)
