"""The карта дефицитов, the карта оценки результативности, the ИОМ, and the change of a stream, as they are printed.

The first three are printed for one trainee, for several or for the whole stream: a sheet for each. Without `people`
(enrolments) everybody is meant who has something to print.
"""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from models.database import Database
from models.errors import UserError
from models.queries.diagnostics import read_diagnostics
from models.queries.routes import read_practice, read_route_page
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.queries.stream_head import read_stream_head
from models.queries.trainee_heads import HeadLine, read_heads
from models.rows.codes import DiagnosticStage
from models.rows.diagnostics import BLANK, Change, DiagnosticGrid, Score
from models.rows.diagnostics_print import (
    ChangeLine,
    ChangePaper,
    DeficitMap,
    DeficitMapLine,
    PracticeMap,
    PracticeMapLine,
    RouteSheet,
    RouteSheetStep,
)
from models.rows.report import ReportSignatures, SitePassport
from models.rows.routes import RouteDraft, Step
from models.rules.diagnostics import change_of, change_told
from models.rules.person_code import person_code
from models.rules.words import day_in_table

Sheet = TypeVar("Sheet")

_STAGES = {DiagnosticStage.ENTRY: "на входе", DiagnosticStage.EXIT: "на выходе"}


@speaks_by_code
def deficit_maps(
    db: Database, stream_id: int, stage: DiagnosticStage, people: Collection[int] = ()
) -> tuple[DeficitMap, ...]:
    """A карта дефицитов for each; raises UserError where nobody has a card of this stage."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        grid = read_diagnostics(session, stream_id)
        filled = {each.enrollment_id: each.filled_on(stage) for each in grid.people}
        return _printable(
            tuple(
                _deficit_map(head, grid, stage, day, passport, signatures)
                for head in read_heads(session, stream_id, people)
                if (day := filled.get(head.enrollment_id)) is not None
            ),
            f"Карт диагностики {_STAGES[stage]} ещё нет.",
            "Заполните оценки и напечатайте снова.",
        )


@speaks_by_code
def practice_maps(db: Database, stream_id: int, people: Collection[int] = ()) -> tuple[PracticeMap, ...]:
    """A карта оценки результативности for each; raises UserError where nobody has a line."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        sheets: list[PracticeMap] = []
        for each in read_heads(session, stream_id, people):
            lines = read_practice(session, each.enrollment_id)
            if lines:
                printed = tuple(PracticeMapLine(*line[1:], each.name) for line in lines)
                sheets.append(PracticeMap(passport=passport, signatures=signatures, head=each.head, lines=printed))
        return _printable(
            tuple(sheets), "Приёмов ещё не записано.", "Запишите их во вкладке «Маршруты» и напечатайте снова."
        )


@speaks_by_code
def route_sheets(db: Database, stream_id: int, people: Collection[int] = ()) -> tuple[RouteSheet, ...]:
    """An ИОМ for each; raises UserError where nobody has a route."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        sheets: list[RouteSheet] = []
        for each in read_heads(session, stream_id, people):
            page = read_route_page(session, each.enrollment_id)
            if page.is_made:
                route = page.route
                sheet = RouteSheet(
                    passport=passport,
                    signatures=signatures,
                    head=each.head,
                    goal=route.goal,
                    motivation=route.motivation,
                    context=route.context,
                    days=_days(route),
                    status=route.status.label,
                    steps=tuple(_step(step, each.name) for step in page.steps),
                )
                sheets.append(sheet)
        return _printable(tuple(sheets), "Маршрутов ещё нет.", "Составьте их во вкладке «Маршруты».")


@speaks_by_code
def change_paper(db: Database, stream_id: int) -> ChangePaper:
    """Entry beside exit of a stream; raises UserError while nobody has scores in both."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        grid = read_diagnostics(session, stream_id)
        change = change_of(grid)
        if not change.whole.pairs:
            raise UserError(
                "Сравнивать пока нечего: ни у кого нет оценок и на входе, и на выходе.",
                "Заполните выходную диагностику.",
            )
        stream = read_stream_head(session, stream_id)
    by_code = {each.enrollment_id: person_code(each.person_id) for each in grid.people if not each.may_leave}
    people = [each for each in change.by_person if each.pairs or each.found]
    return ChangePaper(
        passport=passport,
        signatures=signatures,
        stream=stream.title,
        program=stream.program,
        printed_on=db.today(),
        told=change_told(change.whole),
        competences=tuple(_change(no, each) for no, each in enumerate(change.by_competence, start=1)),
        people=tuple(
            _change(no, each._replace(title=by_code.get(each.id, each.title))) for no, each in enumerate(people, 1)
        ),
    )


def _change(no: int, change: Change) -> ChangeLine:
    return ChangeLine(
        no, change.title, change.pairs, change.entry, change.exit, change.gain, change.found, change.closed
    )


def _printable(sheets: tuple[Sheet, ...], nothing: str, advice: str) -> tuple[Sheet, ...]:
    if not sheets:
        raise UserError(nothing, advice)
    return sheets


def _deficit_map(
    head: HeadLine,
    grid: DiagnosticGrid,
    stage: DiagnosticStage,
    day: date,
    passport: SitePassport,
    signatures: ReportSignatures,
) -> DeficitMap:
    scored = [
        (competence, score)
        for competence in grid.competences
        if (score := grid.cells.get((stage, head.enrollment_id, competence.id), BLANK)) is not BLANK
    ]
    return DeficitMap(
        passport=passport,
        signatures=signatures,
        head=head.head,
        stage_title=_STAGES[stage],
        filled_on=day,
        lines=tuple(
            _deficit_line(no, competence.title, competence.indicator, score, head.name)
            for no, (competence, score) in enumerate(scored, start=1)
        ),
    )


def _deficit_line(no: int, title: str, indicator: str | None, score: Score, name: str) -> DeficitMapLine:
    return DeficitMapLine(
        no=no,
        competence=title,
        indicator=indicator,
        self_score=score.self_score,
        tutor_score=score.tutor_score,
        deficit="да" if score.is_deficit else "",
        priority=score.priority,
        comment=score.comment,
        trainee=name,
    )


def _days(route: RouteDraft) -> str | None:
    days = [day_in_table(day) for day in (route.starts_on, route.ends_on) if day is not None]
    return "–".join(days) or None


def _step(step: Step, name: str) -> RouteSheetStep:
    said = [step.reflection or "", f"Тьютор: {step.tutor_note}" if step.tutor_note else ""]
    return RouteSheetStep(
        no=step.no,
        deficit=step.deficit,
        result=step.result,
        task=step.task,
        form=step.form,
        resource=step.resource,
        due_on=step.due_on,
        product=step.product,
        done=f"выполнено {day_in_table(step.done_on)}" if step.done_on else "",
        said="\n".join(part for part in said if part),
        trainee=name,
    )
