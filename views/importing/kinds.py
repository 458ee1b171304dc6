"""What a kind of table brings to the general preview: how it is read, what its rows would become, what is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from models.database import Actor, Database
from models.progress import Progress
from models.rows.roster import RowNotice
from models.rows.table_import import CellProblem, ImportStatus
from views.importing.rows import (
    NOTHING,
    CellView,
    ColumnUse,
    RowView,
    Standing,
    TableRows,
    Tone,
    short_message,
    whole_message,
)
from views.states import State
from views.theme import ChipLook

Corrections = Mapping[int, Mapping[str, str]]
"""Number of a row as the spreadsheet shows it → field → what the person typed."""


class Question(NamedTuple):
    """Something asked of the file as a whole; the first choice is what happens without an answer."""

    key: str
    words: str
    choices: Sequence[tuple[str, str]]
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its table as the kind knows it, and its columns."""

    path: Path
    table: object
    uses: Sequence[ColumnUse] = ()
    missing: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    """Field → column, as the person chose them."""
    sheet: str = ""
    as_before: bool = False
    """Whether the columns are those the person chose for the last table of these headings."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows beside the database, as they are painted; `plan` is what the kind needs to accept them."""

    rows: TableRows
    titles: Mapping[str, str]
    """Field → heading, in the order of the columns."""
    widths: Mapping[str, int]
    """Pixels at 100 %."""
    plan: object
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """What the editor of a cell proposes, by field."""
    questions: Sequence[Question] = ()
    sheets: Sequence[str] = ()
    """The sheets the rows are of, where there are several: they stand under the numbers."""


class TableKind(Protocol):
    """How one kind of table is read and compared; its functions run on the documents lane."""

    @property
    def title(self) -> str:
        """«Загрузка мероприятий»."""
        ...

    @property
    def invitation(self) -> str:
        """What file is wanted, in a sentence."""
        ...

    @property
    def titles(self) -> Mapping[str, str]:
        """Fields that columns can fill, empty where columns are not chosen."""
        ...

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read a file; raises UserError for what a person can mend."""
        ...

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """The rows with the corrections and answers of the person, beside the database of this moment."""
        ...


class ImportKind(TableKind, Protocol):
    """A kind whose ticked rows are written as they are shown; `accept` runs on the writer's lane."""

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """What taking these rows (places) would do: a sentence, and the verb of the button ("" where nothing)."""
        ...

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Write these rows in one action; gives the sentence for the undo bar."""
        ...


_STANDINGS = {
    ImportStatus.NEW: Standing.NEW,
    ImportStatus.DUPLICATE: Standing.COPY,
    ImportStatus.PROBLEM: Standing.DECIDE,
}
_CHIPS = {
    Standing.NEW: (ChipLook(State.DONE, "add"), "Запишем"),
    Standing.SAME: (ChipLook(State.NEUTRAL, "subtract"), "Пусто"),
    Standing.DECIDE: (ChipLook(State.ATTENTION, "warning"), "Проверьте"),
    Standing.COPY: (ChipLook(State.NEUTRAL, "copy"), "Уже есть"),
}


def standing_of(status: ImportStatus) -> Standing:
    """Under which filter a row stands."""
    return _STANDINGS[status]


def row_view(
    number: int,
    standing: Standing,
    texts: Mapping[str, str],
    *,
    problems: Sequence[CellProblem] = (),
    notices: Sequence[RowNotice] = (),
) -> RowView:
    """A row as it is painted: a problem stands in its own cell, a notice under its text."""
    asked = {each.field: each for each in reversed(problems)}
    noticed = {each.field: each for each in reversed(notices)}
    cells = {name: _cell(text, asked.get(name), noticed.get(name)) for name, text in texts.items()}
    return RowView(number, standing, *_CHIPS[standing], cells)


def _cell(text: str, problem: CellProblem | None, notice: RowNotice | None) -> CellView:
    if problem is not None:
        tone = Tone.ATTENTION if problem.was else Tone.OVERDUE
        return CellView(problem.was or NOTHING, short_message(problem.message), tone, whole_message(problem.message))
    if notice is not None:
        return CellView(text or NOTHING, short_message(notice.message), Tone.PLAIN, whole_message(notice.message))
    return CellView(text or NOTHING)
