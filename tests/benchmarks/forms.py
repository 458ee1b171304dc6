"""A document of one long table, for our writers of PDF and XLSX."""

from exports.layout import Column, Content, FormLayout, PageLayout, Section, SentencePart, TablePart
from tests.benchmarks import people

TITLE = "Список стажёров"
_KINDS = {"no": "integer", "birth_date": "date", "experience_years": "integer"}
NARROW = ("no", "last_name", "first_name", "patronymic", "birth_date", "position", "organization", "phone")
"""The columns that fit a sheet of paper."""


def table_form(names: tuple[str, ...] = people.Trainee._fields) -> FormLayout:
    """A form that prints those columns of the list and nothing else."""
    titles = dict(zip(people.Trainee._fields, people.HEADINGS, strict=True))
    widths = {"no": 5, "organization": 18, "phone": 14, "note": 30}
    columns = tuple(
        Column(key=name, title=titles[name], width=widths.get(name, 12), kind=_KINDS.get(name, "text"))
        for name in names
    )
    return FormLayout(
        page=PageLayout(),
        blocks=(),
        title=(TITLE,),
        summary=Section(heading="Сводка", parts=(SentencePart(part="sentence", template="Ниже — список."),)),
        summary_sheet="Сводка",
        texts_sheet="Пояснения",
        sections=(
            Section(heading="Список", parts=(TablePart(part="table", rows="list", columns=columns, sheet="Список"),)),
        ),
    )


def table_content(count: int) -> Content:
    """What fills it."""
    return Content(fields={}, tables={"list": people.trainees(count)})
