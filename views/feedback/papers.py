"""The papers of a stream's questionnaire: what the answers come to, and the blank sheet."""

from PySide6.QtWidgets import QWidget

from models.queries.feedback import feedback_form, feedback_paper
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.workplace import Workplace


def offer_papers(workplace: Workplace, parent: QWidget, stream_id: int, *, has_answers: bool) -> None:
    """Show the results, where there are any, and the blank sheet."""
    blank = PaperWish(
        "feedback-form",
        "Бланк анкеты",
        f"anketa-blank-{stream_id}",
        lambda db: feedback_form(db, stream_id),
        "Бланк",
    )
    results = PaperWish(
        "feedback",
        "Результаты анкетирования",
        f"anketa-itogi-{stream_id}",
        lambda db: feedback_paper(db, stream_id),
        "Итоги",
    )
    offer(workplace, parent, *((results, blank) if has_answers else (blank,)))
