"""«Требования» of a stream: trainees × the five requirements, filters by what is lacking, what-if, print."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.certificate_issue import issue_lines
from models.queries.certificate_ready import READ_TABLES
from models.queries.requirements_print import requirement_sheet
from models.rows.certificates import IssueLine
from models.rows.codes import RequirementKey
from models.rules.requirement_list import TITLES
from models.rules.words import counted
from views.asking import Asking
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.programs.stream_tabs import StreamTab
from views.requirements.matrix_columns import matrix_columns, of
from views.requirements.person_panel import PersonRequirements
from views.requirements.what_if_panel import WhatIfPanel
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.workplace import Workplace

_READY = "ready"
_NO_PEOPLE = "В потоке пока никого: требования появятся у зачисленных стажёров."
_COUNTING = "Считаем требования…"


class RequirementsTab(StreamTab):
    """The matrix with its filters and its two panels."""

    tables = READ_TABLES | {"assignment_term", "organization", "plan_item"}

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._stream_id = 0
        self._lines: list[IssueLine] = []
        self._wanted_person: int | None = None
        self._asking: Asking[tuple[int, list[IssueLine]]] = Asking(workplace.jobs, self._on_read, self)
        self.filters = FilterBar(theme, "Найти стажёра")
        self.filters.add_quick(_READY, "Готовы")
        for key in RequirementKey:
            button = self.filters.add_quick(key.value, f"Без {key.label})")
            button.setAccessibleName(f"Кому не хватает: {TITLES[key].lower()}")
            button.setToolTip(f"Кому не хватает: {TITLES[key].lower()}")
        self.filters.changed.connect(self._show_lines)
        self.what_if_button = named(Button(theme, "Что, если…", icon="question_circle", small=True), "what-if", "")
        self.what_if_button.setAccessibleName("Что, если провести мероприятие (Ctrl+E)")
        self.what_if_button.setToolTip("Кто будет готов к сертификату, если провести мероприятие (Ctrl+E)")
        self.what_if_button.clicked.connect(self.suppose)
        self.print_button = named(Button(theme, "Печать", icon="print", small=True), "requirements-print", "")
        self.print_button.setAccessibleName("Напечатать таблицу требований (Ctrl+P)")
        self.print_button.clicked.connect(self.print_sheet)
        self.model: PagedTable[IssueLine] = PagedTable(
            matrix_columns(), rows=(), identify=lambda line: line.enrollment_id
        )
        self.table: TableView[IssueLine] = TableView(
            theme, self.model, "requirements-table", "Требования к сертификату", workplace.remembered
        )
        self.table.may_leave = lambda line: line.may_be_named
        self.table.filters_reset.connect(self.filters.reset)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.panel = PersonRequirements(workplace)
        self.what_if = WhatIfPanel(workplace)
        self._empty = EmptyState(theme, _COUNTING)
        self._lay_out()
        page_key(self, "Ctrl+P", self.print_sheet)
        page_key(self, "Ctrl+E", self.suppose)
        page_key(self, "F8", lambda: self._next_gap(1))
        page_key(self, "Shift+F8", lambda: self._next_gap(-1))

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self._close_panels()
        self._lines = []
        self.model.set_rows(())
        self._empty.say(_COUNTING)
        self._empty.stand_in_for(self._listed, is_empty=True)
        self.reload()

    @override
    def show_person(self, person_id: int) -> None:
        self._wanted_person = person_id
        self._go_to_wanted()

    @override
    def reload(self) -> None:
        db, stream_id = self._at.db, self._stream_id
        self._asking.ask(lambda: (stream_id, issue_lines(db, stream_id)))

    @override
    def areas(self) -> list[QWidget]:
        panels = [panel for panel in (self.panel, self.what_if) if panel.is_open]
        return [self.table, self.filters.search, self.what_if_button, *panels]

    @override
    def focus_filter(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_sheet(self) -> None:
        """Ctrl+P: the matrix on paper."""
        stream_id = self._stream_id
        wish = PaperWish(
            "requirement-sheet",
            "Требования к сертификату",
            f"trebovaniya-{stream_id}",
            lambda db: requirement_sheet(db, stream_id),
        )
        offer(self._at, self, wish)

    def suppose(self) -> None:
        """Ctrl+E: who would be ready if a meeting were held."""
        self.panel.close_panel()
        self.what_if.show_stream(self._stream_id)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.filters, 1)
        bar.addWidget(self.what_if_button, 0, Qt.AlignmentFlag.AlignTop)
        bar.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTop)
        self._listed = Sheet(theme, inset=1)
        self._listed.setAccessibleName("Требования потока")
        self._listed.body.addWidget(self.table, 1)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s") + 2)
        inside.addLayout(bar)
        inside.addWidget(self._listed, 1)
        inside.addWidget(self._empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, SplitPage(theme, main, self.panel), self.what_if))
        self._empty.stand_in_for(self._listed, is_empty=True)

    def _close_panels(self) -> None:
        self.panel.close_panel()
        self.what_if.close_panel()

    def _on_read(self, answer: tuple[int, list[IssueLine]]) -> None:
        stream_id, lines = answer
        if stream_id != self._stream_id:
            return
        self._lines = lines
        self._empty.say(_NO_PEOPLE)
        self._empty.stand_in_for(self._listed, is_empty=not lines)
        for part in (self.filters, self.what_if_button, self.print_button):
            part.setVisible(bool(lines))
        self._show_lines()
        self.table.select_first()
        self._go_to_wanted()
        self._show_again()
        if self.what_if.is_open:
            self.what_if.ask()

    def _show_lines(self) -> None:
        wanted = self.filters.values()
        text, quick = str(wanted["search"]).casefold(), str(wanted["quick"])
        self.model.set_rows([line for line in self._lines if text in line.name.casefold() and _passes(line, quick)])
        self.table.say_empty("Ничего не нашлось", link="Сбросить фильтры" if self.filters.is_on else "")
        quick_filters = (_READY, *(key.value for key in RequirementKey))
        self.filters.show_counts({each: sum(_passes(line, each) for line in self._lines) for each in quick_filters})
        self.filters.show_total(counted(len(self.model.rows()), "стажёр", "стажёра", "стажёров"))

    def _go_to_wanted(self) -> None:
        """Go to whom a card asked for, once she is there."""
        if self._wanted_person is not None and self.table.select(lambda line: line.person_id == self._wanted_person):
            self._wanted_person = None

    def _key(self) -> RequirementKey | None:
        """Which of the five the current cell is of."""
        index = self.table.currentIndex()
        key = self.model.column_at(index.column()).key if index.isValid() else ""
        return next((each for each in RequirementKey if each.value == key), None)

    def _on_opened(self, line: IssueLine) -> None:
        self.what_if.close_panel()
        self.panel.show_line(line, self._stream_id, key=self._key(), focus=True)

    def _on_current(self, current: QModelIndex) -> None:
        line = self.model.row_of(current)
        if line is not None and self.panel.is_open and not self.panel.route.decision.isVisible():
            self.panel.show_line(line, self._stream_id, key=self._key(), focus=False)

    def _show_again(self) -> None:
        """The panel follows what was written meanwhile."""
        shown = next((line for line in self._lines if line.enrollment_id == self.panel.key), None)
        if shown is not None:
            self.panel.show_line(shown, self._stream_id, key=None, focus=False)

    def _next_gap(self, by: int) -> None:
        """F8: the next cell where something is missing, row by row."""
        cells = [
            (row, column)
            for row, line in enumerate(self.model.rows())
            for column, key in enumerate(RequirementKey, start=1)
            if not of(line, key).is_met
        ]
        here = (self.table.currentIndex().row(), self.table.currentIndex().column())
        ahead = [cell for cell in cells if (cell > here if by > 0 else cell < here)]
        if cells:
            row, column = (ahead or cells)[0 if by > 0 else -1]
            self.table.stand_on(self.model.index(row, column))
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _passes(line: IssueLine, quick: str) -> bool:
    """Whether a quick filter lets a trainee through: who is ready, or whom one of the five is missing."""
    if not quick:
        return True
    if quick == _READY:
        return line.is_ready
    return not of(line, RequirementKey(quick)).is_met


def make_tab(workplace: Workplace) -> RequirementsTab:
    """The tab «Требования»."""
    return RequirementsTab(workplace)
