"""Printed forms laid out anew, for pictures and walks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from exports.form_layouts import open_form, written
from exports.layout_edits import put
from models.commands.site_forms import adopt_forms
from models.rows.codes import FormOrigin
from models.rows.form_draft import FormDraft
from tests.models.make import HEAD
from tests.views.stage import Stage
from views.places import Place

if TYPE_CHECKING:
    from views.preferences.forms import FormsRoom
    from views.preferences.page import PreferencesPage


def _room(stage: Stage) -> FormsRoom:
    page = cast("PreferencesPage", stage.page("settings", Place.FORMS))
    stage.settle()
    return page.forms


def _list(stage: Stage) -> None:
    assert stage.session.workplace is not None
    journal, plan = (written(open_form(form, {}).layout) for form in ("event_journal", "plan"))
    drafts = [
        FormDraft(form="event_journal", content=journal),
        FormDraft(form="plan", content=plan, origin=FormOrigin.INSTITUTE),
    ]
    adopt_forms(stage.session.workplace.db, drafts, actor=HEAD)
    _room(stage).reload()


def _open(stage: Stage, tab: str, form: str = "event_journal") -> FormsRoom:
    room = _room(stage)
    room.open_form(form)
    stage.settle()
    room.editor.tabs.choose(tab)
    room.editor.tabs.chosen.emit(tab)
    stage.settle()
    return room


def _changed(stage: Stage) -> None:
    room = _open(stage, "lists")
    editor = room.editor
    layout = open_form("event_journal", {}).layout
    editor.lists.show_layout(put(layout, ("sections", 0, "parts", 0, "columns", 2, "title"), "Тема встречи"))
    editor.lists.changed.emit(put(layout, ("sections", 0, "parts", 0, "columns", 2, "title"), "Тема встречи"))
    stage.settle(rounds=6)


def _broken(stage: Stage) -> None:
    room = _open(stage, "texts")
    layout = open_form("event_journal", {}).layout
    room.editor.texts.begin(put(layout, ("title", 2), "за {период}"))
    room.editor.texts.changed.emit(put(layout, ("title", 2), "за {период}"))
    stage.settle(rounds=6)


FORMS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("forms", "demo", _list),
    ("forms-columns", "demo", _changed),
    ("forms-texts", "demo", lambda stage: _open(stage, "texts", "report")),
    ("forms-paper", "demo", lambda stage: _open(stage, "paper", "plan")),
    ("forms-broken", "demo", _broken),
    ("forms-new", "new", lambda stage: _open(stage, "lists")),
)
