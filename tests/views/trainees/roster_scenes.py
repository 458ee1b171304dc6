"""The list of trainees as it looks filtered, in groups, with other columns, with rows chosen, and its small windows."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from models.commands.saved_filters import save_filter
from models.rows.codes import EnrollmentStatus
from models.rows.people import PeopleFilter, PeopleGrouping, PeopleSort
from models.rows.saved_filters import SavedFilterDraft, people_filter_json
from tests.models.make import HEAD, run
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.trainees.page import TraineesPage
    from views.trainees.people_list import PeopleList

_EVERY = tuple(sort.value for sort in PeopleSort)


def _list(stage: Stage) -> "PeopleList":
    return cast("TraineesPage", stage.page("trainees")).people


def _filtered(stage: Stage) -> None:
    people = _list(stage)
    people.filters.more.click()
    people.narrow(PeopleFilter(status=EnrollmentStatus.STUDYING))


def _found_nobody(stage: Stage) -> None:
    people = _list(stage)
    people.filters.fields["status"].set_value(EnrollmentStatus.COMPLETED)
    people.filters.choose_quick("without_stream")


def _by_former_surname(stage: Stage) -> None:
    people = _list(stage)
    first = people.model.rows()[0]
    assert stage.session.workplace is not None
    run(stage.session.workplace.db, "UPDATE person SET last_name = 'Белозёрова' WHERE id = ?", first.id)
    stage.settle()
    people.narrow(PeopleFilter(text=first.last_name))


def _grouped(stage: Stage) -> None:
    _list(stage).group_by(PeopleGrouping.ORGANIZATION)


def _by_municipality(stage: Stage) -> None:
    people = _list(stage)
    people.group_by(PeopleGrouping.MUNICIPALITY)
    people.table.setFocus(Qt.FocusReason.OtherFocusReason)
    people.table.selectAll()


def _every_column(stage: Stage) -> None:
    _list(stage).columns.take(_EVERY)


def _columns(stage: Stage) -> None:
    stage.extra.append(_list(stage).columns.choose())


def _chosen_menu(stage: Stage) -> None:
    _list(stage).table.selectAll()
    stage.settle()
    stage.find(QAbstractButton, "chosen-more").click()


def _more_menu(stage: Stage) -> None:
    _list(stage)
    stage.find(QAbstractButton, "trainees-more").click()


def _saved(stage: Stage) -> None:
    people, workplace = _list(stage), stage.session.workplace
    assert workplace is not None
    wanted = people_filter_json(PeopleFilter(status=EnrollmentStatus.STUDYING))
    for title in ("Учатся сейчас", "Без телефона, Артём"):
        save_filter(workplace.db, SavedFilterDraft(section="trainees", title=title, wanted=wanted), actor=HEAD)
    people.filters.saved.click()


def _naming(stage: Stage) -> None:
    people = _list(stage)
    people.saved.keep()


ROSTER: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("roster-filtered", "demo", _filtered),
    ("roster-nobody", "demo", _found_nobody),
    ("roster-former-surname", "demo", _by_former_surname),
    ("roster-grouped", "demo", _grouped),
    ("roster-municipalities", "demo", _by_municipality),
    ("roster-grouped-long", "long", _grouped),
    ("roster-every-column", "demo", _every_column),
    ("roster-columns", "demo", _columns),
    ("roster-chosen-menu", "demo", _chosen_menu),
    ("roster-menu", "demo", _more_menu),
    ("roster-saved", "demo", _saved),
    ("roster-naming", "demo", _naming),
)
"""Name, site, and how to come there."""
