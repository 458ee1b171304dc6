"""Plans as wholes: the list of all, one with the papers of its life, and what a plan may be for."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import rows
from models.queries.short_name import SHORT_NAME
from models.rows.choice import Choice
from models.rows.codes import PlanKind, PlanStatus
from models.rows.plan_card import PlanCard, PlanEntry, PlanLinks
from models.rows.plans import PlanDraft


class _Plan(NamedTuple):
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date
    program_id: int | None
    tutor_id: int | None
    parent_id: int | None
    goal: str | None
    tasks: str | None
    status: PlanStatus
    council_protocol_no: str | None
    council_on: date | None
    agreed_on: date | None
    approved_by: str | None
    approved_on: date | None
    items: int
    has_tasks: bool
    parent: str


class _Title(NamedTuple):
    title: str


def plan_card(db: Database, plan_id: int) -> PlanCard:
    """One plan in full; raises UserError when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Plan,
            """
            SELECT p.title, p.kind, p.starts_on, p.ends_on, p.program_id, p.tutor_id, p.parent_id, p.goal, p.tasks,
                   p.status, p.council_protocol_no, p.council_on, p.agreed_on, p.approved_by, p.approved_on,
                   (SELECT count(*) FROM plan_item AS i JOIN plan AS m ON m.id = i.plan_id
                    WHERE p.id IN (m.id, m.parent_id)),
                   EXISTS (SELECT 1 FROM plan_item_task AS t JOIN plan_item AS i ON i.id = t.plan_item_id
                           JOIN plan AS m ON m.id = i.plan_id WHERE p.id IN (m.id, m.parent_id)),
                   coalesce((SELECT title FROM plan AS above WHERE above.id = p.parent_id), '')
            FROM plan AS p WHERE p.id = :plan
            """,
            plan=plan_id,
        )
        if not found:
            raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
        merged = rows(
            session, _Title, "SELECT title FROM plan WHERE parent_id = :plan ORDER BY starts_on, id", plan=plan_id
        )
    plan = found[0]
    return PlanCard(
        id=plan_id,
        draft=PlanDraft(**{name: getattr(plan, name) for name in PlanDraft.model_fields}),
        status=plan.status,
        council_protocol_no=plan.council_protocol_no,
        council_on=plan.council_on,
        agreed_on=plan.agreed_on,
        approved_by=plan.approved_by,
        approved_on=plan.approved_on,
        items=plan.items,
        has_tasks=plan.has_tasks,
        parent=plan.parent,
        merged=tuple(each.title for each in merged),
    )


def plan_links(db: Database) -> PlanLinks:
    """Programmes, and the team in its order: whom a module plan may belong to."""
    with db.reading() as session:
        programs = rows(session, Choice, "SELECT id, title FROM program ORDER BY title, id")
        tutors = rows(
            session,
            Choice,
            f"""
            SELECT DISTINCT p.id, {SHORT_NAME.format("p")} FROM person AS p
            WHERE p.id IN (SELECT person_id FROM role_assignment WHERE coalesce(ends_on, :today) >= :today
                           UNION SELECT tutor_id FROM plan)
            ORDER BY p.name_key, p.id
            """,
            today=db.today(),
        )
    return PlanLinks(tuple(programs), tuple(tutors))


def plan_entries_of_site(db: Database) -> list[PlanEntry]:
    """Every plan of the site, newest period first; a module plan stands under the year plan it is merged into."""
    with db.reading() as session:
        return rows(
            session,
            PlanEntry,
            f"""
            SELECT p.id, p.title, p.kind, p.starts_on, p.ends_on, p.status,
                   coalesce((SELECT title FROM program AS g WHERE g.id = p.program_id),
                            (SELECT {SHORT_NAME.format("t")} FROM person AS t WHERE t.id = p.tutor_id), ''),
                   p.parent_id, count(i.id), count(i.id) FILTER (WHERE i.status = 'done')
            FROM plan AS p
            LEFT JOIN plan AS above ON above.id = p.parent_id
            LEFT JOIN plan AS m ON m.id = p.id OR m.parent_id = p.id
            LEFT JOIN plan_item AS i ON i.plan_id = m.id
            GROUP BY p.id
            ORDER BY coalesce(above.starts_on, p.starts_on) DESC, coalesce(above.id, p.id), p.parent_id IS NOT NULL,
                     p.starts_on, p.id
            """,
        )
