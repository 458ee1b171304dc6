"""«Анкета» of a stream: anonymous sheets typed by digits or taken from a spreadsheet, their results and papers."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.feedback import date_survey, keep_answers
from models.queries.feedback import survey_page
from models.rows.feedback import SurveyPage
from models.rules.words import counted
from views.drafts import Keeping, kept_drafts
from views.feedback.answers_import import AnswersImport
from views.feedback.answers_model import AnswersModel
from views.feedback.answers_sheet import AnswersSheet
from views.feedback.papers import offer_papers
from views.feedback.results_view import ResultsView
from views.importing.page import ImportFlow
from views.jobs import Job
from views.programs.stream_tabs import StreamTab
from views.widgets.buttons import Button, Segments
from views.widgets.fields import DateField
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.text import caption
from views.workplace import Workplace

DRAFTS = "feedback"
_ANSWERS, _RESULTS = "answers", "results"
_NOTHING_TO_STORE = "Новых ответов пока нет: введите их цифрами"


def make_tab(workplace: Workplace) -> "FeedbackTab":
    """The tab «Анкета»."""
    return FeedbackTab(workplace)


class FeedbackTab(StreamTab):
    """Sheets typed together are stored together: neither their order nor their moments are kept."""

    tables = frozenset({"enrollment", "feedback_response", "feedback_survey", "stream"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._stream_id = 0
        self._is_writing = False
        """While sheets are on their way to the file nothing is typed: it would be lost when they are shown anew."""
        self._typing = False
        """Whether the keyboard stood in the grid then."""
        self._page = SurveyPage(None, 0, ())
        self._typed: dict[int, dict[str, object]] = {
            key: typed for key, typed in kept_drafts(workplace.data_folder, DRAFTS).items() if isinstance(key, int)
        }
        """Stream → what was typed there and is not stored."""
        self.model = AnswersModel(self)
        self._keeping = Keeping(self, workplace.data_folder, DRAFTS, lambda: self._typed)
        self._keeping.removed.connect(self._on_streams_gone)
        self._make_widgets()
        self._lay_out()
        self._connect()

    # ---------------------------------------------------------------------------------------------- as a tab

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self._choose(_ANSWERS)
        self.reload()
        self.grid.go_to(self.model.rowCount() - 1, 0)

    @override
    def reload(self) -> None:
        if self._is_writing:
            return
        here = self.grid.currentIndex()
        row, column = here.row(), here.column()
        self._page = survey_page(self._at.db, self._stream_id)
        self.model.show(self._page.answers, self._typed.get(self._stream_id, {}))
        self.day.set_value(self._page.held_on or self._at.db.today())
        self.results.show_page(self._page)
        if row >= 0:
            self.grid.go_to(row, column)
        self._tell()

    @override
    def areas(self) -> list[QWidget]:
        if self._shown.currentWidget() is self.flow:
            return self.flow.areas()
        main = [self.grid] if self.switch.current == _ANSWERS else self.results.areas()
        return [*main, self.switch.focus_stop, self.day, self.save_button]

    @override
    def primary_new(self) -> None:
        self._choose(_ANSWERS)
        self.grid.begin_sheet()

    @override
    def store(self) -> None:
        self._keep()
        self._keeping.keep()

    # ---------------------------------------------------------------------------------------------- what it does

    def save(self) -> None:
        """Ctrl+S: store everything that was typed, as one action."""
        self.grid.finish_writing()
        new, changed, removed = self.model.new, self.model.changed, self.model.taken_out
        day = self._day()
        if day is None or self._is_writing or not self.model.unsaved:
            return
        db, actor, stream_id = self._at.db, self._at.actor(), self._stream_id

        def written(_nothing: object) -> None:
            self._typed.pop(stream_id, None)
            self._keeping.keep()
            number = len(new) + len(changed) + len(removed)
            self._at.messages.did(f"Анкеты записаны: {number}. Порядок ввода не сохранён.")

        job = Job(
            lambda _progress: keep_answers(
                db, stream_id, new, changed=changed, removed=removed, held_on=day, actor=actor
            )
        )
        job.done.connect(written)
        self._write(job)

    def begin_import(self) -> None:
        """Take sheets from a spreadsheet."""
        day = self._day()
        if day is not None:
            self._shown.setCurrentWidget(self.flow)
            self.flow.begin(AnswersImport(self._stream_id, lambda: day))

    def print_papers(self) -> None:
        """Ctrl+P: the results and the blank sheet."""
        offer_papers(self._at, self, self._stream_id, has_answers=bool(self._page.answers))

    # ---------------------------------------------------------------------------------------------------- within

    def _make_widgets(self) -> None:
        theme = self._at.theme
        self.switch = named(
            Segments(theme, [(_ANSWERS, "Ответы"), (_RESULTS, "Итоги")]), "feedback-parts", "Ответы или итоги"
        )
        self.day = named(DateField(theme, self._at.db.today), "feedback-day", "День анкетирования")
        self.day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.import_button = named(
            Button(theme, "Загрузить", icon="arrow_import", small=True),
            "feedback-import",
            "Загрузить ответы из таблицы",
        )
        self.print_button = named(
            Button(theme, "Печать", icon="print", small=True), "feedback-print", "Напечатать бланк или итоги (Ctrl+P)"
        )
        self.save_button = named(
            Button(theme, "Записать", role="primary", small=True), "feedback-save", "Записать анкеты (Ctrl+S)"
        )
        self.sheet = AnswersSheet(theme, self.model)
        self.grid = self.sheet.grid
        self.results = ResultsView(theme)
        self.flow = ImportFlow(self._at)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.switch)
        bar.addStretch()
        bar.addWidget(caption("День анкетирования"))
        for widget in (self.day, self.import_button, self.print_button, self.save_button):
            bar.addWidget(widget)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addLayout(bar)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.results, 1)
        self._main = main
        self._shown = QStackedLayout(self)
        self._shown.addWidget(main)
        self._shown.addWidget(self.flow)
        self._choose(_ANSWERS)

    def _connect(self) -> None:
        self.switch.chosen.connect(self._choose)
        self.model.edited.connect(self._on_edited)
        self.grid.refused.connect(self._at.messages.tell)
        self.day.editingFinished.connect(self._on_day)
        self.import_button.clicked.connect(self.begin_import)
        self.print_button.clicked.connect(self.print_papers)
        self.save_button.clicked.connect(self.save)
        self.results.begin_wanted.connect(self.primary_new)
        self.results.import_wanted.connect(self.begin_import)
        self.flow.finished.connect(self._on_imported)
        page_key(self._main, "Ctrl+S", self.save)
        page_key(self._main, "Ctrl+P", self.print_papers)

    def _choose(self, key: str) -> None:
        self._shown.setCurrentWidget(self._main)
        if self.switch.current != key:
            self.switch.choose(key)
        self.sheet.setVisible(key == _ANSWERS)
        self.results.setVisible(key == _RESULTS)
        self.save_button.setVisible(key == _ANSWERS)

    def _on_edited(self) -> None:
        self._keep()
        self._keeping.later()
        self._tell()

    def _keep(self) -> None:
        draft = self.model.draft()
        if draft:
            self._typed[self._stream_id] = draft
        else:
            self._typed.pop(self._stream_id, None)

    def _on_streams_gone(self, ids: frozenset[int]) -> None:
        for each in ids:
            self._typed.pop(each, None)

    def _on_day(self) -> None:
        """All answers bear the day of the questionnaire: another day is stored at once, where there are any."""
        day = self.day.value()
        if day is None or not self._page.answers or day == self._page.held_on or self._is_writing:
            return
        db, actor, stream_id = self._at.db, self._at.actor(), self._stream_id

        def written(_nothing: object) -> None:
            self._at.messages.did("День анкетирования указан.")

        job = Job(lambda _progress: date_survey(db, stream_id, day, actor=actor))
        job.done.connect(written)
        self._write(job)

    def _day(self) -> date | None:
        day = self.day.value()
        if day is None:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            self._at.messages.tell("Укажите день анкетирования, например 24.03.2026.")
        return day

    def _on_imported(self) -> None:
        self._choose(_ANSWERS)
        self.reload()
        self.take_focus()

    def _write(self, job: "Job[None]") -> None:
        job.refused.connect(self._at.messages.refuse)
        job.finished.connect(self._on_written)
        self._is_writing = True
        self._typing = self.grid.hasFocus()
        if self._typing:
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.setEnabled(False)
        self._at.jobs.start(job)

    def _on_written(self) -> None:
        self._is_writing = False
        self.grid.setEnabled(True)
        self.reload()
        if self._typing and self.save_button.hasFocus():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        """Say what waits to be stored."""
        waiting = self.model.unsaved
        if waiting:
            self.save_button.setText(f"Записать {counted(waiting, 'анкету', 'анкеты', 'анкет')}")
            self.save_button.unblock()
        else:
            self.save_button.setText("Записать")
            self.save_button.block(_NOTHING_TO_STORE, self.grid.begin_sheet)
        self.sheet.tell(self._page.enrolled)
