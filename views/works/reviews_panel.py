"""The лист взаимоэкспертизы in the window: seven criteria from 0 to 2, recommendations, the day."""

from collections.abc import Mapping
from typing import cast

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal

from models.commands.peer_reviews import remove_review, write_review
from models.rows.codes import PeerCriterion
from models.rows.draft import problems_of
from models.rows.works import TOP_MARK, PeerReviewDraft, PeerReviewLine
from models.rules.words import quoted
from views.widgets.buttons import Button
from views.widgets.fields import DateField, MultilineField, NumberField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.text import secondary
from views.workplace import Workplace
from views.writing import store, write_and_say


class ReviewPanel(SidePanel):
    """`show_review` shows one; digits go into the fields, Ctrl+S stores."""

    printing = Signal(int)
    """The sheet of this review is to be printed."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, "Лист взаимоэкспертизы")
        self.setObjectName("review-panel")
        self._workplace = workplace
        self._work = secondary("")
        self._work.setWordWrap(True)
        self.fields = Form(theme)
        self.fields.add_widget(self._work)
        for criterion in PeerCriterion:
            self.fields.add(criterion.value, criterion.label, NumberField(theme, maximum=TOP_MARK))
        self.fields.add("recommendations", "Рекомендации автору", MultilineField(theme, lines=3))
        self.fields.add("submitted_on", "Дата", DateField(theme, workplace.db.today))
        self.hold(self.fields)
        self._print = named(Button(theme, "Напечатать лист", role="link", small=True), "review-print", "")
        self._print.setAccessibleName("Напечатать лист взаимоэкспертизы")
        self._print.clicked.connect(self._on_print)
        self._remove = named(Button(theme, "Убрать отзыв", role="link", small=True), "review-remove", "Убрать отзыв")
        self._remove.clicked.connect(self._on_remove)
        for button in (self._print, self._remove):
            self.content.insertWidget(self.content.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeft)
        self.saving.connect(self._on_saving)
        self.keep_drafts(workplace.data_folder, "peer-review")

    def show_review(self, review: PeerReviewLine) -> None:
        """Show the sheet of a review."""
        self._name_work(review)
        self.edit(review.id, review.reviewer, _values(review))

    def follow_review(self, review: PeerReviewLine) -> None:
        """Show the review the arrows came to, unless something is unsaved."""
        if self.follow(review.id, review.reviewer, _values(review)):
            self._name_work(review)

    def show_again(self, reviews: Mapping[int, PeerReviewLine]) -> None:
        """The reviews were read again: show what is stored, unless something is being typed over it."""
        if not isinstance(self.key, int) or self.is_changed():
            return
        review = reviews.get(self.key)
        if review is None:
            self.drop()
        else:
            self.fields.set_values(_values(review))

    def _name_work(self, review: PeerReviewLine) -> None:
        self._work.setText(f"{review.author}: {quoted(review.work)}")

    def _on_saving(self, key: object) -> None:
        values = self.fields.values()
        scores = {each: values[each.value] for each in PeerCriterion if values[each.value] not in (None, "")}
        said = {"scores": scores, "recommendations": values["recommendations"] or None}
        try:
            draft = PeerReviewDraft.model_validate(said | {"submitted_on": values["submitted_on"] or None})
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))
            return
        review_id = cast("int", key)

        def done(_none: object) -> None:
            left = len(PeerCriterion) - len(scores)
            self._workplace.messages.did("Отзыв записан." if not left else f"Записано. Критериев без оценки: {left}.")
            self.saved(key, close=not left)

        store(self, self._workplace, lambda db, actor: write_review(db, review_id, draft, actor=actor), done)

    def _on_print(self) -> None:
        if isinstance(self.key, int):
            self.printing.emit(self.key)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            review_id = self.key
            self.drop()
            write_and_say(self._workplace, lambda db, actor: remove_review(db, review_id, actor=actor), "Отзыв убран.")


def _values(review: PeerReviewLine) -> dict[str, object]:
    marks: dict[str, object] = {criterion.value: mark for criterion, mark in review.scores.items()}
    return marks | {"recommendations": review.recommendations, "submitted_on": review.submitted_on}
