"""The columns of the import preview: what the one row delegate paints of a `RowView`."""

from collections.abc import Callable, Mapping, Sequence

from models.rows.roster import number_of
from views.importing.rows import NOTHING, CellView, RowView, Tone
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import CellLook, Column

FIRST_FIELD = 3
"""Fields stand after the tick, the number and «Что будет»."""

_SIGN, _WIDEST_SHEET = 7, 200
"""Room for a sign of a sheet's name, and for all of it, pixels at 100 %."""
_LOOKS = {
    Tone.CHANGED: CellLook(State.IN_PROGRESS, bar=False, strong=True),
    Tone.ATTENTION: CellLook(State.ATTENTION),
    Tone.OVERDUE: CellLook(State.OVERDUE),
}
LOUD = frozenset({Tone.ATTENTION, Tone.OVERDUE})


def preview_columns(
    ticked: Callable[[RowView], bool | None],
    *,
    titles: Mapping[str, str],
    widths: Mapping[str, int],
    sheets: Sequence[str] = (),
) -> tuple[Column[RowView], ...]:
    """The tick, the number in the file, what will be done, and the fields of the table.

    `titles` are the headings of the fields in their order, `widths` pixels at 100 %. Where there are `sheets`, that
    of a row stands under its number.
    """
    return (
        Column("tick", "", lambda row: "да" if ticked(row) else "нет", width=40, check=ticked, sortable=False),
        _number(sheets),
        Column("outcome", "Что будет", _word, chip=_look, tooltip=_why, sortable=False),
        *(_field(name, title, widths[name]) for name, title in titles.items()),
    )


def _number(sheets: Sequence[str]) -> Column[RowView]:
    """The number that the spreadsheet shows, and under it the sheet where there are several."""
    if not sheets:
        return Column("number", "№", _shown_number, "right", width=40, quiet=True, sortable=False)
    return Column(
        "number",
        "№ и лист",
        _shown_number,
        width=min(_WIDEST_SHEET, _SIGN * (4 + max(map(len, sheets)))),
        second=lambda row: row.sheet,
        tooltip=lambda row: f"Лист «{row.sheet}», строка {_shown_number(row)}",
        quiet=True,
        sortable=False,
    )


def _shown_number(row: RowView) -> str:
    return str(number_of(row.number))


def _field(name: str, title: str, width: int) -> Column[RowView]:
    def cell(row: RowView) -> CellView:
        return row.cells[name]

    def tip(row: RowView) -> str:
        view = cell(row)
        return "\n".join(part for part in (view.text, view.second, view.tip) if part) if view.tip else ""

    return Column(
        name,
        title,
        lambda row: cell(row).text,
        width=width,
        second=lambda row: cell(row).second,
        cell=lambda row: _LOOKS.get(cell(row).tone),
        tooltip=tip,
        sortable=False,
    )


def _word(row: RowView) -> str:
    return row.word


def _look(row: RowView) -> ChipLook:
    return row.look


def _why(row: RowView) -> str:
    """Everything that is asked of the row: its columns may be out of sight."""
    return "\n".join(cell.tip for cell in row.cells.values() if cell.tone in LOUD and cell.tip)


def typed_text(cell: CellView) -> str:
    """What an editor begins with."""
    return "" if cell.text == NOTHING else cell.text
