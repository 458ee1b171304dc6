"""A stream's board as a model: rows are people, columns assignments, a cell what was handed in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.rows.assignments import (
    NOT_HANDED_IN,
    BoardCell,
    BoardPerson,
    StreamAssignment,
    SubmissionBoard,
    SubmissionKey,
)
from models.rows.codes import SubmissionState
from models.rules.person_code import person_code
from models.rules.words import day_in_table, quoted
from models.rules.works import is_late

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int]
"""Row and column of a cell."""
_NOWHERE = QModelIndex()


class SubmissionsModel(QAbstractTableModel):
    """The board as it is shown: states that are on their way to the file are in it already."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = SubmissionBoard()
        self._cells: dict[SubmissionKey, BoardCell] = {}
        self._today = date.min

    @property
    def assignments(self) -> tuple[StreamAssignment, ...]:
        """The columns."""
        return self._board.assignments

    @property
    def people(self) -> tuple[BoardPerson, ...]:
        """The rows."""
        return self._board.people

    def show(self, board: SubmissionBoard, *, today: date) -> None:
        """Show another board; the same people and assignments keep their place on the screen."""
        same = (board.assignments, board.people) == (self._board.assignments, self._board.people)
        if not same:
            self.beginResetModel()
        self._board, self._cells, self._today = board, dict(board.cells), today
        if not same:
            self.endResetModel()
        elif board.assignments and board.people:
            last = self.index(len(board.people) - 1, len(board.assignments) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(board.assignments) - 1)

    def key(self, row: int, column: int) -> SubmissionKey:
        """Whose answer to what a cell is."""
        return SubmissionKey(self.assignments[column].id, self.people[row].enrollment_id)

    def place_of(self, key: SubmissionKey) -> Place | None:
        """Where an answer stands now; None where its assignment or its trainee is gone."""
        tasks, people = [each.id for each in self.assignments], [each.enrollment_id for each in self.people]
        if key.assignment_id not in tasks or key.enrollment_id not in people:
            return None
        return people.index(key.enrollment_id), tasks.index(key.assignment_id)

    def cell(self, row: int, column: int) -> BoardCell:
        """What was handed in."""
        return self._cells.get(self.key(row, column), NOT_HANDED_IN)

    def mark(self, places: Iterable[Place], state: SubmissionState) -> None:
        """Show states before they are stored."""
        for row, column in places:
            cell = self.cell(row, column)
            day = None if state is SubmissionState.MISSING else cell.submitted_on or self._today
            self._cells[self.key(row, column)] = cell._replace(state=state, submitted_on=day)
            at = self.index(row, column)
            self.dataChanged.emit(at, at)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def is_late(self, row: int, column: int) -> bool:
        """Whether it came after its day, or is owed and the day has passed."""
        cell, due = self.cell(row, column), self.assignments[column].due_on
        return is_late(cell.state, cell.submitted_on, due, today=self._today)

    def late(self) -> int:
        """How many cells are owed after their day."""
        return sum(
            self.is_late(row, column)
            and self.cell(row, column).state in (SubmissionState.MISSING, SubmissionState.RETURNED)
            for row in range(len(self.people))
            for column in range(len(self.assignments))
        )

    def accepted_of(self, column: int) -> tuple[int, int]:
        """How many answers to an assignment are accepted, and how many trainees there are."""
        cells = [self.cell(row, column) for row in range(len(self.people))]
        return sum(cell.state is SubmissionState.ACCEPTED for cell in cells), len(cells)

    def words(self, row: int, column: int) -> str:
        """A cell as it is read aloud: who, what, its state, day, score."""
        cell = self.cell(row, column)
        parts = [cell.state.label]
        if cell.submitted_on is not None:
            parts.append(day_in_table(cell.submitted_on))
        if cell.tutor_score is not None:
            parts.append(f"оценка {cell.tutor_score}")
        if self.is_late(row, column):
            parts.append("позже срока")
        return f"{self.people[row].name}, {quoted(self.assignments[column].title)}: {', '.join(parts)}"

    def table(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[list[str], list[list[str]]]:
        """Headings and cells of a part of the board for Excel and Word; who withdrew her consent goes by her code."""
        headings = ["Стажёр", *(self.assignments[column].title for column in columns)]
        cells = [
            [_leaving_name(self.people[row]), *(self.cell(row, column).state.label for column in columns)]
            for row in rows
        ]
        return headings, cells

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.people)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.assignments)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index.row(), index.column()).state.label
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.words(index.row(), index.column())
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self.people[section].name if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.assignments[section].title
            case Qt.ItemDataRole.ToolTipRole:
                return self._told(section)
            case _:
                return None

    def _told(self, column: int) -> str:
        """What an assignment is, in lines."""
        task, (done, total) = self.assignments[column], self.accepted_of(column)
        lines = [
            task.title,
            f"Модуль {task.module_no}. {task.module}",
            "Обязательное" if task.is_mandatory else "По желанию",
            *([f"Срок: {day_in_table(task.due_on)}"] if task.due_on is not None else []),
            *([f"Форма оценивания: {task.assessment_form}"] if task.assessment_form else []),
            f"Принято {done} из {total}",
        ]
        return "\n".join(lines)


def _leaving_name(person: BoardPerson) -> str:
    return person.name if person.may_leave else person_code(person.person_id)
