"""The sheets of a questionnaire as a grid: stored ones, new ones, and an empty line for the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from models.rows.feedback import Answer, AnswerDraft
from models.rows.questionnaire import NPS, OPEN_QUESTIONS, QUESTIONS, TITLES

Index = QModelIndex | QPersistentModelIndex
Said = dict[str, int | str | None]
"""What a sheet says, by question."""
_NOWHERE = QModelIndex()
COLUMNS = tuple(TITLES)
_HEADINGS: Mapping[str, str] = {
    "relevance": "1\nактуал.",
    "novelty": "2\nновизна",
    "practical_value": "3\nпрактика",
    "tutor": "4\nтьютор",
    "organisation": "5\nорганиз.",
    "materials": "6\nматер.",
    "remote_access": "7\nдистант",
    "readiness": "8\nготовн.",
    NPS: "0–10\nсовет",
    "liked": "Своими словами\nчто было полезным",
    "suggestions": "Своими словами\nчто изменить",
}
"""Two lines: the number that the printed sheet has, and a word."""


@dataclass(slots=True)
class _Sheet:
    """A line of the grid: `id` is None until it is stored."""

    id: int | None = None
    said: Said = field(default_factory=lambda: dict.fromkeys(COLUMNS))


class AnswersModel(QAbstractTableModel):
    """What is typed stays here until it is stored: `new`, `changed` and `removed` say what that is."""

    edited = Signal()
    """What is not stored yet has changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored: dict[int, Said] = {}
        self._sheets: list[_Sheet] = []
        self.removed: set[int] = set()
        """Ids of stored sheets that were taken out."""

    # --------------------------------------------------------------------------------------- what is to be stored

    @property
    def new(self) -> list[AnswerDraft]:
        """Sheets that are not stored yet."""
        return [AnswerDraft.model_validate(each.said) for each in self._sheets if each.id is None and _says(each.said)]

    @property
    def changed(self) -> dict[int, AnswerDraft]:
        """Stored sheets that say something else now."""
        return {
            each.id: AnswerDraft.model_validate(each.said)
            for each in self._sheets
            if each.id is not None and each.said != self._stored[each.id] and _says(each.said)
        }

    @property
    def taken_out(self) -> set[int]:
        """Stored sheets that are to go: taken out, or emptied."""
        emptied = {each.id for each in self._sheets if each.id is not None and not _says(each.said)}
        return self.removed | emptied

    @property
    def unsaved(self) -> int:
        """How many sheets wait to be stored."""
        return len(self.new) + len(self.changed) + len(self.taken_out)

    def draft(self) -> dict[str, object]:
        """What is not stored yet as a draft keeps it; empty where there is nothing."""
        if not self.unsaved:
            return {}
        changed = {str(each): draft.model_dump() for each, draft in self.changed.items()}
        return {
            "new": [draft.model_dump() for draft in self.new],
            "changed": changed,
            "removed": sorted(self.taken_out),
        }

    # ------------------------------------------------------------------------------------------------- showing

    def show(self, answers: Sequence[Answer], draft: Mapping[str, object]) -> None:
        """Show the stored sheets, and over them what a draft has kept."""
        self.beginResetModel()
        self._stored = {answer.id: answer.said() for answer in answers}
        changed = cast("Mapping[str, Said]", draft.get("changed", {}))
        gone = set(cast("Iterable[int]", draft.get("removed", ())))
        self.removed = gone & self._stored.keys()
        self._sheets = [
            _Sheet(id_, {**said, **changed.get(str(id_), {})})
            for id_, said in self._stored.items()
            if id_ not in self.removed
        ]
        self._sheets += [_Sheet(None, dict(said)) for said in cast("Iterable[Said]", draft.get("new", ()))]
        self._sheets.append(_Sheet())
        self.endResetModel()
        self.edited.emit()

    def value(self, row: int, column: int) -> int | str | None:
        """What a sheet says to a question."""
        return self._sheets[row].said[COLUMNS[column]]

    def put(self, row: int, column: int, value: int | str | None) -> None:
        """Let a sheet say something else; the empty line becomes a sheet, and another empty line follows."""
        self._sheets[row].said[COLUMNS[column]] = value
        at = self.index(row, column)
        self.dataChanged.emit(at, at)
        if row == len(self._sheets) - 1 and _says(self._sheets[row].said):
            self.beginInsertRows(_NOWHERE, row + 1, row + 1)
            self._sheets.append(_Sheet())
            self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
        self.edited.emit()

    def take_out(self, row: int) -> None:
        """Take a sheet out; the empty line stays."""
        if row >= len(self._sheets) - 1:
            return
        self.beginRemoveRows(_NOWHERE, row, row)
        sheet = self._sheets.pop(row)
        self.endRemoveRows()
        if sheet.id is not None:
            self.removed.add(sheet.id)
        self.edited.emit()

    def sheets(self) -> int:
        """How many sheets there are, the empty line left out."""
        return max(0, len(self._sheets) - 1)

    def words(self, row: int, column: int) -> str:
        """A cell as it is read aloud."""
        value = self.value(row, column)
        said = "нет ответа" if value is None else str(value)
        return f"Анкета {row + 1}, {TITLES[COLUMNS[column]]}: {said}"

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheets)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsEditable if is_open(index.column()) else known

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                value = self.value(index.row(), index.column())
                return "" if value is None else str(value)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.words(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole if not is_open(index.column()):
                return Qt.AlignmentFlag.AlignCenter
            case _:
                return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not is_open(index.column()):
            return False
        text = str(value).strip() or None
        if text != self.value(index.row(), index.column()):
            self.put(index.row(), index.column(), text)
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole if orientation is Qt.Orientation.Horizontal:
                return _HEADINGS[COLUMNS[section]]
            case Qt.ItemDataRole.DisplayRole:
                return "новая" if section == len(self._sheets) - 1 else str(section + 1)
            case Qt.ItemDataRole.ToolTipRole if orientation is Qt.Orientation.Horizontal:
                return TITLES[COLUMNS[section]]
            case _:
                return None


def is_open(column: int) -> bool:
    """Whether a question is answered in words."""
    return COLUMNS[column] in OPEN_QUESTIONS


def is_scored(column: int) -> bool:
    """Whether a question is answered 1–5; NPS is not."""
    return COLUMNS[column] in QUESTIONS


def _says(said: Said) -> bool:
    return any(value not in (None, "") for value in said.values())
