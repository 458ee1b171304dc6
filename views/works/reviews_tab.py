"""«Взаимоэкспертиза» of a stream: who reviews whose final work, the sheets, and what they come to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.peer_reviews import Distributed, give_out_reviews
from models.queries.peer_reviews import stream_reviews
from models.queries.works_print import review_sheets
from models.rows.codes import PeerCriterion
from models.rows.works import TOP_MARK, PeerReviewLine
from models.rules.peer_distribution import USUAL_REVIEWS
from models.rules.words import amount, counted, day_in_table
from models.rules.works import WorkResult, work_results
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.programs.stream_tabs import StreamTab
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button, Segments
from views.widgets.columns import Column
from views.widgets.empty import EmptyState
from views.widgets.fields import NumberField
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import Elided, secondary
from views.workplace import Workplace
from views.works.reviews_panel import ReviewPanel
from views.writing import write

_EMPTY = "Отзывы ещё не распределены. Каждую сданную итоговую работу рецензируют другие стажёры потока, поровну."
_GIVE_OUT = "Распределить отзывы"
_MOST = 9
"""Reviews of a work that may be asked for."""
_SHEETS, _RESULTS = "sheets", "results"
_TOP = len(PeerCriterion) * TOP_MARK
_HEADINGS = {
    PeerCriterion.RELEVANCE: ("Тема", 60),
    PeerCriterion.AWARENESS: ("Осознан.", 88),
    PeerCriterion.CONDITIONS: ("Условия", 82),
    PeerCriterion.CONTENT: ("Полнота", 84),
    PeerCriterion.TECHNOLOGY: ("Технол.", 78),
    PeerCriterion.EFFECT: ("Итог", 60),
    PeerCriterion.DESIGN: ("Оформл.", 86),
}
"""Headings of the criteria with their widths; each cell says the whole in its tip."""


class ReviewsTab(StreamTab):
    """The list of reviews or the results by work; Enter opens the sheet of a review."""

    tables = frozenset({"enrollment", "final_work", "peer_review", "person"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._stream_id = 0
        self._reviews: list[PeerReviewLine] = []
        self.switch = Segments(theme, [(_SHEETS, "Листы"), (_RESULTS, "Итоги")])
        self.switch.setAccessibleName("Что показать")
        self.switch.chosen.connect(self._show)
        self.model: PagedTable[PeerReviewLine] = PagedTable(_COLUMNS, rows=())
        self.table: TableView[PeerReviewLine] = TableView(
            theme, self.model, "reviews-table", "Листы взаимоэкспертизы", workplace.remembered
        )
        self.table.may_leave = lambda row: row.may_leave
        self.results_model: PagedTable[WorkResult] = PagedTable(_result_columns(), rows=())
        self.results: TableView[WorkResult] = TableView(
            theme, self.results_model, "review-results", "Итоги взаимоэкспертизы", workplace.remembered
        )
        self.results.may_leave = lambda row: all(review.may_leave for review in row.reviews)
        self.per_work = named(NumberField(theme, minimum=1, maximum=_MOST), "reviews-per-work", "Отзывов на работу")
        self.per_work.set_value(USUAL_REVIEWS)
        self.per_work.setFixedWidth(round(56 * theme.scale))
        self.give_out_button = named(Button(theme, _GIVE_OUT, icon="arrow_swap", small=True), "give-out", _GIVE_OUT)
        self.print_button = named(Button(theme, "Листы", icon="print", small=True), "reviews-print", "")
        self.print_button.setAccessibleName("Напечатать листы взаимоэкспертизы (Ctrl+P)")
        self.panel = ReviewPanel(workplace)
        self._totals = Elided(look="secondary")
        self._empty = EmptyState(theme, _EMPTY, _GIVE_OUT, icon="arrow_swap")
        self._lay_out()
        self.panel.hide()
        self._connect()

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self.panel.close_panel()
        self.switch.choose(_SHEETS)
        self.reload()
        self.table.select_first()

    @override
    def show_person(self, person_id: int) -> None:
        """Her own work is where the reviews of it stand; nothing to go to before they are given out."""
        self.table.select(lambda row: row.author_person_id == person_id)

    @override
    def reload(self) -> None:
        self._reviews = stream_reviews(self._at.db, self._stream_id)
        results = work_results(self._reviews)
        self.model.set_rows(self._reviews)
        self.results_model.set_rows(results)
        self.panel.show_again({review.id: review for review in self._reviews})
        self._empty.stand_in_for(self._sheet, is_empty=not self._reviews)
        for part in (self.switch, self.give_out_button, self.print_button):
            part.setVisible(bool(self._reviews))
        written = sum(review.is_written for review in self._reviews)
        works = counted(len(results), "работа", "работы", "работ")
        self._totals.setText(f"{works}, отзывов {written} из {len(self._reviews)}" if results else "")
        self._show()

    @override
    def areas(self) -> list[QWidget]:
        if not self._reviews:
            return [self._empty.button, self.per_work]
        shown = self.results if self.switch.current == _RESULTS else self.table
        return [shown, self.per_work, *([self.panel] if self.panel.is_open else [])]

    def give_out(self) -> None:
        """Ask for the reviews that are still to be asked for."""
        per_work = self.per_work.value()
        if not isinstance(per_work, int):
            self._at.messages.tell(f"Напишите, сколько отзывов нужно на работу: от 1 до {_MOST}.")
            return
        stream_id = self._stream_id
        write(
            self._at,
            lambda db, actor: give_out_reviews(db, stream_id, per_work=per_work, actor=actor),
            self._on_given_out,
        )

    def print_sheets(self, review_id: int | None = None) -> None:
        """Ctrl+P: the sheets of all reviews, or of one; what is not written yet is left to a hand."""
        stream_id, wanted = self._stream_id, [] if review_id is None else [review_id]
        name = f"vzaimoekspertiza-{stream_id}" if review_id is None else f"vzaimoekspertiza-list-{review_id}"
        wish = PaperWish("peer-review", "Лист взаимоэкспертизы", name, lambda db: review_sheets(db, stream_id, wanted))
        offer(self._at, self, wish)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.switch)
        bar.addWidget(self._totals, 1)
        bar.addWidget(secondary("Отзывов на работу"))
        bar.addWidget(self.per_work)
        bar.addWidget(self.give_out_button)
        bar.addWidget(self.print_button)
        self._sheet = Sheet(theme, inset=1)
        self._sheet.setAccessibleName("Взаимоэкспертиза потока")
        self._sheet.body.addWidget(self.table, 1)
        self._sheet.body.addWidget(self.results, 1)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s") + 2)
        inside.addLayout(bar)
        inside.addWidget(self._sheet, 1)
        inside.addWidget(self._empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, main, self.panel))

    def _connect(self) -> None:
        self.table.opened.connect(self.panel.show_review)
        self.table.current_changed.connect(self._on_current)
        self.results.opened.connect(self._on_result)
        self.give_out_button.clicked.connect(self.give_out)
        self._empty.pressed.connect(self.give_out)
        self.print_button.clicked.connect(self._on_print)
        self.panel.printing.connect(self.print_sheets)
        page_key(self, "Ctrl+P", self.print_sheets)

    def _on_print(self) -> None:
        self.print_sheets()

    def _show(self) -> None:
        is_results = self.switch.current == _RESULTS
        self.table.setVisible(not is_results)
        self.results.setVisible(is_results)

    def _on_current(self, review: PeerReviewLine | None) -> None:
        if review is not None:
            self.panel.follow_review(review)

    def _on_result(self, result: WorkResult) -> None:
        """From a work to its sheets: to the first that is missing."""
        wanted = next(iter(result.awaited or result.reviews)).id
        self.switch.choose(_SHEETS)
        self._show()
        self.table.select(lambda row: row.id == wanted)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given_out(self, given: Distributed) -> None:
        if not given.new:
            self._at.messages.tell("Новых отзывов не нужно: на каждую сданную работу их уже хватает.")
            return
        reviews = counted(given.new, "отзыв", "отзыва", "отзывов")
        works = counted(given.works, "работа", "работы", "работ")
        left = f" Отзывов, которых уже не напишут выбывшие, снято: {given.taken_back}." if given.taken_back else ""
        self._at.messages.did(f"Распределено: {reviews}, {works}.{left}")

    @override
    def take_focus(self) -> None:
        self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)


def make_tab(workplace: Workplace) -> ReviewsTab:
    """The tab «Взаимоэкспертиза»."""
    return ReviewsTab(workplace)


def _state(review: PeerReviewLine) -> str:
    if review.is_written:
        return "написан"
    return f"{len(review.scores)} из {len(PeerCriterion)}" if review.scores else "ждём"


def _look(review: PeerReviewLine) -> ChipLook:
    if review.is_written:
        return ChipLook(State.DONE, "checkmark_circle")
    return ChipLook(State.IN_PROGRESS, "circle_half_fill") if review.scores else ChipLook(State.NEUTRAL, "circle")


_COLUMNS: tuple[Column[PeerReviewLine], ...] = (
    Column("author", "Автор", lambda row: row.author, width=180),
    Column("work", "Итоговая работа", lambda row: row.work, least=200, rank=2, tooltip=lambda row: row.work),
    Column("reviewer", "Рецензент", lambda row: row.reviewer, width=180),
    Column("state", "Отзыв", _state, width=116, chip=_look),
    Column(
        "total",
        f"Баллы из {_TOP}",
        lambda row: str(row.total) if row.is_written else "",
        align="right",
        width=112,
        order=lambda row: row.total if row.is_written else -1,
    ),
    Column(
        "submitted_on",
        "Дата",
        lambda row: day_in_table(row.submitted_on) if row.submitted_on else "",
        width=104,
        rank=1,
        order=lambda row: str(row.submitted_on or ""),
    ),
)


def _result_columns() -> tuple[Column[WorkResult], ...]:
    def criterion(place: int, each: PeerCriterion) -> Column[WorkResult]:
        heading, width = _HEADINGS[each]
        return Column(
            each.value,
            heading,
            lambda row: _mean(row.criteria[place].mean),
            align="right",
            width=width,
            rank=1 + place // 3,
            order=lambda row: row.criteria[place].mean if row.criteria[place].mean is not None else -1.0,
            tooltip=lambda row: f"{each.label}: {', '.join(map(str, row.criteria[place].marks)) or 'оценок нет'}",
        )

    return (
        Column("author", "Автор", lambda row: row.author, width=156, tooltip=lambda row: row.work),
        Column("total", f"Из {_TOP}", lambda row: _mean(row.total), align="right", width=70),
        Column("missing", "Ждём отзывы от", _missing, least=140, tooltip=_missing),
        *(criterion(place, each) for place, each in enumerate(PeerCriterion)),
    )


def _mean(value: float | None) -> str:
    return "" if value is None else amount(round(value, 2))


def _missing(row: WorkResult) -> str:
    return ", ".join(review.reviewer for review in row.awaited) or "все получены"
