"""One row of a table of activities while it is matched with the lists of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.imports.matching import choose, named_in, near
from models.rows.choice import Choice
from models.rows.roster import RowNotice
from models.rows.table_import import CellProblem, TableRow
from models.rules.clean import Cell, CellFault, cell_text, says_nothing

Corrections = Mapping[int, Mapping[str, str]]
"""Number of a row as the table shows it → field → what the person typed or chose; "" clears a cell."""

LONGEST_TITLE = 2_000


class RowReading:
    """The cells of a row, and what was found in them: problems keep it from being taken, notices do not."""

    __slots__ = ("notices", "problems", "row")

    def __init__(self, row: TableRow, titles: Mapping[str, str]) -> None:
        self.row = row
        self.problems: list[CellProblem] = []
        self.notices: list[RowNotice] = []
        for field, cell in row.cells.items():
            if isinstance(cell, CellFault):
                self.problem(
                    field,
                    f"в столбце «{titles[field]}» нет значения: в файле формула без результата. Впишите его",
                )

    def cell(self, field: str) -> Cell:
        """The cell as it was read, '' where there is none."""
        return self.row.cells.get(field, "")

    def text(self, field: str) -> str:
        """What the cell says; '' for «нет», a dash and the like."""
        said = cell_text(self.cell(field))
        return "" if says_nothing(said) else said

    def problem(self, field: str, text: str, proposals: Sequence[Choice] = ()) -> None:
        """Say what keeps the row from being taken; the text goes on after «В строке 9»."""
        message = f"В строке {self.row.row} {text}"
        self.problems.append(CellProblem(field, message, cell_text(self.cell(field)), tuple(proposals)))

    def notice(self, field: str, text: str) -> None:
        """Say what was mended or guessed."""
        self.notices.append(RowNotice(field, f"В строке {self.row.row} {text}", cell_text(self.cell(field))))


def corrected(row: TableRow, said: Mapping[str, str]) -> TableRow:
    """The row with these cells replaced."""
    cells: dict[str, Cell] = {**row.cells, **said}
    return replace(row, cells={field: cell for field, cell in cells.items() if cell != ""}) if said else row


def format_of(reading: RowReading, formats: Sequence[Choice], title: str) -> Choice | None:
    """The format that its column says or, without one, the title; a problem of the row where neither does."""
    said = reading.text("format")
    chosen = choose(said, formats)
    if chosen is not None:
        return next(each for each in formats if each.id == chosen)
    named = named_in(said or title, formats)
    if named is not None:
        where = "формат понят так" if said else "формат взят из названия"
        reading.notice("format", f"{where}: {named.title}")
        return named
    if said:
        reading.problem("format", "такого формата нет в списке. Выберите близкий по смыслу", near(said, formats))
    elif not isinstance(reading.cell("format"), CellFault):
        reading.problem("format", "нет формата. Выберите его из списка", near(title, formats))
    return None
