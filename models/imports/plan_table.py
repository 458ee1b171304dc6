"""A plan in a spreadsheet or a pasted table → its activities under their sections; nothing is written anywhere."""

from collections.abc import Mapping
from pathlib import Path

from models.imports.pasted_table import pasted_rows
from models.imports.plan_columns import TITLES, column_meaning
from models.imports.spreadsheet import Sheet
from models.imports.table_reading import TableKind, read_sheets, read_table
from models.rows.table_import import ReadTable

_PLAN = TableKind(
    titles=TITLES,
    meaning=column_meaning,
    needed=frozenset({"title"}),
    day="due",
    day_may_be_period=True,
    no_such_field="Поля «{}» в плане не бывает.",
    missing=(
        "Таблицы с планом не нашлось.",
        "Нужна строка заголовков, в ней хотя бы «Мероприятие» и «Срок», и под ней строки плана.",
    ),
    too_many=("В таблице больше 2000 мероприятий.", "Разделите план на несколько файлов."),
    most=2_000,
)


def read_plan_file(path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> ReadTable:
    """The activities of a file; the visible sheet with the most of them is taken unless `sheet` names one.

    `columns` (field of `TITLES` → letter or heading of a column, "" for none) overrides what was recognised. Raises
    UserError when the file cannot be read or holds no plan.
    """
    return read_table(path, _PLAN, columns=columns or {}, sheet=sheet)


def read_plan_text(text: str, html: str = "", *, columns: Mapping[str, str] | None = None) -> ReadTable:
    """The activities of a table copied in Word or Excel: its HTML where the clipboard has one, else text with tabs."""
    return read_sheets([Sheet("", pasted_rows(text, html))], _PLAN, columns or {})
