"""The printed plan, дорожная карта and history of a plan (domain.md §5)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.identity import local_date
from models.queries.fetch import Source, number, rows
from models.queries.plan_board import read_lines
from models.queries.plan_history import plan_history
from models.queries.plan_roadmap import roadmap_lines
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import PlanStatus
from models.rows.plan_board import LineOrder, LineWish, PlanLine
from models.rows.plan_history import HistoryRecord, PlanHistoryEntry
from models.rows.plan_print import (
    PlanHead,
    PlanHistoryPaper,
    PlanPaper,
    PlanPaperLine,
    PlanStep,
    RoadmapPaper,
    RoadmapPaperLine,
)
from models.rows.report import ReportSignatures, SitePassport
from models.rules.plan_marks import mark, term, term_title
from models.rules.words import day_in_table

_PLAN_ITSELF = "план"
"""The record of plan_history that is the plan: said by the title of its entry already."""
_EVER = (date(1900, 1, 1), date(9999, 12, 31))
_NOT_YET = {
    PlanStatus.DRAFT: "Проект",
    PlanStatus.DISCUSSED: "Проект, обсуждён советом площадки",
    PlanStatus.AGREED: "Проект, согласован",
}


class _Plan(NamedTuple):
    title: str
    starts_on: date
    ends_on: date
    status: PlanStatus
    council_protocol_no: str | None
    council_on: date | None
    agreed_on: date | None
    approved_on: date | None
    goal: str
    tasks: str


class _Day(NamedTuple):
    day: date


@speaks_by_code
def plan_paper(db: Database, plan_id: int) -> PlanPaper:
    """The План работ with the lines of the plans merged into it.

    Raises UserError when the plan is gone, and while the site's passport is not filled.
    """
    with db.reading() as session:
        passport, signatures, head = _head(session, plan_id, db.today())
        wish = LineWish(plan_id=plan_id, order=LineOrder.NUMBER)
        lines = read_lines(session, *_EVER, db.today(), wish)
    return PlanPaper(passport=passport, signatures=signatures, plan=head, lines=tuple(_lines(lines)))


@speaks_by_code
def roadmap_paper(db: Database, plan_id: int) -> RoadmapPaper:
    """The дорожная карта, or any other plan by its tasks; raises UserError as `plan_paper` does."""
    with db.reading() as session:
        passport, signatures, head = _head(session, plan_id, db.today())
        is_roadmap = number(session, "SELECT kind = 'roadmap' FROM plan WHERE id = :plan", plan=plan_id)
    found = [(task, line) for task in roadmap_lines(db, plan_id) for line in task.lines]
    lines = tuple(
        RoadmapPaperLine(
            no=no,
            task=task.title,
            title=line.title,
            indicator=", ".join(part for part in (line.indicator, line.unit) if part),
            planned_value=line.planned_value,
            fact=line.fact,
            term=term(line.due_from, line.due_to),
            responsible=line.responsible,
            result=line.expected_result or "",
            status=line.status,
        )
        for no, (task, line) in enumerate(found, start=1)
    )
    heading = "Дорожная карта" if is_roadmap else "План работ по задачам и показателям"
    return RoadmapPaper(heading=heading, passport=passport, signatures=signatures, plan=head, lines=lines)


@speaks_by_code
def plan_history_paper(db: Database, plan_id: int) -> PlanHistoryPaper:
    """The history of a plan to print; raises UserError as `plan_paper` does."""
    with db.reading() as session:
        passport, signatures, head = _head(session, plan_id, db.today())
    entries = plan_history(db, plan_id)
    return PlanHistoryPaper(
        passport=passport,
        signatures=signatures,
        plan=head,
        printed_on=db.today(),
        steps=tuple(step for no, entry in enumerate(entries, start=1) for step in _steps(no, entry)),
    )


def _head(session: Source, plan_id: int, today: date) -> tuple[SitePassport, ReportSignatures, PlanHead]:
    found = rows(
        session,
        _Plan,
        """
        SELECT p.title, p.starts_on, p.ends_on, p.status, p.council_protocol_no, p.council_on, p.agreed_on,
               p.approved_on, coalesce(p.goal, (SELECT goal FROM site), ''), coalesce(p.tasks, '')
        FROM plan AS p WHERE p.id = :plan
        """,
        plan=plan_id,
    )
    if not found:
        raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
    plan = found[0]
    passport, signatures = read_passport(session, plan.approved_on or today)
    amended = rows(
        session,
        _Day,
        """
        SELECT DISTINCT a.made_on FROM plan_amendment AS a JOIN plan AS p ON p.id = a.plan_id
        WHERE :plan IN (p.id, p.parent_id) ORDER BY a.made_on
        """,
        plan=plan_id,
    )
    head = PlanHead(
        title=plan.title,
        term_title=term_title(plan.starts_on, plan.ends_on),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        state=_NOT_YET.get(plan.status, ""),
        council=_council(plan),
        amended=f"С изменениями от {', '.join(day_in_table(each.day) for each in amended)}" if amended else "",
        goal=plan.goal,
        tasks=plan.tasks,
    )
    dated = ReportSignatures(
        approver_position=signatures.approver_position,
        approver_name=signatures.approver_name,
        approved_on=plan.approved_on,
        agreed_position=signatures.agreed_position,
        agreed_on=plan.agreed_on,
        author_name=signatures.author_name,
    )
    return passport, dated, head


def _council(plan: _Plan) -> str:
    if plan.council_on is None:
        return ""
    number = f" № {plan.council_protocol_no}" if plan.council_protocol_no else ""
    return f"Обсуждён на заседании совета площадки, протокол{number} от {day_in_table(plan.council_on)}"


def _lines(lines: Sequence[PlanLine]) -> Iterator[PlanPaperLine]:
    """The lines by sections; where module plans number their own lines alike, the paper numbers them anew."""
    if len({line.number for line in lines}) == len(lines):
        yield from (_line(line, line.number) for line in lines)
        return
    for section_no, group in groupby(lines, key=lambda line: line.section_no):
        for place, line in enumerate(sorted(group, key=lambda line: (line.due_from, line.id)), start=1):
            yield _line(line, f"{section_no}.{place}")


def _line(line: PlanLine, number: str) -> PlanPaperLine:
    participants = line.participants if line.events else None
    return PlanPaperLine(
        section=f"{line.section_no}. {line.section}",
        number=number,
        title=line.title,
        format=line.format,
        term=term(line.due_from, line.due_to),
        place=", ".join(part for part in (line.mode.label, line.place) if part),
        audience=line.audience or "",
        planned_count=line.planned_count,
        responsible=line.responsible,
        result=line.expected_result or "",
        status=line.status,
        mark=mark(
            line.status,
            due_to=line.due_to,
            held_on=line.held_on,
            participants=participants,
            postponed_to=line.postponed_to,
            reason=line.reason or "",
        ),
        participants=participants,
    )


def _steps(no: int, entry: PlanHistoryEntry) -> Iterator[PlanStep]:
    on = local_date(entry.at)
    for record in entry.records or (HistoryRecord("", ()),):
        yield PlanStep(
            no=no,
            on=on,
            actor=entry.actor,
            what="\n".join(part for part in (entry.title, record.title) if part and part != _PLAN_ITSELF),
            was="\n".join(f"{change.field}: {change.was}" for change in record.changes if change.was),
            now="\n".join(f"{change.field}: {change.now}" for change in record.changes if change.now),
            reason=entry.reason,
        )
