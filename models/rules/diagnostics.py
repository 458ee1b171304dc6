"""What scores mean, which of them speak of a deficit, and what changed from entry to exit."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from models.rows.codes import DiagnosticStage
from models.rows.diagnostics import BLANK, Cells, Change, DiagnosticGrid, Score, StreamChange
from models.rules.means import mean
from models.rules.words import amount, counted

SCORE_WORDS: Mapping[int, str] = MappingProxyType(
    {0: "не владею", 1: "затрудняюсь", 2: "владею частично", 3: "владею уверенно"}
)
"""The scale of domain.md §1."""

DEFICIT_FROM = 1
"""This score and lower ones speak of a deficit."""

DEFICIT_RULE = (
    f"Дефицит предлагаем при оценке тьютора 0 или {DEFICIT_FROM}, а пока её нет — при такой самооценке. Решаете Вы."
)


def suggests_deficit(score: Score) -> bool:
    """Whether the scores speak of a deficit that nobody has marked: a hint, never a decision."""
    return not score.is_deficit and score.known is not None and score.known <= DEFICIT_FROM


def change_of(grid: DiagnosticGrid) -> StreamChange:
    """Entry beside exit: by the tutor's scores, and her own where the tutor gave none."""
    people, competences = grid.people, grid.competences
    places = [(person.enrollment_id, competence.id) for person in people for competence in competences]
    return StreamChange(
        whole=_change(grid.cells, 0, "Весь поток", places),
        by_competence=tuple(
            _change(
                grid.cells,
                competence.id,
                f"{competence.number} {competence.title}",
                ((person.enrollment_id, competence.id) for person in people),
            )
            for competence in competences
        ),
        by_person=tuple(
            _change(
                grid.cells,
                person.enrollment_id,
                person.full_name,
                ((person.enrollment_id, competence.id) for competence in competences),
            )
            for person in people
        ),
    )


def change_told(whole: Change) -> str:
    """«Средняя оценка выросла с 1,2 до 2,4 …»."""
    deficits = counted(whole.found, "дефицит", "дефицита", "дефицитов")
    if whole.entry is None or whole.exit is None or whole.gain is None:
        return f"Отмечено на входе: {deficits}. Оценок на выходе пока нет."
    grew = "выросла" if whole.gain >= 0 else "снизилась"
    pairs = counted(whole.pairs, "паре оценок", "парам оценок", "парам оценок")
    return (
        f"Средняя оценка {grew} с {_figure(whole.entry)} до {_figure(whole.exit)}, по {pairs}. "
        f"Отмечено на входе: {deficits}, на выходе устранено: {whole.closed}."
    )


def _figure(value: float) -> str:
    return amount(round(value, 2))


def _change(cells: Cells, id_: int, title: str, places: Iterable[tuple[int, int]]) -> Change:
    found = closed = 0
    before: list[int] = []
    after: list[int] = []
    for place in places:
        entry = cells.get((DiagnosticStage.ENTRY, *place), BLANK)
        leaving = cells.get((DiagnosticStage.EXIT, *place))
        found += entry.is_deficit
        # As the report counts: closed is what an exit card looked at and does not mark.
        closed += entry.is_deficit and leaving is not None and not leaving.is_deficit
        if entry.known is not None and leaving is not None and leaving.known is not None:
            before.append(entry.known)
            after.append(leaving.known)
    return Change(id_, title, len(before), mean(before), mean(after), found, closed)
