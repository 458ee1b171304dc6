"""The list of trainees, printed with the columns that stand on the screen."""

from dataclasses import dataclass, replace

from typing_extensions import override

from exports.documents.forms import PrintedForm
from exports.layout import FormLayout, TablePart
from models.rows.people_print import PeoplePaper
from models.rows.site_forms import FormHead

_NUMBER = "number"
"""Always the first column."""


@dataclass(frozen=True)
class PeopleForm(PrintedForm[PeoplePaper]):
    """The list: which columns of its layout are printed, and in which order, the data say."""

    @override
    def specimen(self, head: FormHead) -> PeoplePaper:
        columns = [
            column.key
            for section in self.layout().sections
            for part in section.parts
            if isinstance(part, TablePart)
            for column in part.columns
        ]
        return replace(super().specimen(head), columns=tuple(columns[1:]))

    @override
    def pdf(self, data: PeoplePaper, *, layout: FormLayout | None = None) -> bytes:
        return super().pdf(data, layout=arranged(layout or self.layout(), data))

    @override
    def xlsx(self, data: PeoplePaper, *, layout: FormLayout | None = None) -> bytes:
        return super().xlsx(data, layout=arranged(layout or self.layout(), data))


def arranged(layout: FormLayout, data: PeoplePaper) -> FormLayout:
    """The form with the columns of the data in their order; without headings where the list has no groups."""

    def arranged_table(table: TablePart) -> TablePart:
        known = {column.key: column for column in table.columns}
        columns = tuple(known[key] for key in (_NUMBER, *data.columns) if key in known)
        if all(column.hidden for column in columns):
            # The site prints none of those on the screen.
            columns = table.visible
        return replace(table, columns=columns, group=table.group if data.is_grouped else "")

    sections = (
        replace(
            section,
            parts=tuple(arranged_table(part) if isinstance(part, TablePart) else part for part in section.parts),
        )
        for section in layout.sections
    )
    return replace(layout, sections=tuple(sections))


PEOPLE = PeopleForm("roster.json", PeoplePaper)
