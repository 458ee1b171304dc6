"""The site is described, its team gathered; what was typed and not stored stays."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import next_undo, undo_last
from models.database import Database
from models.queries.directory import head_of_site
from models.queries.history import recent_actions
from models.queries.team import passport, team
from tests.models.make import HEAD, content, count
from tests.views.plan.arrange import Heard
from tests.views.widgets.keys import type_text
from views.places import Place
from views.preferences.page import PreferencesPage
from views.theme import Mode
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.form import Form
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OpenPage = Callable[..., PreferencesPage]


@pytest.fixture
def open_page(qtbot: QtBot, workplace: Workplace) -> OpenPage:
    def show(place: object = None, *, width: int = 1366, height: int = 728) -> PreferencesPage:
        page = PreferencesPage(workplace)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.show_place(place)
        return page

    return show


def settle(qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.waitUntil(lambda: not workplace.jobs.busy)
    QApplication.processEvents()


def child(page: QWidget, name: str) -> QWidget:
    found = [each for each in page.findChildren(QWidget, name) if each.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def press(qtbot: QtBot, workplace: Workplace, page: QWidget, name: str) -> None:
    qtbot.mouseClick(child(page, name), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)


def choose(page: QWidget, name: str, words: str) -> None:
    field = child(page, name)
    assert isinstance(field, ChoiceField)
    field.setCurrentIndex(next(at for at in range(field.count()) if words in field.itemText(at)))
    field.activated.emit(field.currentIndex())


def fill_passport(page: PreferencesPage) -> None:
    type_text(child(page, "short_name"), "Детский сад № 7")
    type_text(child(page, "full_name"), "МБДОУ «Детский сад № 7»")
    choose(page, "municipality_id", "Чугуевский")
    type_text(child(page, "theme"), "Игра и речь")


def described(qtbot: QtBot, workplace: Workplace, page: PreferencesPage) -> PreferencesPage:
    fill_passport(page)
    press(qtbot, workplace, page, "save-passport")
    return page


def fill_member(page: PreferencesPage, last: str = "Заречная", first: str = "Нина") -> None:
    type_text(child(page, "last_name"), last)
    type_text(child(page, "first_name"), first)
    choose(page, "position_id", "заведующий")


def add_head(qtbot: QtBot, workplace: Workplace, page: PreferencesPage) -> None:
    described(qtbot, workplace, page)
    page.show_place(Place.TEAM)
    fill_member(page)
    press(qtbot, workplace, page, "add-member")


def problem_of(form: Form, key: str) -> str:
    return form.problem_of(key)


def test_an_empty_passport_says_what_is_missing_beside_the_fields(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    press(qtbot, workplace, page, "save-passport")
    form = page.passport.form
    assert problem_of(form, "short_name") == problem_of(form, "municipality_id") == "Заполните это поле"
    assert passport(db) is None


def test_ctrl_s_stores_the_passport_of_a_new_site_with_its_kindergarten(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    fill_passport(page)
    qtbot.keyClick(child(page, "short_name"), "s", Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    stored = passport(db)
    assert stored is not None
    assert (stored.short_name, stored.organization_id is not None) == ("Детский сад № 7", True)
    assert heard.last == "Паспорт площадки сохранён"


def test_passport_and_kindergarten_are_one_action(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    before = content(db)
    described(qtbot, workplace, open_page())
    undo_last(db, actor=HEAD)
    assert content(db) == before
    assert next_undo(db) is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("inn", "2536178801", "В ИНН не сходятся последние цифры"),
        ("phone", "12", "Телефон не читается"),
        ("email", "кто-то", "Адрес электронной почты не читается"),
        ("contract_date", "когда-нибудь", "Напишите дату так: 24.03.2026"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_stores_nothing(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, field: str, typed: str, said: str
) -> None:
    page = open_page()
    fill_passport(page)
    type_text(child(page, field), typed)
    press(qtbot, workplace, page, "save-passport")
    assert problem_of(page.passport.form, field).startswith(said)
    assert passport(db) is None


def test_typed_things_stay_when_the_data_change_elsewhere(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = described(qtbot, workplace, open_page())
    theme = child(page, "theme")
    type_text(theme, " и ещё")
    page.show_place("history")
    page.passport.reload()
    page.show_place(Place.PASSPORT)
    assert "и ещё" in str(page.passport.form.values()["theme"])
    assert "Есть несохранённые правки" in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_as_it_was_drops_what_was_typed(qtbot: QtBot, workplace: Workplace, open_page: OpenPage) -> None:
    page = described(qtbot, workplace, open_page())
    type_text(child(page, "theme"), " и ещё")
    press(qtbot, workplace, page, "passport-revert")
    assert page.passport.form.values()["theme"] == "Игра и речь"
    assert not page.passport.is_changed


def test_closing_the_window_stores_a_passport_that_can_be_stored(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    fill_passport(page)
    page.store()
    assert passport(db) is not None


def test_the_phone_is_shown_as_people_write_it(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    fill_passport(page)
    type_text(child(page, "phone"), "8 423 200 00 07")
    press(qtbot, workplace, page, "save-passport")
    stored = passport(db)
    assert stored is not None
    assert stored.phone == "+74232000007"
    assert page.passport.form.values()["phone"] == "+7 (423) 200-00-07"


def test_the_first_of_the_team_is_its_head(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    add_head(qtbot, workplace, open_page())
    (line,) = team(db)
    assert (line.name, line.role) == ("Заречная Нина", "руководитель площадки")
    assert head_of_site(db).person_id == line.person_id
    assert heard.last == "Участник команды добавлен"


def test_a_team_before_the_passport_is_told_what_comes_first(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    page = open_page(Place.TEAM)
    fill_member(page)
    press(qtbot, workplace, page, "add-member")
    assert heard.last == "Сначала заполните паспорт площадки."
    assert page.team.form.values()["last_name"] == "Заречная"
    assert count(db, "person") == 0


def test_who_is_sent_here_begins_in_the_first_field(qtbot: QtBot, workplace: Workplace, open_page: OpenPage) -> None:
    page = open_page(Place.PASSPORT)
    assert page.focusWidget() is page.passport.form.editor("short_name")
    page.show_place(Place.TEAM)
    assert page.focusWidget() is page.team.form.editor("last_name")


def test_half_a_member_stays_while_the_team_reloads(qtbot: QtBot, workplace: Workplace, open_page: OpenPage) -> None:
    page = described(qtbot, workplace, open_page())
    page.show_place(Place.TEAM)
    type_text(child(page, "last_name"), "Заре")
    page.team.reload()
    assert page.team.form.values()["last_name"] == "Заре"


def test_the_next_member_typed_while_the_first_is_stored_stays(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = described(qtbot, workplace, open_page())
    page.show_place(Place.TEAM)
    fill_member(page)
    for _ in range(2):
        child(page, "add-member").click()
    page.team.form.editor("last_name").set_typed("Зуева")
    qtbot.waitUntil(lambda: not workplace.jobs.busy)
    assert page.team.form.values()["last_name"] == "Зуева"
    assert not page.team.form.values()["first_name"]
    assert len(team(db)) == 1


def test_the_same_role_from_the_same_day_is_refused(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    fill_member(page)
    choose(page, "role_id", "руководитель площадки")
    press(qtbot, workplace, page, "add-member")
    assert heard.last == "Эта роль с этого дня у человека уже есть."
    assert len(team(db)) == 1


def test_a_role_is_ended_today_and_stays_in_the_list(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    listed = child(page, "team-list")
    assert isinstance(listed, QAbstractItemView)
    listed.setCurrentIndex(listed.model().index(0, 0))
    press(qtbot, workplace, page, "end-role")
    (line,) = team(db)
    assert line.ends_on == db.today()
    assert heard.last == "Роль завершена"


def test_ending_a_role_without_a_choice_only_says_why(qtbot: QtBot, workplace: Workplace, open_page: OpenPage) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    assert page.team.view.current_row() is None
    assert page.team._end.blocked


def test_the_acting_person_stands_in_the_history(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    page.show_place("folder")
    choose(page, "acting-person", "Заречная Нина")
    assert workplace.remembered.person_id == team(db)[0].person_id


def test_who_has_left_the_team_acts_no_more(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    page.show_place("folder")
    choose(page, "acting-person", "Заречная Нина")
    page.show_place(Place.TEAM)
    page.team.view.select_first()
    press(qtbot, workplace, page, "end-role")
    assert workplace.remembered.person_id is None


def test_the_history_shows_what_was_done_newest_first(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    page.show_place("history")
    listed = child(page, "history-list")
    assert isinstance(listed, QAbstractItemView)
    shown = [listed.model().index(row, 1).data() for row in range(listed.model().rowCount())]
    assert shown == ["Участник команды добавлен", "Паспорт площадки сохранён"]
    assert [line.steps for line in recent_actions(db)] == [1, 2]


def test_the_chosen_action_and_the_later_ones_go_back_and_come_again_one_by_one(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    add_head(qtbot, workplace, page)
    page.show_place("history")
    view = page.history.view
    assert view.select(lambda line: line.label == "Паспорт площадки сохранён")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    button = QApplication.focusWidget()
    assert isinstance(button, Button)
    assert button.text() == "Отменить 2\N{NO-BREAK SPACE}последних действия"
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert (passport(db), heard.last) == (None, "Отменено: 2\N{NO-BREAK SPACE}последних действия.")
    press(qtbot, workplace, page, "history-redo")
    assert passport(db) is not None
    assert (team(db), heard.last) == ([], "Повторено: паспорт площадки сохранён.")


def test_what_cannot_go_back_any_more_says_so_on_the_button(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    described(qtbot, workplace, page)
    undo_last(db, actor=HEAD)
    page.show_place("history")
    page.history.view.select_first()
    undo = child(page, "history-undo")
    assert isinstance(undo, Button)
    assert (undo.blocked, undo.toolTip()) == (True, "Действий, которые можно отменить, нет")


def test_theme_and_text_size_change_at_once_and_are_remembered(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page("folder")
    press(qtbot, workplace, page, "segment-dark")
    press(qtbot, workplace, page, "segment-125")
    assert (workplace.theme.mode, workplace.theme.scale) == (Mode.DARK, 1.25)
    assert (workplace.remembered.theme, workplace.remembered.scale) == (Mode.DARK, 1.25)


def test_in_a_low_narrow_window_the_form_of_a_member_is_behind_a_tab_and_scrolls(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page(Place.TEAM, width=968, height=560)
    assert page.team.form.isVisible()
    add = child(page, "add-member")
    assert add.mapTo(page, add.rect().bottomRight()).y() < page.height()
    assert child(page, "last_name").height() >= workplace.theme.size("input") - 2
    qtbot.mouseClick(child(page, "segment-list"), Qt.MouseButton.LeftButton)
    assert page.team.view.isVisible()
    assert not page.team.form.isVisible()
