"""Text papers: what fills them, and what was typed into one before."""

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.own_masters import read_own_master
from models.queries.paper_names import PAPER_FULL_NAME, PAPER_SIGNED_NAME
from models.queries.plan_board import read_lines
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import Category, Education, PlanItemStatus, ProgramKind, ProgramStatus
from models.rows.masters import (
    KeptPaper,
    PaperPerson,
    PaperPlanItem,
    PaperProduct,
    PaperProgram,
    TextPaper,
    TextPaperKind,
)
from models.rows.plan_board import LineOrder, LineWish
from models.rows.text_paper_draft import TextPaperDraft
from models.rules.plan_marks import term

_EVER = (date(1900, 1, 1), date(9999, 12, 31))
_NOBODY = PaperPerson("", "", "", "", "", "", None)


class _Member(NamedTuple):
    name: str
    signed: str
    position: str
    role: str
    category: Category | None
    education: Education | None
    experience_years: int | None
    leads: bool


class _Program(NamedTuple):
    title: str
    kind: ProgramKind
    hours: int
    form: str
    audience: str
    status: ProgramStatus


class _Plan(NamedTuple):
    id: int
    title: str


class _Kept(NamedTuple):
    id: int
    paper: TextPaperKind
    title: str
    number: str
    dated_on: date | None
    fields: str | None


class _Goal(NamedTuple):
    goal: str


@speaks_by_code
def text_paper(db: Database, paper: TextPaperKind, draft: TextPaperDraft, *, attachments: Path) -> TextPaper:
    """Everything that a text paper is filled with, as the records are today; `attachments` is the folder of files.

    Raises UserError while the site's passport is not filled, where the site's own master is not in the folder, and
    where it names somebody who may not be named outside (152-ФЗ).
    """
    day = draft.dated_on or db.today()
    with db.reading() as session:
        passport, signatures = read_passport(session, day)
        (goal,) = rows(session, _Goal, "SELECT goal FROM site")
        members = _members(session, day)
        programs = rows(
            session,
            _Program,
            """
            SELECT title, kind, hours, coalesce(form, ''), coalesce(audience, ''), status FROM program
            WHERE status <> 'archived' ORDER BY title, version DESC
            """,
        )
        plan = _plan(session, day)
        items, products = _plan_of(session, plan, db.today())
        own = read_own_master(session, paper, attachments)
    return TextPaper(
        site=passport,
        goal=goal.goal,
        signatures=signatures,
        head=next((_person(each) for each in members if each.leads), _NOBODY),
        team=tuple(map(_person, members)),
        programs=tuple(
            PaperProgram(each.title, each.kind.label, each.hours, each.form, each.audience, each.status.label)
            for each in programs
        ),
        audiences=tuple(dict.fromkeys(each.audience for each in programs if each.audience)),
        plan=items,
        plan_title=plan.title if plan else "",
        products=products,
        today=db.today(),
        number=draft.number or "",
        dated_on=draft.dated_on,
        typed=draft.typed,
        own_master=own,
    )


def kept_paper(db: Database, document_id: int) -> KeptPaper | None:
    """What was typed into a text paper of the register; None when it is gone or is no text paper."""
    with db.reading() as session:
        found = rows(
            session,
            _Kept,
            """
            SELECT d.id, k.value, d.title, coalesce(d.number, ''), d.dated_on, d.fields
            FROM document AS d JOIN json_each(:kinds) AS k ON k.value = coalesce(d.template, :kits ->> d.kit_code)
            WHERE d.id = :document
            """,
            document=document_id,
            kinds=json.dumps([each.value for each in TextPaperKind]),
            kits=json.dumps({each.kit_code: each.value for each in TextPaperKind if each.kit_code}),
        )
    if not found:
        return None
    kept = found[0]
    return KeptPaper(kept.id, kept.paper, kept.title, kept.number, kept.dated_on, json.loads(kept.fields or "{}"))


def _members(session: Source, day: date) -> list[_Member]:
    """Who works at the site on a day, each once; who approves its papers is marked."""
    return rows(
        session,
        _Member,
        f"""
        WITH acting AS (
            SELECT p.id, {PAPER_FULL_NAME.format("p")} AS name, {PAPER_SIGNED_NAME.format("p")} AS signed,
                   t.title AS position, group_concat(r.title, ', ' ORDER BY r.sort_order) AS roles, p.category,
                   p.education, p.experience_years, min(r.sort_order) AS place, p.name_key,
                   CASE WHEN t.title = 'заведующий' THEN 0 WHEN max(r.code = 'head') THEN 1 ELSE 2 END AS approves
            FROM role_assignment AS a JOIN person AS p ON p.id = a.person_id JOIN role AS r ON r.id = a.role_id
            JOIN position AS t ON t.id = p.position_id
            WHERE a.starts_on <= :day AND coalesce(a.ends_on, :day) >= :day GROUP BY p.id
        )
        SELECT name, signed, position, roles, category, education, experience_years,
               approves < 2 AND row_number() OVER (ORDER BY approves, place, id) = 1
        FROM acting ORDER BY place, name_key, id
        """,
        day=day,
    )


def _person(member: _Member) -> PaperPerson:
    return PaperPerson(
        member.name,
        member.signed,
        member.position,
        member.role,
        member.category.label if member.category else "",
        member.education.label if member.education else "",
        member.experience_years,
    )


def _plan(session: Source, day: date) -> _Plan | None:
    """The plan of work of that day; without one the latest."""
    found = rows(
        session,
        _Plan,
        """
        SELECT id, title FROM plan WHERE kind <> 'roadmap' AND parent_id IS NULL
        ORDER BY :day BETWEEN starts_on AND ends_on DESC, kind = 'year' DESC, starts_on DESC, id DESC LIMIT 1
        """,
        day=day,
    )
    return found[0] if found else None


def _plan_of(
    session: Source, plan: _Plan | None, today: date
) -> tuple[tuple[PaperPlanItem, ...], tuple[PaperProduct, ...]]:
    """The lines of a plan that were not cancelled, and the products that they are to bring."""
    if plan is None:
        return (), ()
    lines = read_lines(session, *_EVER, today, LineWish(plan_id=plan.id, order=LineOrder.NUMBER))
    items = tuple(
        PaperPlanItem(
            each.section,
            each.title,
            each.format,
            term(each.due_from, each.due_to),
            each.responsible,
            each.expected_result or "",
        )
        for each in lines
        if each.status is not PlanItemStatus.CANCELLED
    )
    products = rows(
        session,
        PaperProduct,
        """
        SELECT k.title, i.title, i.due_to FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
        JOIN product_kind AS k ON k.id = i.product_kind_id
        WHERE :plan IN (p.id, p.parent_id) AND i.status <> 'cancelled' ORDER BY i.due_to, i.id
        """,
        plan=plan.id,
    )
    return items, tuple(products)
