"""The columns of the import preview: what the one row delegate paints of a `RowView`."""

from collections.abc import Callable, Mapping

from views.importing.rows import NOTHING, CellView, RowView, Tone
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import CellLook, Column

FIRST_FIELD = 3
"""Fields stand after the tick, the number and «Что будет»."""

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
) -> tuple[Column[RowView], ...]:
    """The tick, the number in the file, what will be done, and the fields of the table.

    `titles` are the headings of the fields in their order, `widths` pixels at 100 %.
    """
    return (
        Column("tick", "", lambda row: "да" if ticked(row) else "нет", width=40, check=ticked, sortable=False),
        Column("number", "№", lambda row: str(row.number), "right", width=40, quiet=True, sortable=False),
        Column("outcome", "Что будет", _word, chip=_look, tooltip=_why, sortable=False),
        *(_field(name, title, widths[name]) for name, title in titles.items()),
    )


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
