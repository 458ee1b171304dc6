from collections.abc import Iterable
from datetime import date

import pytest
from pydantic import ValidationError
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from models.rows.draft import FieldProblem, field_problems, problems_of
from models.rows.programs import StreamDraft
from models.rows.site import SiteDraft
from tests.views.widgets.keys import show, type_text
from views.theme import Theme
from views.widgets.fields import DateField, Form, NumberField, TextField


def form_of(qtbot: QtBot, theme: Theme) -> Form:
    def check(values: dict[str, object]) -> Iterable[FieldProblem]:
        if values["guests"] == 13:
            yield FieldProblem("guests", "Столько мест в зале нет")

    form = Form(theme, check=check)
    form.add("title", "Тема", TextField(theme), required=True)
    form.add("day", "Срок", DateField(theme, lambda: date(2026, 3, 13)), hint="Можно «завтра»")
    form.add("guests", "Гостей", NumberField(theme), beside="day")
    show(qtbot, form, 320, 300)
    return form


def test_values_go_in_and_come_out(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.set_values({"title": "Семинар", "day": date(2026, 3, 24), "guests": 7})
    assert form.values() == {"title": "Семинар", "day": date(2026, 3, 24), "guests": 7}
    assert not form.is_changed()


def test_typing_makes_it_changed_and_undoing_makes_it_unchanged(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.set_values({"title": "Семинар"})
    editor = form.editor("title")
    editor.setFocus()
    with qtbot.waitSignal(form.changed):
        type_text(editor, "ы")
    assert form.is_changed()
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    form.set_typed({"title": "Семинар"})
    assert not form.is_changed()


def test_a_problem_stands_under_its_field_and_takes_the_focus(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.show_problems([FieldProblem("guests", "Больше плана"), FieldProblem("day", "Раньше начала квартала")])
    day = form.editor("day")
    assert form.problem_of("day") == "Раньше начала квартала"
    assert form.problem_of("guests") == "Больше плана"
    assert day.hasFocus()
    assert day.property("problem") is True
    assert day.accessibleDescription() == "Раньше начала квартала"


def general(form: Form) -> QLabel:
    found = form.findChild(QLabel, "form-problem")
    assert isinstance(found, QLabel)
    return found


def test_a_problem_of_no_field_stands_at_the_foot_in_sight(qtbot: QtBot, theme: Theme) -> None:
    form, area = form_of(qtbot, theme), QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    show(qtbot, area, 320, 120)
    assert form.show_problems([FieldProblem("", "План уже утверждён")])
    said = general(form)
    qtbot.waitUntil(lambda: area.viewport().rect().contains(said.mapTo(area.viewport(), said.rect().center())))
    assert said.text() == "План уже утверждён"
    assert said.mapTo(form, said.rect().topLeft()).y() > form.editor("guests").mapTo(form, QPoint(0, 0)).y()


def test_a_problem_of_the_whole_goes_with_the_next_edit(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.show_problems([FieldProblem("", "План уже утверждён")])
    shown = general(form).isVisible()
    type_text(form.editor("title"), "С")
    assert (shown, general(form).isVisible()) == (True, False)


def test_a_rule_over_two_dates_stands_beside_the_date_that_breaks_it(qtbot: QtBot, theme: Theme) -> None:
    form = Form(theme)
    for key, label in (("starts_on", "С какого дня"), ("ends_on", "По какой день")):
        form.add(key, label, DateField(theme, lambda: date(2026, 3, 13)))
    show(qtbot, form, 320, 300)
    form.set_values({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)})
    with pytest.raises(ValidationError) as refused:
        StreamDraft.model_validate({"title": "Поток 1", "program_id": 1, "tutor_id": 1, **form.values()})
    form.show_problems(problems_of(refused.value))
    assert form.problem_of("ends_on") == "Поток кончается раньше, чем начинается. Проверьте даты"
    assert not general(form).isVisible()


def test_a_field_is_checked_on_leaving_not_on_each_key(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    editor = form.editor("day")
    editor.setFocus()
    type_text(editor, "37 ма")
    during = form.problem_of("day")
    form.editor("title").setFocus()
    assert (during, form.problem_of("day")) == ("", "Напишите дату так: 24.03.2026")


def test_mending_takes_the_problem_away_at_once(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.show_problems([FieldProblem("title", "Заполните это поле")])
    type_text(form.editor("title"), "С")
    assert form.problem_of("title") == ""
    assert form.editor("title").property("problem") is False


def test_the_own_check_of_the_page_is_asked_on_leaving(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    editor = form.editor("guests")
    editor.setFocus()
    type_text(editor, "13")
    form.editor("title").setFocus()
    assert form.problem_of("guests") == "Столько мест в зале нет"


def test_passing_through_an_empty_field_scolds_nobody(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.editor("title").setFocus()
    form.editor("day").setFocus()
    assert form.problem_of("title") == ""


def test_verifying_names_the_empty_required_field(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    assert not form.verify()
    assert form.problem_of("title") == "Заполните это поле"


def test_an_unreadable_text_survives_in_what_is_typed(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.set_typed({"day": "37 марта"})
    assert form.typed()["day"] == "37 марта"
    assert form.values()["day"] is None


def test_hidden_fields_are_not_asked_for(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.show_field("title", shown=False)
    assert form.verify()


@pytest.mark.parametrize("key", ["title", "day", "guests"])
def test_every_field_is_named_by_its_label(qtbot: QtBot, theme: Theme, key: str) -> None:
    form = form_of(qtbot, theme)
    assert form.editor(key).objectName() == key
    assert form.editor(key).accessibleName() in ("Тема", "Срок", "Гостей")


def form_with_numbers(qtbot: QtBot, theme: Theme) -> Form:
    form = Form(theme, check=lambda typed: field_problems(SiteDraft, typed))
    for key in ("inn", "ogrn"):
        form.add(key, key.upper(), TextField(theme))
    show(qtbot, form, 320, 200)
    return form


@pytest.mark.parametrize(
    ("key", "typed", "problem"),
    [
        ("ogrn", "1022500000001", "В ОГРН не сходится последняя из 13 цифр. Проверьте по документу"),
        ("ogrn", "102250000", "В ОГРН не сходится последняя из 13 цифр. Проверьте по документу"),
        ("ogrn", "1252500000389", ""),
        ("inn", "2540000001", "В ИНН не сходятся последние цифры. Проверьте по документу"),
    ],
)
def test_a_wrong_number_is_told_on_leaving_its_field(
    qtbot: QtBot, theme: Theme, key: str, typed: str, problem: str
) -> None:
    form = form_with_numbers(qtbot, theme)
    form.editor(key).setFocus()
    type_text(form.editor(key), typed)
    form.editor("ogrn" if key == "inn" else "inn").setFocus()
    assert form.problem_of(key) == problem


def test_a_refused_field_that_is_left_as_it_was_keeps_its_problem(qtbot: QtBot, theme: Theme) -> None:
    form = form_of(qtbot, theme)
    form.set_typed({"title": "Семинар"})
    form.show_problems([FieldProblem("title", "Такая тема уже есть")])
    form.editor("day").setFocus()
    assert form.problem_of("title") == "Такая тема уже есть"
