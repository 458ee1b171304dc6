"""The matrix of the certificate's requirements of a stream, as it is printed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.database import Database
from models.queries.certificate_issue import read_issue_lines
from models.queries.fetch import rows
from models.queries.paper_names import PAPER_FULL_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.queries.stream_head import read_stream_head
from models.rows.certificates import IssueLine
from models.rows.codes import RequirementKey
from models.rows.requirements import Requirement, RequirementState
from models.rows.requirements_print import RequirementSheet, SheetGap, SheetRequirement, SheetTrainee
from models.rules.requirement_list import SHORT_TITLES, TITLES
from models.rules.words import counted, day_in_table

_SIGNS = {
    RequirementState.MET: "+",
    RequirementState.OPEN: "",
    RequirementState.LATE: "!",
    RequirementState.IMPOSSIBLE: "–",
    RequirementState.DECIDED: "Р",
}
_LEGEND = (
    "+ выполнено, Р засчитано решением, ! срок вышел, – невозможно без решения. Пустая клетка: ещё можно выполнить."
)


class _Name(NamedTuple):
    enrollment_id: int
    name: str


@speaks_by_code
def requirement_sheet(db: Database, stream_id: int) -> RequirementSheet:
    """The matrix of today; raises UserError when the stream is gone, and while the passport is not filled."""
    today = db.today()
    with db.reading() as session:
        stream = read_stream_head(session, stream_id)
        passport, signatures = read_passport(session, today)
        lines = read_issue_lines(session, today=today, stream_id=stream_id)
        names = dict(
            rows(
                session,
                _Name,
                f"SELECT e.id, {PAPER_FULL_NAME.format('p')} FROM enrollment AS e JOIN person AS p "
                "ON p.id = e.person_id WHERE e.stream_id = :stream",
                stream=stream_id,
            )
        )
    done = sum(all(each.is_met for each in line.requirements) for line in lines)
    people = counted(len(lines), "стажёра", "стажёров", "стажёров")
    return RequirementSheet(
        passport=passport,
        signatures=signatures,
        stream=stream.title,
        program=stream.program,
        tutor=stream.tutor,
        told=f"Все требования выполнены: {done} из {people}.",
        legend=_LEGEND,
        printed_on=today,
        people=tuple(_trainee(no, line, names) for no, line in enumerate(lines, start=1)),
        requirements=tuple(
            SheetRequirement(
                f"{key.label}) {SHORT_TITLES[key]}",
                TITLES[key],
                sum(each.is_met for line in lines for each in line.requirements if each.key is key),
            )
            for key in RequirementKey
        ),
        gaps=_gaps(lines, names),
    )


def _trainee(no: int, line: IssueLine, names: Mapping[int, str]) -> SheetTrainee:
    return SheetTrainee(
        no=no,
        name=names[line.enrollment_id],
        signs=tuple(_SIGNS[each.state] for each in line.requirements),
        met=sum(each.is_met for each in line.requirements),
    )


def _gaps(lines: Sequence[IssueLine], names: Mapping[int, str]) -> tuple[SheetGap, ...]:
    """Whatever is not simply met, by trainee and requirement."""
    found = [
        (names[line.enrollment_id], each)
        for line in lines
        for each in line.requirements
        if each.state is not RequirementState.MET
    ]
    return tuple(
        SheetGap(no, name, f"{each.key.label}) {TITLES[each.key]}", each.state.label, _told(each))
        for no, (name, each) in enumerate(found, start=1)
    )


def _told(found: Requirement) -> str:
    if found.decision is not None:
        return f"Решение от {day_in_table(found.decision.decided_on)}: {found.decision.reason}"
    return "\n".join(found.missing)
