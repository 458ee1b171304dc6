"""Every state of the window that is worth looking at: drawn by `make screens`, walked and measured by tests."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu

from models.commands.events import remove_event
from models.errors import UserError
from models.queries.events import event_page
from models.queries.people import people_page
from models.rows.people import PeopleFilter
from tests.views.stage import Stage, press, type_text
from tests.views.trainees.arrange import write_list
from views.places import NewEvent, PlanOf
from views.widgets.dialogs import Question

if TYPE_CHECKING:
    from views.events.page import EventsPage
    from views.overview.page import OverviewPage
    from views.plan.page import PlanPage
    from views.preferences.page import PreferencesPage
    from views.trainees.page import TraineesPage
    from views.trainees.streams import StreamsView


@dataclass(frozen=True, slots=True)
class Scene:
    """A state: on which site, and how to come to it from the first page."""

    name: str
    site: str
    show: Callable[[Stage], object]


def _section(key: str, place: object = None) -> Callable[[Stage], object]:
    return lambda stage: stage.page(key, place)


# --------------------------------------------------------------------------------------------------------- overview


def _where_from(stage: Stage) -> None:
    cast("OverviewPage", stage.page("overview")).quarter.where_from.emit()


# ------------------------------------------------------------------------------------------------------------- plan


def _plan(stage: Stage) -> "PlanPage":
    return cast("PlanPage", stage.page("plan"))


def _plan_item(stage: Stage) -> None:
    page = _plan(stage)
    page.tree.select(lambda _line: True)
    line = page.tree.current_row()
    assert line is not None
    page.show_place(line.id)


def _plan_new_with_problems(stage: Stage) -> None:
    page = _plan(stage)
    page.primary_new()
    page.panel.save()


def _plan_nothing_found(stage: Stage) -> None:
    type_text(_plan(stage).filters.search, "ъъъ")


def _plan_amendment(stage: Stage) -> None:
    _plan(stage).main.click()


# ----------------------------------------------------------------------------------------------------------- events


def _events(stage: Stage) -> "EventsPage":
    return cast("EventsPage", stage.page("events"))


def _first_event(stage: Stage) -> int:
    workplace = stage.session.workplace
    assert workplace is not None
    return event_page(workplace.db)[0].id


def _attendance(stage: Stage) -> None:
    _events(stage).open_event(_first_event(stage))


def _facts(stage: Stage) -> None:
    page = _events(stage)
    page.open_event(_first_event(stage))
    page.attendance.show_side(facts=True)


def _event_panel(stage: Stage) -> None:
    _events(stage).change_event(_first_event(stage))


def _event_with_problems(stage: Stage) -> None:
    page = _events(stage)
    page.write_new()
    page.event_panel.save()


def _product_panel(stage: Stage) -> None:
    _events(stage).write_product(_first_event(stage))


def _events_nothing_found(stage: Stage) -> None:
    type_text(_events(stage).log.bar.search, "ъъъ")


# --------------------------------------------------------------------------------------------------------- trainees


def _trainees(stage: Stage) -> "TraineesPage":
    return cast("TraineesPage", stage.page("trainees"))


def _person(stage: Stage) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    _trainees(stage).open_person(people_page(workplace.db, PeopleFilter())[0].id)


def _person_streams(stage: Stage) -> None:
    _person(stage)
    panel = _trainees(stage).panel
    panel.area.ensureWidgetVisible(panel.remove_button)


def _person_with_problems(stage: Stage) -> None:
    page = _trainees(stage)
    page.add_person()
    page.panel.save()


def _import(stage: Stage) -> None:
    path = write_list(stage.folder / "март.csv")
    _trainees(stage).load_file(path)


def _streams(stage: Stage) -> "StreamsView":
    page = _trainees(stage)
    page.show_streams()
    return page.streams


def _stream_panel(stage: Stage) -> None:
    press(_streams(stage).table, Qt.Key.Key_Return)


def _stream_with_problems(stage: Stage) -> None:
    panel = _streams(stage).panel
    panel.write_new()
    panel.save()


def _enroll(stage: Stage) -> None:
    page = _trainees(stage)
    page.table.selectAll()
    stage.settle()
    stage.find(QAbstractButton, "enroll").click()


def _stream_for_chosen(stage: Stage) -> None:
    _enroll(stage)
    menu = stage.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    stage.window.activateWindow()  # the screenless platform forgets to
    stage.settle()


def _nobody_found(stage: Stage) -> None:
    type_text(_trainees(stage).filters.search, "ъъъ")


# ------------------------------------------------------------------------------------------------------------ shell


def _palette(stage: Stage) -> None:
    stage.page("overview")
    stage.session.window.open_palette()


def _palette_nothing(stage: Stage) -> None:
    _palette(stage)
    type_text(stage.find(QLineEdit, "palette-field"), "ъъъ")


def _keys(stage: Stage) -> None:
    stage.page("overview")
    stage.session.window.open_keys()


def _more(stage: Stage) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    stage.page("overview")
    remove_event(workplace.db, _first_event(stage), actor=workplace.actor())
    stage.settle()
    stage.session.window.open_more()


def _about(stage: Stage) -> None:
    _more(stage)
    stage.app.activePopupWidget().actions()[-1].trigger()
    stage.app.activePopupWidget().close()
    stage.settle()


def _undo_bar(stage: Stage) -> None:
    stage.page("overview")
    stage.session.messages.did("Пункт 2.3 убран из плана на I квартал 2026.")


def _refusal(stage: Stage) -> None:
    stage.page("plan")
    stage.session.messages.refuse(
        UserError("На диске не осталось места. Данные не изменены.", "Освободите место и повторите.")
    )


def _crash(stage: Stage) -> None:
    stage.page("overview")
    stage.session.stumbled.emit("marshrut 0.1.0\nbuiltins.ValueError\n  views/plan/page.py:1 _show")


def _cloud(stage: Stage) -> None:
    stage.page("overview")
    stage.session.warn_of_cloud()


def _question(stage: Stage) -> None:
    stage.page("plan")
    question = Question(
        stage.window,
        stage.session.theme,
        question="Утвердить план?",
        consequence="Утверждённый план меняется только с указанием причины.",
        verb="Утвердить",
    )
    stage.extra.append(question)
    question.show()


def _other_folder(stage: Stage) -> None:
    page = cast("PreferencesPage", stage.page("settings", "folder"))
    page.look.folder.consider(Path("/tmp/Новая папка"))


def _stay(_stage: Stage) -> None:
    """What the start shows."""


SCENES = (
    Scene("overview", "demo", _section("overview")),
    Scene("overview-where-from", "demo", _where_from),
    Scene("overview-long", "long", _section("overview")),
    Scene("first-run", "new", _section("overview")),
    Scene("plan", "demo", _section("plan")),
    Scene("plan-item", "demo", _plan_item),
    Scene("plan-problems", "demo", _plan_new_with_problems),
    Scene("plan-amendment", "demo", _plan_amendment),
    Scene("plan-nothing-found", "demo", _plan_nothing_found),
    Scene("plan-year", "demo", _section("plan", PlanOf("2025/26"))),
    Scene("plan-long", "long", _plan_item),
    Scene("plan-empty", "new", _section("plan")),
    Scene("events", "demo", _section("events")),
    Scene("events-attendance", "demo", _attendance),
    Scene("events-facts", "demo", _facts),
    Scene("events-panel", "demo", _event_panel),
    Scene("events-new", "demo", _section("events", NewEvent())),
    Scene("events-problems", "demo", _event_with_problems),
    Scene("events-product", "demo", _product_panel),
    Scene("events-nothing-found", "demo", _events_nothing_found),
    Scene("events-long", "long", _section("events")),
    Scene("events-attendance-long", "long", _attendance),
    Scene("events-empty", "new", _section("events")),
    Scene("trainees", "demo", _section("trainees")),
    Scene("trainees-person", "demo", _person),
    Scene("trainees-person-streams", "demo", _person_streams),
    Scene("trainees-problems", "demo", _person_with_problems),
    Scene("trainees-nothing-found", "demo", _nobody_found),
    Scene("trainees-batches", "demo", lambda stage: _trainees(stage).show_batches()),
    Scene("trainees-long", "long", _section("trainees")),
    Scene("trainees-enroll", "demo", _enroll),
    Scene("streams", "demo", _streams),
    Scene("streams-panel", "demo", _stream_panel),
    Scene("streams-problems", "demo", _stream_with_problems),
    Scene("streams-for-chosen", "demo", _stream_for_chosen),
    Scene("streams-long", "long", _stream_panel),
    Scene("streams-empty", "new", _streams),
    Scene("trainees-empty", "new", _section("trainees")),
    Scene("import-begin", "demo", lambda stage: _trainees(stage).show_import()),
    Scene("import-preview", "demo", _import),
    Scene("reports", "demo", _section("reports")),
    Scene("reports-empty", "new", _section("reports")),
    Scene("exchange", "demo", _section("exchange")),
    Scene("exchange-empty", "new", _section("exchange")),
    Scene("settings-passport", "demo", _section("settings", "passport")),
    Scene("settings-team", "demo", _section("settings", "team")),
    Scene("settings-look", "demo", _section("settings", "folder")),
    Scene("settings-folder", "demo", _other_folder),
    Scene("settings-history", "demo", _section("settings", "history")),
    Scene("settings-new", "new", _section("settings", "passport")),
    Scene("palette", "demo", _palette),
    Scene("palette-nothing-found", "demo", _palette_nothing),
    Scene("keys", "demo", _keys),
    Scene("more", "demo", _more),
    Scene("about", "demo", _about),
    Scene("undo-bar", "demo", _undo_bar),
    Scene("refusal", "demo", _refusal),
    Scene("crash", "demo", _crash),
    Scene("cloud", "demo", _cloud),
    Scene("question", "demo", _question),
    Scene("refused-damaged", "damaged", _stay),
    Scene("refused-foreign", "foreign", _stay),
    Scene("refused-newer", "newer", _stay),
    Scene("refused-lost", "lost", _stay),
    Scene("refused-closed", "closed", _stay),
)
