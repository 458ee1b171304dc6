"""Pictures of taking a list in that need some arranging."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.commands.roster import RosterSource, accept_roster
from models.imports.roster import read_roster
from models.queries.people import people_page
from models.rows.people import PeopleFilter
from tests.models.imports.messy import xlsx
from tests.models.make import HEAD
from tests.views.stage import Stage
from tests.views.trainees.arrange import write_list
from views.trainees.sheets_window import SheetsWindow

if TYPE_CHECKING:
    from views.trainees.page import TraineesPage

_HEADINGS = ("ФИО", "Должность", "Организация", "Муниципалитет", "Моб. тел. для связи", "Стаж")


def _changed_people(stage: Stage) -> None:
    """A list that says something else of known people, its columns chosen as for the last one of its layout."""
    page = cast("TraineesPage", stage.page("trainees"))
    workplace = stage.session.workplace
    assert workplace is not None
    db = workplace.db
    known = people_page(db, PeopleFilter(), limit=6)
    rows = [
        (line.full_name, "методист", line.organization, line.municipality or "", f"8 914 000-00-0{at}", str(5 + at))
        for at, line in enumerate(known)
    ]
    path = write_list(stage.folder / "март.csv", [_HEADINGS, *rows])
    roster = read_roster(path, today=db.today())
    chosen = RosterSource("февраль.csv", "0" * 64, {roster.layout: {"phone": "E"}})
    everybody = [row.row for row in roster.rows]
    accept_roster(db, roster, source=chosen, actor=HEAD, leave_out=everybody)
    page.load_file(path)
    stage.settle()
    model = page.importing.check.model
    model.accept(1, model.column("phone"), on=False)
    page.importing.check.table.go_to(model.index(1, model.column("position")))


def _several_sheets(stage: Stage) -> "TraineesPage":
    """A workbook with a list for each kindergarten, its columns in another order on each, and a sheet of advice."""
    page = cast("TraineesPage", stage.page("trainees"))
    head = ["ФИО", "Должность", "Организация", "Муниципалитет", "Телефон"]
    garden = ["методист", "Д/с № 3 «Ёлочка»", "Чугуевский МО", "8 914 000-11-22"]
    one = [["Ломакина Ася Игоревна", *garden], ["Зубкова А. Д.", *garden], ["Гончар Полина Андреевна", *garden]]
    two = [["воспитатель", "Козина Вера Львовна", "Д/с № 9", "Артёмовский ГО"], [*garden[:1], one[0][0], *garden[1:3]]]
    path = stage.folder / "сады.xlsx"
    xlsx(
        ("Как заполнять", [["ФИО пишите полностью"]], []),
        ("Детский сад № 3 «Ёлочка»", [head, *one], []),
        ("№ 9", [["Должность", "Педагог", "Организация", "Муниципалитет"], *two], []),
    )(path)
    page.load_file(path)
    stage.settle()
    return page


def _choosing_sheets(stage: Stage) -> None:
    page = _several_sheets(stage)
    page.importing.choose_sheets()
    window = page.window().findChild(SheetsWindow)
    assert window is not None
    stage.extra.append(window)


IMPORTS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("import-changes", "demo", _changed_people),
    ("import-sheets", "demo", _several_sheets),
    ("import-sheets-choice", "demo", _choosing_sheets),
)
"""Name, site, and what shows it."""
