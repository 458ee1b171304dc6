"""Printed forms of a plan, as the window offers them."""

from models.queries.plan_print import plan_history_paper, plan_paper, roadmap_paper
from models.rows.codes import PlanKind
from models.rows.plan_card import PlanCard
from views.papers.wish import PaperWish


def plan_wish(card: PlanCard) -> PaperWish:
    """The план работ, or the дорожная карта of a plan that is one."""
    if card.draft.kind is PlanKind.ROADMAP:
        data, plan_id = roadmap_paper, card.id
        return PaperWish("roadmap", "Дорожная карта", _file("roadmap", card), lambda db: data(db, plan_id), tab="Карта")
    return PaperWish("plan", "План работ", _file("plan", card), lambda db: plan_paper(db, card.id), tab="План")


def roadmap_wish(card: PlanCard) -> PaperWish:
    """The lines of a usual plan by tasks and indicators."""
    title = "План работ по задачам и показателям"
    return PaperWish("roadmap", title, _file("roadmap", card), lambda db: roadmap_paper(db, card.id), tab="По задачам")


def history_wish(card: PlanCard) -> PaperWish:
    """What became of a plan."""
    file_name = _file("plan-history", card)
    return PaperWish(
        "plan-history", "История плана", file_name, lambda db: plan_history_paper(db, card.id), tab="История"
    )


def wishes_of(card: PlanCard) -> tuple[PaperWish, ...]:
    """Everything that can be printed of a plan, the plan itself first; by tasks where its items have any."""
    if card.draft.kind is PlanKind.ROADMAP or not card.has_tasks:
        return plan_wish(card), history_wish(card)
    return plan_wish(card), roadmap_wish(card), history_wish(card)


def _file(word: str, card: PlanCard) -> str:
    return f"{word}-{card.draft.starts_on:%Y-%m}-{card.draft.ends_on:%Y-%m}"
