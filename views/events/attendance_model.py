"""The attendance sheet as a table model; a mark typed now is shown at once and stored behind."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.rows.codes import Mode, Presence
from models.rows.events import AttendanceLine
from models.rules.attendance import TOOK_PART
from models.rules.shown import short_organization
from views.events.marks import WORDS, Tally, here, tally

NUMBER, NAME, ORGANIZATION, MARK, WORD, MINUTES = range(6)
HEADINGS = ("№", "Стажёр", "Организация", "Отметка", "", "Минут")

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class AttendanceModel(QAbstractTableModel):
    """People of one event with their marks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[AttendanceLine] = []
        self._mode = Mode.IN_PERSON
        self._duration = 0

    @property
    def mode(self) -> Mode:
        """How the event is held: it decides which marks there are."""
        return self._mode

    @property
    def duration(self) -> int:
        """How long the event lasts, minutes."""
        return self._duration

    @property
    def lines(self) -> list[AttendanceLine]:
        """The people in their order."""
        return list(self._lines)

    def show(self, lines: list[AttendanceLine], *, mode: Mode, duration: int) -> None:
        """Show a sheet; where the people are the same, the selection stays."""
        same = [line.person_id for line in lines] == [line.person_id for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self._mode, self._duration = lines, mode, duration
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, MINUTES))

    def line(self, row: int) -> AttendanceLine:
        """The person in a row."""
        return self._lines[row]

    def row_of(self, person_id: int) -> int | None:
        """The row of a person."""
        return next((row for row, line in enumerate(self._lines) if line.person_id == person_id), None)

    def mark(self, row: int, state: Presence | None, *, minutes: int | None = None) -> AttendanceLine:
        """Show a mark before it is stored; gives the line as it stands now."""
        line = self._lines[row]
        kept = line.signature_kept and state in TOOK_PART
        self._lines[row] = line._replace(state=state, minutes=minutes, signature_kept=kept)
        self.dataChanged.emit(self.index(row, 0), self.index(row, MINUTES))
        return self._lines[row]

    def tally(self) -> Tally:
        """What the sheet adds up to."""
        return tally(self._lines, self._mode)

    def minutes_shown(self, line: AttendanceLine) -> str:
        """How long a person took part, or a dash."""
        if (line.state or here(self._mode)) not in TOOK_PART:
            return "—"
        return str(line.minutes or self._duration)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (NUMBER, MINUTES)
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            )
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._text(line, index)}, {_said(line)}" if index.column() == NAME else self._text(line, index)
        return None

    def _text(self, line: AttendanceLine, index: Index) -> str:
        match index.column():
            case 0:
                return str(index.row() + 1)
            case 1:
                return full_name(line)
            case 2:
                return short_organization(line.organization)
            case 3:
                return _said(line)
            case 4:
                return WORDS[line.state] if line.state is not None and line.state is not here(self._mode) else ""
            case _:
                return self.minutes_shown(line)


def full_name(line: AttendanceLine) -> str:
    """«Фамилия Имя Отчество»."""
    return " ".join(part for part in (line.last_name, line.first_name, line.patronymic) if part)


def _said(line: AttendanceLine) -> str:
    return "пока без отметки" if line.state is None else WORDS[line.state]
