"""The printed «Программа стажировки» (domain.md §5)."""

from collections import defaultdict
from dataclasses import replace

from models.database import Database
from models.errors import UserError
from models.queries.program_content import read_content, read_materials
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import ProgramStatus
from models.rows.program_page import ProgramContent
from models.rows.program_print import CalendarLine, ClosedDeficit, ProgramPaper, WorkLine
from models.rules.study_plan import study_plan
from models.rules.words import NBSP, day_in_table


@speaks_by_code
def program_paper(db: Database, program_id: int) -> ProgramPaper:
    """A programme as it is printed.

    Raises UserError when it is gone, and while the site's passport is not filled.
    """
    today = db.today()
    with db.reading() as session:
        content = read_content(session, program_id, today=today.isoformat())
        if content is None:
            raise UserError("Этой программы нет.", "Обновите список: её могли убрать.")
        passport, signatures = read_passport(session, content.approved_on or today)
        materials: defaultdict[int | None, list[str]] = defaultdict(list)
        for each in read_materials(session, program_id):
            materials[each.deficit_id].append(f"{each.title} ({each.kind.label})")
    said = content.passport
    return ProgramPaper(
        passport=passport,
        signatures=replace(signatures, approved_on=content.approved_on),
        title=said.title,
        kind=said.kind.label,
        hours=said.hours,
        version=content.version,
        year=(content.approved_on or today).year,
        audience=said.audience or "",
        form=said.form or "",
        control=said.control_form or "",
        approved=_approved(content),
        approved_on=content.approved_on,
        goal=said.goal or "",
        results=said.results or "",
        explanatory_note=said.explanatory_note or "",
        conditions=said.conditions or "",
        assessment=said.assessment or "",
        literature=said.literature or "",
        plan=study_plan(content),
        calendar=tuple(CalendarLine(each.no, each.title, each.hours, each.period or "") for each in content.modules),
        work=_work(content),
        deficits=tuple(ClosedDeficit(each.no, each.title, "; ".join(materials[each.id])) for each in content.deficits),
    )


def _approved(content: ProgramContent) -> str:
    if content.status is ProgramStatus.DRAFT or content.approved_on is None:
        return ""
    return f"{content.approved_by or ''}, {day_in_table(content.approved_on)}".lstrip(", ")


def _work(content: ProgramContent) -> tuple[WorkLine, ...]:
    return tuple(
        WorkLine(f"Модуль {module.no}. {module.title} ({module.hours}{NBSP}ч)", f"{each.no}", each.text, each.minutes)
        for module in content.modules
        for each in content.activities_of(module.id)
    )
