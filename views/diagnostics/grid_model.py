"""The grid of diagnostics as a model: rows are trainees, columns competences, a cell one score of a stage."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.rows.codes import DiagnosticStage
from models.rows.diagnostics import BLANK, DiagnosedCompetence, DiagnosedPerson, DiagnosticGrid, Score, ScoreDraft
from models.rules.diagnostics import SCORE_WORDS, suggests_deficit
from models.rules.person_code import person_code
from models.rules.words import day_in_table

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
"""Row and column of a cell."""
Key = tuple[int, int]
"""The enrolment and the competence of a cell."""
_NOWHERE = QModelIndex()


class Scorer(StrEnum):
    """Whose score the digits set."""

    HERSELF = "self"
    TUTOR = "tutor"


class ScoresModel(QAbstractTableModel):
    """The grid as it is shown: what is on its way to the file is in it already."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stage = DiagnosticStage.ENTRY
        self.scorer = Scorer.TUTOR
        self._grid = DiagnosticGrid((), (), {})
        self._cells: dict[tuple[DiagnosticStage, int, int], Score] = {}

    @property
    def competences(self) -> tuple[DiagnosedCompetence, ...]:
        """The columns."""
        return self._grid.competences

    @property
    def people(self) -> tuple[DiagnosedPerson, ...]:
        """The rows."""
        return self._grid.people

    @property
    def grid(self) -> DiagnosticGrid:
        """What is shown now, both stages."""
        return replace(self._grid, cells=self._cells)

    def show(self, grid: DiagnosticGrid) -> None:
        """Show another grid; the same people and competences keep their place on the screen."""
        same = [(each.enrollment_id, each.full_name) for each in grid.people] == [
            (each.enrollment_id, each.full_name) for each in self.people
        ] and grid.competences == self.competences
        if not same:
            self.beginResetModel()
        self._grid, self._cells = grid, dict(grid.cells)
        if not same:
            self.endResetModel()
        else:
            self._all_changed()

    def choose(self, stage: DiagnosticStage, scorer: Scorer) -> None:
        """Show the scores of another stage or of somebody else."""
        self.stage, self.scorer = stage, scorer
        self._all_changed()

    def key(self, row: int, column: int) -> Key:
        """Whose score of what a cell is."""
        return self.people[row].enrollment_id, self.competences[column].id

    def place_of(self, key: Key) -> Place | None:
        """Where a score stands now; None where its trainee or its competence is gone."""
        people, competences = [each.enrollment_id for each in self.people], [each.id for each in self.competences]
        if key[0] not in people or key[1] not in competences:
            return None
        return people.index(key[0]), competences.index(key[1])

    def score(self, row: int, column: int) -> Score:
        """A cell of the stage shown."""
        return self._cells.get((self.stage, self.people[row].enrollment_id, self.competences[column].id), BLANK)

    def draft(self, row: int, column: int, score: Score) -> ScoreDraft:
        """A cell as it is to be stored."""
        return ScoreDraft(
            enrollment_id=self.people[row].enrollment_id, competence_id=self.competences[column].id, **score._asdict()
        )

    def put(self, places: Iterable[Place], score: Score) -> None:
        """Show cells before they are stored."""
        for row, column in places:
            self._cells[self.stage, self.people[row].enrollment_id, self.competences[column].id] = score
            at = self.index(row, column)
            self.dataChanged.emit(at, at)

    def shown(self, row: int, column: int) -> int | None:
        """The score the digits set."""
        score = self.score(row, column)
        return score.self_score if self.scorer is Scorer.HERSELF else score.tutor_score

    def scored(self, score: Score, value: int | None) -> Score:
        """A cell with another score of whom the digits are set for."""
        return score._replace(**{"self_score" if self.scorer is Scorer.HERSELF else "tutor_score": value})

    def suggested(self) -> list[Place]:
        """The cells whose scores speak of a deficit that nobody marked."""
        return [
            (row, column)
            for row in range(len(self.people))
            for column in range(len(self.competences))
            if suggests_deficit(self.score(row, column))
        ]

    def filled(self) -> int:
        """How many cells have the score that the digits set."""
        return sum(
            self.shown(row, column) is not None
            for row in range(len(self.people))
            for column in range(len(self.competences))
        )

    def words(self, row: int, column: int) -> str:
        """A cell as it is read aloud: who, what, both scores, what was decided."""
        person, competence, score = self.people[row], self.competences[column], self.score(row, column)
        said = [f"самооценка {_said(score.self_score)}", f"тьютор {_said(score.tutor_score)}"]
        if score.is_deficit:
            said.append("дефицит" + (f", приоритет {score.priority}" if score.priority else ""))
        elif suggests_deficit(score):
            said.append("похоже на дефицит")
        if score.comment:
            said.append(score.comment)
        return f"{person.full_name}, {competence.number} {competence.title}: {'; '.join(said)}"

    def table(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[list[str], list[list[str]]]:
        """Headings and cells of a part of the grid for Excel; who may not be named goes by her code."""
        headings = ["Фамилия, имя, отчество"]
        headings += [f"{self.competences[column].number} {self.competences[column].title}" for column in columns]
        cells = [
            [
                person.full_name if (person := self.people[row]).may_leave else person_code(person.person_id),
                *("" if (value := self.shown(row, column)) is None else str(value) for column in columns),
            ]
            for row in rows
        ]
        return headings, cells

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.people)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.competences)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                value = self.shown(index.row(), index.column())
                return "" if value is None else str(value)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.words(index.row(), index.column())
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole if orientation is Qt.Orientation.Vertical:
                return self.people[section].full_name
            case Qt.ItemDataRole.DisplayRole:
                return self.competences[section].number
            case Qt.ItemDataRole.ToolTipRole if orientation is Qt.Orientation.Vertical:
                person = self.people[section]
                day = person.filled_on(self.stage)
                return f"{person.full_name}\n{person.organization}" + (
                    f"\nкарта заполнена {day_in_table(day)}" if day else ""
                )
            case Qt.ItemDataRole.ToolTipRole:
                competence = self.competences[section]
                return "\n".join(part for part in (competence.area, competence.title, competence.indicator) if part)
            case _:
                return None

    def _all_changed(self) -> None:
        if self.people and self.competences:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.people) - 1, len(self.competences) - 1))


def _said(score: int | None) -> str:
    return "нет" if score is None else f"{score} ({SCORE_WORDS[score]})"
