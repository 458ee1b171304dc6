"""«Диагностика»: the cards of a stream, what changed from entry to exit, the list of competences."""

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.diagnostics import stream_changes
from models.queries.diagnostics_print import change_paper, deficit_maps
from models.rows.codes import DiagnosticStage
from views.diagnostics.change_page import ChangePage
from views.diagnostics.competences_page import CompetencesPage
from views.diagnostics.grid import ScoresPage
from views.diagnostics.self_scores_import import SelfScoresImport
from views.importing.page import ImportFlow
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.programs.stream_tabs import StreamTab
from views.widgets.buttons import Button, Segments
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.workplace import Workplace

_SCORES, _CHANGE, _COMPETENCES = "scores", "change", "competences"


def make_tab(workplace: Workplace) -> StreamTab:
    """Make the tab."""
    return DiagnosticsTab(workplace)


class DiagnosticsTab(StreamTab):
    """Three pages of one stream, and the import of self-assessments over them."""

    tables = frozenset(
        {
            "competence",
            "competence_area",
            "diagnostic_card",
            "diagnostic_item",
            "enrollment",
            "person",
            "program_competence",
            "stream",
        }
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._stream_id = 0
        self.scores = ScoresPage(workplace)
        self.change = ChangePage(theme, lambda: stream_changes(workplace.db, self._stream_id))
        self.list = CompetencesPage(workplace)
        self.switch = Segments(
            theme, [(_SCORES, "Карты"), (_CHANGE, "Динамика"), (_COMPETENCES, "Компетенции")], wraps=True
        )
        self.switch.setAccessibleName("Что показать")
        self.load = named(
            Button(theme, "Загрузить самооценки", icon="arrow_import", role="quiet", small=True),
            "self-scores-load",
            "Загрузить самооценки из таблицы",
        )
        self.print = named(
            Button(theme, "Печать", icon="print", role="quiet", small=True), "diagnostics-print", "Напечатать карты"
        )
        self.print.setToolTip("Напечатать карты: выбранные или всего потока (Ctrl+P)")
        self._pages = QStackedWidget()
        for page in (self.scores, self.change, self.list):
            self._pages.addWidget(page)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.switch)
        bar.addStretch()
        bar.addWidget(self.load)
        bar.addWidget(self.print)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self._bar)
        column.addWidget(self._pages, 1)
        self.switch.chosen.connect(self._on_choice)
        self.load.clicked.connect(self._on_load)
        self.print.clicked.connect(self.print_papers)
        page_key(self, "Ctrl+P", self.print_papers)
        self.scores.filled.connect(lambda: self.change.show_grid(self.scores.grid))
        self.scores.competences_wanted.connect(lambda: self._show(_COMPETENCES))
        self.change.cards_wanted.connect(self._on_cards)

    @cached_property
    def imports(self) -> ImportFlow:
        """The preview of a table of self-assessments; made when it is first asked for."""
        made = ImportFlow(self._at)
        made.finished.connect(lambda: self._show(_SCORES))
        self._pages.addWidget(made)
        return made

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self.list.reload()
        self.scores.show_stream(stream_id)

    @override
    def show_person(self, person_id: int) -> None:
        self._show(_SCORES)
        self.scores.show_person(person_id)

    @override
    def reload(self) -> None:
        self.list.reload()
        self.scores.reload()

    @override
    def areas(self) -> list[QWidget]:
        shown = self._pages.currentWidget()
        own = next((page for page in (self.scores, self.change, self.list) if page is shown), None)
        inside = own.areas() if own is not None else self.imports.areas()
        return [*inside, *([self.switch.focus_stop] if self._bar.isVisibleTo(self) else [])]

    @override
    def primary_new(self) -> None:
        if self._pages.currentWidget() is self.list:
            self.list.write_new()

    def print_papers(self) -> None:
        """Offer the карты дефицитов of the chosen people or of the whole stream, and the change of the stream."""
        stream_id, stage, chosen = self._stream_id, self.scores.model.stage, self.scores.chosen_people
        word = "вход" if stage is DiagnosticStage.ENTRY else "выход"
        file = f"deficit-map-{stream_id}-{stage}"
        maps = [
            PaperWish(
                "deficit-map",
                f"Карты дефицитов, {word}: весь поток",
                file,
                lambda db: deficit_maps(db, stream_id, stage),
                tab="Весь поток",
            ),
            PaperWish(
                "deficit-map",
                f"Карты дефицитов, {word}: выбранные",
                file,
                lambda db: deficit_maps(db, stream_id, stage, chosen),
                tab="Выбранные",
            ),
        ]
        change = PaperWish(
            "diagnostic-change",
            "Динамика компетенций",
            f"diagnostic-change-{stream_id}",
            lambda db: change_paper(db, stream_id),
            tab="Динамика",
        )
        if self.switch.current == _CHANGE:
            offer(self._at, self, change, *maps)
        else:
            offer(self._at, self, *(reversed(maps) if chosen else maps), change)

    def _show(self, key: str) -> None:
        self.switch.choose(key)
        self._bar.show()
        pages = {_SCORES: self.scores, _CHANGE: self.change, _COMPETENCES: self.list}
        self._pages.setCurrentWidget(pages[key])
        self.load.setVisible(key == _SCORES)
        self.print.setVisible(key != _COMPETENCES)
        if self.isVisible():
            self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choice(self) -> None:
        self._show(self.switch.current)

    def _on_cards(self, stage: DiagnosticStage) -> None:
        self.scores.show_stage(stage)
        self._show(_SCORES)

    def _on_load(self) -> None:
        self._bar.hide()
        flow = self.imports
        self._pages.setCurrentWidget(flow)
        flow.begin(SelfScoresImport(self._stream_id, self.scores.model.stage))
