"""What a kindergarten is sent: as a PDF a form to fill by hand, as a workbook a table with lists to choose from.

The importer takes the filled table in without a question: its headings are those it knows, the example is a sample
to it, the lists stand on a hidden sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from typing_extensions import override

from exports.documents.forms import PrintedForm
from exports.layout import Column, FormLayout
from exports.xlsx.sheets import Cell, Sheet, sealed_bytes
from models.rows.intake_print import IntakePaper
from models.rules.qualifications import MAX_EXPERIENCE

SHEET, LISTS = "Стажёры", "Списки"
ROWS = 100
"""People there is room for; more rows can be added below."""
FIRST_ROW = 6
"""The row of the first person, as the spreadsheet numbers it."""

_FOOTER = "Бланк списка стажёров"
_WORDS = (
    "Одна строка — один человек. Должность, муниципалитет, категорию и образование выберите из списка в ячейке.",
    "СНИЛС и дату рождения сюда не вписывайте: их собирают отдельно, вместе с согласием.",
)


class _Field(NamedTuple):
    heading: str
    width: float
    example: str
    choices: str = ""
    """Name of a tuple of `IntakePaper`."""
    is_open: bool = False
    """Whether something else than the choices may be typed."""


_FIELDS = (
    _Field("№", 9, "Пример"),
    _Field("Фамилия", 18, "Вымышленная"),
    _Field("Имя", 14, "Анна"),
    _Field("Отчество", 17, "Петровна"),
    _Field("Должность", 24, "воспитатель", "positions", is_open=True),
    _Field("Место работы (детский сад)", 30, "МБДОУ «Детский сад № 1»"),
    _Field("Муниципалитет", 28, "", "municipalities"),
    _Field("Телефон", 19, "+7 914 000-00-00"),
    _Field("Эл. почта", 22, "anna@example.ru"),
    _Field("Категория", 18, "первая", "categories"),
    _Field("Образование", 24, "высшее педагогическое", "educations"),
    _Field("Педагогический стаж, полных лет", 17, "5"),
)


@dataclass(frozen=True)
class IntakeForm(PrintedForm[IntakePaper]):
    """A layout for the paper; the table is made here: no layout can tell of its lists."""

    @override
    def xlsx(self, data: IntakePaper, *, layout: FormLayout | None = None) -> bytes:
        book = Workbook(write_only=True)
        columns = [Column(key=str(at), title=field.heading, width=field.width) for at, field in enumerate(_FIELDS)]
        sheet = Sheet(
            book, SHEET, columns=columns, lying=True, footer=_FOOTER, room=sum(field.width for field in _FIELDS)
        )
        sheet.freeze(FIRST_ROW - 2)
        for rule in _rules(data):
            sheet.paper.data_validations.append(rule)
        sheet.add_across(Cell(f"Список стажёров: {data.passport.short_name}", look="lead"))
        for words in _WORDS:
            sheet.add_across(Cell(words, look="words"))
        sheet.add_header()
        chosen = data.municipalities[:1]
        sheet.add(*(Cell(field.example or next(iter(chosen), "")) for field in _FIELDS))
        for number in range(1, ROWS + 1):
            sheet.add(Cell(number, kind="integer", look="center"), *(Cell(None) for _ in _FIELDS[1:]))
        _write_lists(book, data)
        return sealed_bytes(book, title=_FOOTER, author=data.passport.short_name)


def _rules(data: IntakePaper) -> list[DataValidation]:
    """What may stand in the cells under the headings."""
    made: list[DataValidation] = []
    listed = [field for field in _FIELDS if field.choices]
    for at, field in enumerate(_FIELDS, start=1):
        cells = f"{get_column_letter(at)}{FIRST_ROW - 1}:{get_column_letter(at)}{FIRST_ROW + ROWS - 1}"
        if field.choices:
            column, last = get_column_letter(listed.index(field) + 1), len(_choices(data, field))
            rule = DataValidation(
                type="list",
                formula1=f"'{LISTS}'!${column}$1:${column}${last}",
                errorStyle="warning" if field.is_open else "stop",
                error="Такого значения нет в списке. Выберите его из списка в ячейке.",
            )
        elif field is _FIELDS[-1]:
            rule = DataValidation(
                type="whole",
                operator="between",
                formula1="0",
                formula2=str(MAX_EXPERIENCE),
                error=f"Впишите число полных лет от 0 до {MAX_EXPERIENCE}.",
            )
        else:
            continue
        rule.errorTitle = field.heading[:32]
        rule.allow_blank = rule.showErrorMessage = True
        rule.sqref = MultiCellRange([cells])
        made.append(rule)
    return made


def _write_lists(book: Workbook, data: IntakePaper) -> None:
    """The lists, a column each, on a sheet that nobody sees."""
    listed = [_choices(data, field) for field in _FIELDS if field.choices]
    columns = [Column(key=field.choices, title=field.heading, width=field.width) for field in _FIELDS if field.choices]
    sheet = Sheet(book, LISTS, columns=columns, lying=False, footer=_FOOTER)
    sheet.paper.sheet_state = "hidden"
    for at in range(max(map(len, listed))):
        sheet.add(*(Cell(each[at] if at < len(each) else None) for each in listed))


def _choices(data: IntakePaper, field: _Field) -> Sequence[str]:
    found: tuple[str, ...] = getattr(data, field.choices)
    return found


INTAKE = IntakeForm("intake.json", IntakePaper)
