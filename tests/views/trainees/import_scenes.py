"""Pictures of taking a list in that need some arranging."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.commands.roster import RosterSource, accept_roster
from models.imports.roster import read_roster
from models.queries.people import people_page
from models.rows.people import PeopleFilter
from tests.models.make import HEAD
from tests.views.stage import Stage
from tests.views.trainees.arrange import write_list

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
    chosen = RosterSource("февраль.csv", "0" * 64, roster.layout, {"phone": "E"})
    everybody = [row.row for row in roster.rows]
    accept_roster(db, roster, source=chosen, actor=HEAD, leave_out=everybody)
    page.load_file(path)
    stage.settle()
    model = page.importing.check.model
    model.accept(1, model.column("phone"), on=False)
    page.importing.check.table.go_to(model.index(1, model.column("position")))


IMPORTS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (("import-changes", "demo", _changed_people),)
"""Name, site, and what shows it."""
