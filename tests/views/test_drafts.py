"""What was typed and not stored waits for the next start, in the data folder and nowhere else."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.queries.team import passport
from tests.models.make import make_person
from tests.views.stage import Stage, copied_site, on_stage, type_text
from views.drafts import FILE_NAME, Keeping, forget_removed, keep_drafts, kept_drafts
from views.theme import Theme
from views.widgets.fields import DateField, Form, NumberField, TextField
from views.widgets.panel import SidePanel

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]


# ------------------------------------------------------------------------------------------------------------- file


def test_drafts_come_back_by_their_record(tmp_path: Path) -> None:
    drafts = {7: {"title": "Семинар"}, ("new", 3): {"guests": "много"}, "new": {"leader_id": None, "ids": [1, 2]}}
    keep_drafts(tmp_path, "event", drafts)
    assert kept_drafts(tmp_path, "event") == drafts


def test_forms_do_not_disturb_each_other(tmp_path: Path) -> None:
    keep_drafts(tmp_path, "event", {1: {"title": "Семинар"}})
    keep_drafts(tmp_path, "plan-item", {1: {"title": "Пункт"}})
    keep_drafts(tmp_path, "plan-item", {})
    assert kept_drafts(tmp_path, "event") == {1: {"title": "Семинар"}}
    assert kept_drafts(tmp_path, "plan-item") == {}


def test_nothing_to_keep_leaves_no_file(tmp_path: Path) -> None:
    keep_drafts(tmp_path, "event", {1: {"title": "Семинар"}})
    keep_drafts(tmp_path, "event", {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"event": 3}', b'{"event": [3, [1], [1, 2]]}', b'{"event": [[1, {"a"']
)
def test_a_damaged_file_is_as_if_nothing_had_been_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert kept_drafts(tmp_path, "event") == {}
    keep_drafts(tmp_path, "event", {1: {"title": "Семинар"}})
    assert kept_drafts(tmp_path, "event") == {1: {"title": "Семинар"}}


def test_a_lost_folder_is_not_made_anew(tmp_path: Path) -> None:
    keep_drafts(tmp_path / "gone", "event", {1: {"title": "Семинар"}})
    assert not (tmp_path / "gone").exists()


def test_a_file_that_does_not_open_for_a_while_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_drafts(tmp_path, "person", {1: {"phone": "914"}})

    def held(_file: Path) -> bytes:
        raise PermissionError

    with monkeypatch.context() as locked:
        locked.setattr(Path, "read_bytes", held)
        assert kept_drafts(tmp_path, "person") == {}
        keep_drafts(tmp_path, "event", {1: {"title": "Семинар"}})
    assert kept_drafts(tmp_path, "person") == {1: {"phone": "914"}}


def test_the_drafts_of_removed_records_are_taken_out_of_the_file(tmp_path: Path) -> None:
    keep_drafts(tmp_path, "person", {1: {"phone": "914"}, 2: {"phone": "924"}, "new": {"phone": "950"}})
    forget_removed(tmp_path, (), lambda table, ids: ids - {1} if table == "person" else frozenset())
    assert kept_drafts(tmp_path, "person") == {2: {"phone": "924"}, "new": {"phone": "950"}}


def test_one_form_for_many_records_keeps_the_drafts_of_the_others(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    keep_drafts(tmp_path, "plan-head", {1: {"title": "Первый"}, 2: {"title": "Второй"}})
    form = a_form(theme)
    qtbot.addWidget(form)
    form.keep_draft(tmp_path, "plan-head", record=2)
    assert form.values()["title"] == "Второй"
    form.restore()
    qtbot.waitUntil(lambda: kept_drafts(tmp_path, "plan-head") == {1: {"title": "Первый"}})


def test_what_was_typed_of_a_removed_plan_goes_even_while_its_form_is_open(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    form = a_form(theme)
    qtbot.addWidget(form)
    form.keep_draft(tmp_path, "plan-head", record=2)
    type_text(form.editor("title"), "ы")
    keeping = form.findChild(Keeping)
    assert keeping is not None
    keeping.keep()
    forget_removed(tmp_path, [keeping], lambda _table, _ids: frozenset())
    keeping.keep()
    assert not form.is_changed()
    assert kept_drafts(tmp_path, "plan-head") == {}


# ----------------------------------------------------------------------------------------------------- form and panel


def a_form(theme: Theme) -> Form:
    form = Form(theme)
    form.add("title", "Тема", TextField(theme))
    form.add("day", "Срок", DateField(theme, lambda: date(2026, 3, 13)))
    form.add("guests", "Гостей", NumberField(theme))
    form.set_values({"title": "Семинар", "day": date(2026, 3, 24)})
    return form


def test_what_makes_no_sense_yet_is_kept_as_it_was_typed(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    form = a_form(theme)
    qtbot.addWidget(form)
    form.keep_draft(tmp_path, "event")
    type_text(form.editor("guests"), "много")
    qtbot.waitUntil(lambda: bool(kept_drafts(tmp_path, "event")))
    again = a_form(theme)
    qtbot.addWidget(again)
    again.keep_draft(tmp_path, "event")
    assert (again.typed(), again.is_changed()) == (form.typed(), True)


@pytest.mark.parametrize("act", [Form.mark_saved, Form.restore])
def test_what_is_stored_or_put_back_is_kept_no_more(
    qtbot: QtBot, theme: Theme, tmp_path: Path, act: Callable[[Form], None]
) -> None:
    form = a_form(theme)
    qtbot.addWidget(form)
    form.keep_draft(tmp_path, "event")
    type_text(form.editor("title"), "ы")
    qtbot.waitUntil(lambda: bool(kept_drafts(tmp_path, "event")))
    act(form)
    qtbot.waitUntil(lambda: not (tmp_path / FILE_NAME).exists())


def test_a_draft_reverts_no_field_that_nobody_touched(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    form = a_form(theme)
    qtbot.addWidget(form)
    form.keep_draft(tmp_path, "event")
    type_text(form.editor("guests"), "12")
    qtbot.waitUntil(lambda: bool(kept_drafts(tmp_path, "event")))
    again = a_form(theme)
    qtbot.addWidget(again)
    again.set_values({"title": "Вебинар", "day": date(2026, 3, 25)})
    again.keep_draft(tmp_path, "event")
    assert again.values() == {"title": "Вебинар", "day": date(2026, 3, 25), "guests": 12}


def test_fields_that_mean_something_together_only_are_kept_together(qtbot: QtBot, theme: Theme) -> None:
    form = a_form(theme)
    form.tie("day", "guests")
    qtbot.addWidget(form)
    type_text(form.editor("guests"), "12")
    assert set(form.unsaved()) == {"day", "guests"}


def a_panel(qtbot: QtBot, theme: Theme, folder: Path) -> SidePanel:
    panel = SidePanel(theme, "Мероприятие")
    qtbot.addWidget(panel)
    panel.hold(a_form(theme))
    panel.keep_drafts(folder, "event")
    return panel


def test_a_panel_keeps_the_drafts_of_all_its_records(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    panel = a_panel(qtbot, theme, tmp_path)
    for key in (4, 5):
        panel.edit(key, "Мероприятие", {"title": "Семинар"})
        assert panel.form is not None
        type_text(panel.form.editor("title"), "ы")
    qtbot.waitUntil(lambda: len(kept_drafts(tmp_path, "event")) == 2)
    again = a_panel(qtbot, theme, tmp_path)
    assert again.drafts == {4, 5}
    assert panel.form is not None
    again.edit(5, "Мероприятие", {"title": "Семинар"})
    assert again.form is not None
    assert again.form.values()["title"] == panel.form.values()["title"]
    again.drop()
    qtbot.waitUntil(lambda: set(kept_drafts(tmp_path, "event")) == {4})


# ------------------------------------------------------------------------------------------------------------ window


@pytest.fixture
def folder(sites: Path, tmp_path: Path, qapp: QApplication) -> Callable[[str], Path]:
    """The data folder of a site, to be opened more than once."""
    return lambda site: copied_site(sites, site, tmp_path / "folder")


def test_a_half_filled_passport_outlives_the_window(folder: Callable[[str], Path]) -> None:
    site = folder("new")
    with on_stage(site) as stage:
        stage.page("settings", "passport")
        type_text(stage.find(QWidget, "short_name"), "Сад № 7")
        type_text(stage.find(QWidget, "contract_date"), "когда-нибудь")
    with on_stage(site) as again:
        form = again.page("settings", "passport").passport.form  # type: ignore[attr-defined]
        assert again.session.workplace is not None
        assert passport(again.session.workplace.db) is None
        assert (form.typed()["short_name"], form.typed()["contract_date"]) == ("Сад № 7", "когда-нибудь")
        assert again.find(QWidget, "passport-revert").isVisible()


def test_a_passport_that_could_be_stored_on_closing_leaves_no_draft(folder: Callable[[str], Path]) -> None:
    site = folder("demo")
    with on_stage(site) as stage:
        stage.page("settings", "passport")
        type_text(stage.find(QWidget, "locality"), "ы")
    assert not (site / FILE_NAME).exists()


def test_a_half_filled_member_outlives_the_window(folder: Callable[[str], Path]) -> None:
    site = folder("demo")
    with on_stage(site) as stage:
        stage.page("settings", "team")
        type_text(stage.find(QWidget, "last_name"), "Заречная")
    with on_stage(site) as again:
        form = again.page("settings", "team").team.form  # type: ignore[attr-defined]
        assert form.typed()["last_name"] == "Заречная"


@pytest.mark.parametrize(
    ("key", "panel", "field"), [("trainees", "panel", "phone"), ("events", "event_panel", "title")]
)
def test_a_half_filled_card_outlives_the_window(
    folder: Callable[[str], Path], key: str, panel: str, field: str
) -> None:
    site = folder("demo")
    with on_stage(site) as stage:
        page = stage.page(key)
        page.primary_new()
        stage.settle()
        type_text(getattr(page, panel).form.editor(field), "914")
    with on_stage(site) as again:
        page = again.page(key)
        page.primary_new()
        again.settle()
        assert getattr(page, panel).form.typed()[field] == "914"


def test_a_row_with_a_draft_is_marked_before_anybody_opens_it(folder: Callable[[str], Path]) -> None:
    site = folder("demo")
    with on_stage(site) as stage:
        page = stage.page("events")
        table = page.log.table  # type: ignore[attr-defined]
        table.select_first()
        event_id = table.current_row().id
        page.change_event(event_id)  # type: ignore[attr-defined]
        type_text(page.event_panel.form.editor("title"), "ы")  # type: ignore[attr-defined]
    with on_stage(site) as again:
        assert again.page("events").log.table.delegate.drafts == {event_id}  # type: ignore[attr-defined]


def test_what_is_typed_stands_in_the_drafts_only(folder: Callable[[str], Path]) -> None:
    site = folder("demo")
    with on_stage(site) as stage:
        stage.page("settings", "team")
        type_text(stage.find(QWidget, "last_name"), "Неведомая")
    telling = [path.name for path in site.rglob("*") if path.is_file() and "Неведомая".encode() in path.read_bytes()]
    assert telling == [FILE_NAME]


@pytest.fixture
def begun(folder: Callable[[str], Path]) -> Iterator[tuple[Stage, int]]:
    """A window where the phone of a trainee is half typed, and the id of her card."""
    with on_stage(folder("demo")) as stage:
        assert stage.session.workplace is not None
        person_id = make_person(stage.session.workplace.db, last_name="Безотметкина")
        page = stage.page("trainees")
        page.open_person(person_id)  # type: ignore[attr-defined]
        type_text(page.panel.form.editor("phone"), "9")  # type: ignore[attr-defined]
        yield stage, person_id


def test_what_was_typed_in_a_card_goes_with_the_card(begun: tuple[Stage, int]) -> None:
    stage, person_id = begun
    page = stage.page("trainees")
    page.panel.close_panel()  # type: ignore[attr-defined]
    stage.window.keep_drafts()  # type: ignore[attr-defined]
    assert set(kept_drafts(stage.folder, "person")) == {person_id}
    page.cards.remove([person_id])  # type: ignore[attr-defined]
    stage.settle()
    assert page.panel.drafts == frozenset()  # type: ignore[attr-defined]
    assert kept_drafts(stage.folder, "person") == {}


def test_a_card_taken_out_in_another_run_leaves_no_draft(folder: Callable[[str], Path]) -> None:
    site = folder("demo")
    keep_drafts(site, "person", {1_000_000: {"phone": "914"}})
    with on_stage(site):
        assert not (site / FILE_NAME).exists()


def test_a_card_stored_just_before_closing_leaves_no_draft(begun: tuple[Stage, int]) -> None:
    stage, _person_id = begun
    page = stage.page("trainees")
    page.panel.form.editor("phone").set_value("+7 914 000-00-07")  # type: ignore[attr-defined]
    page.panel.save()  # type: ignore[attr-defined]
    stage.session.close()
    assert not (stage.folder / FILE_NAME).exists()
