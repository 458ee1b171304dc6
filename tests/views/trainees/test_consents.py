"""Consents and closed fields in the panel, and the register, driven as a user does."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.commands.consents import give_consent, withdraw_consent
from models.commands.depersonalise import destroy_person
from models.commands.restricted import write_restricted
from models.commands.undo import undo_last
from models.database import Database
from models.queries.consents import masked_fields, person_consents
from models.queries.personal_data import register_lines
from models.rows.codes import (
    ActKind,
    ConsentPurpose,
    ConsentState,
    PersonalDataAction,
    PersonalDataState,
    RestrictedField,
    RestrictedNeed,
)
from models.rows.consents import ConsentDraft, PersonConsents, RestrictedDraft
from models.rows.personal_acts import ActDraft, ActLine
from models.rules.person_code import person_code
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.views.trainees.arrange import Said
from views.trainees.acts_view import kept_words
from views.trainees.consents_view import ConsentsView
from views.trainees.page import TraineesPage
from views.widgets.chip import Chip
from views.widgets.fields import DateField, TextField
from views.workplace import Workplace

TODAY = date(2026, 3, 2)
SIGNED = date(2026, 2, 2)
SNILS = "112-233-445 95"
ACT = ActDraft(number="7", dated_on=TODAY, basis="заявление", commission=("Петрова Мария",))


@pytest.fixture
def person_id(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.person(db, "Вымышленникова")


@pytest.fixture
def view(page: TraineesPage, person_id: int, qtbot: QtBot) -> ConsentsView:
    page.open_person(person_id)
    made = page.panel.consents
    qtbot.waitUntil(made.isVisible)
    return made


def shown(db: Database, person_id: int) -> PersonConsents:
    found = person_consents(db, person_id)
    assert found is not None
    return found


def signed(db: Database, person_id: int, purpose: ConsentPurpose = ConsentPurpose.PROCESSING) -> int:
    closed = frozenset(RestrictedField) if purpose is not ConsentPurpose.PUBLICATION else frozenset[RestrictedField]()
    return give_consent(db, person_id, ConsentDraft(purpose=purpose, signed_on=SIGNED, restricted=closed), actor=HEAD)


def closed(db: Database, person_id: int) -> None:
    write_restricted(db, person_id, RestrictedDraft(need=RestrictedNeed.FRDO, snils=SNILS), actor=HEAD)


def button(view: QWidget, name: str) -> QAbstractButton:
    (found,) = [each for each in view.findChildren(QAbstractButton, name) if each.isVisibleTo(view)]
    return found


def chip(view: QWidget, purpose: ConsentPurpose) -> str:
    """The word beside a purpose, nothing while the lines are made anew."""
    found = view.findChildren(Chip, f"consent-state-{purpose.value}")
    return next((each.text for each in found if each.isVisibleTo(view)), "")


def lines_shown(view: QWidget) -> list[str]:
    return [each.text() for each in view.findChildren(QLabel, "closed-line") if each.isVisibleTo(view)]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key)


def until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=5000)


def test_a_card_without_consents_says_so_for_each_purpose(view: ConsentsView, qtbot: QtBot) -> None:
    until(qtbot, lambda: bool(chip(view, ConsentPurpose.PROCESSING)))
    assert [chip(view, purpose) for purpose in ConsentPurpose] == ["нет", "нет", "нет"]


def test_a_consent_is_written_by_the_keyboard_alone(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot, said: Said
) -> None:
    give = button(view, "consent-give-processing")
    give.setFocus()
    press(qtbot, give, Qt.Key.Key_Space)
    field = view.editor.form.editor("signed_on")
    assert isinstance(field, DateField)
    until(qtbot, field.hasFocus)
    field.selectAll()
    qtbot.keyClicks(field, "2.2.2026")
    press(qtbot, field, Qt.Key.Key_Return)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")
    assert shown(db, person_id).purposes[0].state is ConsentState.IN_FORCE
    assert said.done == ["Согласие записано. [Вернуть]"]
    assert view.editor.isHidden()


def test_the_keyboard_comes_back_to_the_purpose_whose_consent_was_withdrawn(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    signed(db, person_id)
    signed(db, person_id, ConsentPurpose.PUBLICATION)
    until(qtbot, lambda: chip(view, ConsentPurpose.PUBLICATION) == "действует")
    withdraw = button(view, "consent-withdraw-publication")
    withdraw.setFocus()
    press(qtbot, withdraw, Qt.Key.Key_Return)
    press(qtbot, view.withdrawal.form.editor("on"), Qt.Key.Key_Return)
    until(qtbot, lambda: chip(view, ConsentPurpose.PUBLICATION) == "отозвано")
    until(qtbot, lambda: button(view, "consent-give-publication").hasFocus())


def test_a_day_that_has_not_come_is_refused_beside_its_field(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    button(view, "consent-give-publication").click()
    field = view.editor.form.editor("signed_on")
    assert isinstance(field, DateField)
    field.selectAll()
    qtbot.keyClicks(field, "3.3.2026")
    view.editor.save_button.click()
    assert "ещё не наступил" in view.editor.form.problem_of("signed_on")
    assert shown(db, person_id).purposes[1].state is ConsentState.MISSING
    press(qtbot, field, Qt.Key.Key_Escape)
    assert view.editor.isHidden()
    assert view.isVisible()


def test_a_withdrawal_blocks_and_is_turned_back(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot, said: Said
) -> None:
    signed(db, person_id)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")
    button(view, "consent-withdraw-processing").click()
    view.withdrawal.save_button.click()
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "отозвано")
    assert shown(db, person_id).state is PersonalDataState.BLOCKED
    assert said.done == ["Согласие отозвано. [Вернуть]"]
    undo_last(db, actor=HEAD)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")


def test_a_withdrawal_before_the_signature_is_refused_beside_its_field(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    signed(db, person_id)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")
    button(view, "consent-withdraw-processing").click()
    field = view.withdrawal.form.editor("on")
    assert isinstance(field, DateField)
    field.selectAll()
    qtbot.keyClicks(field, "1.2.2026")
    view.withdrawal.save_button.click()
    assert "раньше дня подписи" in view.withdrawal.form.problem_of("on")


def test_work_is_resumed_under_a_new_consent(view: ConsentsView, db: Database, person_id: int, qtbot: QtBot) -> None:
    withdraw_consent(db, signed(db, person_id), SIGNED, actor=HEAD)
    signed(db, person_id)
    resume = view.findChild(QAbstractButton, "consents-resume")
    assert resume is not None
    until(qtbot, resume.isVisible)
    resume.click()
    until(qtbot, lambda: shown(db, person_id).state is PersonalDataState.ACTIVE)


def test_closed_fields_show_themselves_after_a_click_that_is_noted(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    signed(db, person_id)
    closed(db, person_id)
    until(qtbot, lambda: "СНИЛС: ***-***-*** 95" in lines_shown(view))
    button(view, "closed-show").click()
    until(qtbot, lambda: f"СНИЛС: {SNILS}" in lines_shown(view))
    assert register_lines(db, TODAY, TODAY)[0].action is PersonalDataAction.RESTRICTED_SHOWN


def test_another_card_shows_its_own_mask(
    view: ConsentsView, db: Database, person_id: int, page: TraineesPage, qtbot: QtBot
) -> None:
    signed(db, person_id)
    closed(db, person_id)
    until(qtbot, lambda: "СНИЛС: ***-***-*** 95" in lines_shown(view))
    button(view, "closed-show").click()
    until(qtbot, lambda: f"СНИЛС: {SNILS}" in lines_shown(view))
    page.open_person(arrange.person(db, "Соседкина"))
    assert lines_shown(view) == []
    page.open_person(person_id)
    assert f"СНИЛС: {SNILS}" not in lines_shown(view)


def test_closed_fields_whose_consent_is_over_stay_behind_the_mask(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    consent_id = signed(db, person_id, ConsentPurpose.FRDO)
    closed(db, person_id)
    withdraw_consent(db, consent_id, TODAY, actor=HEAD)
    until(qtbot, lambda: "СНИЛС: ***-***-*** 95" in lines_shown(view))
    show = button(view, "closed-show")
    assert "больше не действует" in show.toolTip()
    show.click()
    assert lines_shown(view)[0] == "СНИЛС: ***-***-*** 95"


def test_a_wrong_snils_is_refused_beside_its_field(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    signed(db, person_id)
    button(view, "closed-write").click()
    field = view.closed_fields.editor.form.editor("snils")
    assert isinstance(field, TextField)
    qtbot.keyClicks(field, "112-233-445 96")
    view.closed_fields.editor.save_button.click()
    assert "не сходятся" in view.closed_fields.editor.form.problem_of("snils")
    field.selectAll()
    qtbot.keyClicks(field, SNILS)
    view.closed_fields.editor.save_button.click()
    until(qtbot, lambda: masked_fields(db, person_id) is not None)


def test_closed_fields_without_a_consent_are_refused_beside_the_need(
    view: ConsentsView, db: Database, person_id: int, qtbot: QtBot
) -> None:
    button(view, "closed-write").click()
    field = view.closed_fields.editor.form.editor("snils")
    assert isinstance(field, TextField)
    qtbot.keyClicks(field, SNILS)
    view.closed_fields.editor.save_button.click()
    until(qtbot, lambda: "Нет действующего согласия" in view.closed_fields.editor.form.problem_of("need"))
    assert masked_fields(db, person_id) is None


def test_the_scan_hangs_at_the_consent(view: ConsentsView, db: Database, person_id: int, qtbot: QtBot) -> None:
    signed(db, person_id)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")
    assert view.files.isHidden()
    button(view, "consent-scan-processing").click()
    assert view.files.isVisible()


def test_a_mistyped_consent_is_removed(view: ConsentsView, db: Database, person_id: int, qtbot: QtBot) -> None:
    signed(db, person_id)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")
    button(view, "consent-remove-processing").click()
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "нет")


def test_a_mended_consent_keeps_what_it_names(view: ConsentsView, db: Database, person_id: int, qtbot: QtBot) -> None:
    signed(db, person_id)
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "действует")
    button(view, "consent-change-processing").click()
    assert view.editor.restricted == frozenset(RestrictedField)
    field = view.editor.form.editor("valid_until")
    assert isinstance(field, DateField)
    qtbot.keyClicks(field, "9.3.2026")
    view.editor.save_button.click()
    until(qtbot, lambda: chip(view, ConsentPurpose.PROCESSING) == "истекает")


# The register


def test_the_register_is_opened_filtered_by_days_and_copied(
    page: TraineesPage, db: Database, person_id: int, qtbot: QtBot
) -> None:
    signed(db, person_id)
    page.show_register()
    register = page.register
    assert [line.subject_code for line in register.table.rows()] == [person_code(person_id)]
    register.copy_button.click()
    assert person_code(person_id) in QGuiApplication.clipboard().text()
    register.start.selectAll()
    qtbot.keyClicks(register.start, "3.3.2026")
    press(qtbot, register.start, Qt.Key.Key_Return)
    assert register.table.rows() == []
    assert register.print_button.blocked
    press(qtbot, register.table, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_the_register_left_open_shows_what_was_done_meanwhile(
    page: TraineesPage, db: Database, person_id: int, qtbot: QtBot
) -> None:
    page.show_register()
    page.hide()
    signed(db, person_id)
    page.show()
    until(qtbot, lambda: len(page.register.table.rows()) == 1)


def test_the_register_lists_the_acts_and_prints_one_again(page: TraineesPage, workplace: Workplace) -> None:
    db = workplace.db
    destroy_person(db, arrange.person(db, "Лишняя"), ACT, actor=HEAD)
    page.show_register()
    shown = page.register.acts
    assert [shown.model.columns[0].text(line) for line in shown.table.rows()] == ["№ 7"]
    assert shown.model.columns[-1].text(shown.table.rows()[0]) == "хранить до 02.03.2029"
    shown.table.select_first()
    assert not shown.print_button.blocked


def test_an_act_whose_three_years_are_over_may_go() -> None:
    line = ActLine(1, ActKind.DESTROYED, "7", date(2023, 3, 1), "С-00001", "заявление", date(2026, 3, 1))
    assert kept_words(line, date(2026, 3, 1)) == "хранить до 01.03.2026"
    assert kept_words(line, date(2026, 3, 2)) == "срок вышел, можно уничтожить"
