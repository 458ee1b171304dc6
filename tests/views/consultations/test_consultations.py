"""The журнал консультаций by keyboard: written down, found, summed up, changed, taken out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.attachments import attached_files
from models.queries.consultations import consultation_card, consultation_page, consultation_totals
from models.rows.attachments import ConsultationPlace
from models.rows.codes import ConsultationKind
from models.rows.consultations import ConsultationFilter, ConsultationTotals
from models.rules.words import NBSP
from tests.models.make import HEAD, content
from tests.models.photos import photo
from tests.views.journals import TOPICS, write_consultations
from tests.views.stored import settle
from tests.views.widgets.keys import show, type_text
from views.consultations.journal import ConsultationsView, totals_in_words
from views.events.papers import consultation_wishes
from views.papers.offer import PaperWindow
from views.people_field import PeopleField
from views.widgets.choice import ChoiceField
from views.widgets.fields import NumberField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def view(qtbot: QtBot, workplace: Workplace, db: Database) -> ConsultationsView:
    write_consultations(db)
    view = ConsultationsView(workplace)
    show(qtbot, view, 1300, 700)
    view.take_focus()
    return view


def choose_person(field: PeopleField, typed: str) -> None:
    QTest.keyClick(field.add_button, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    line = popup.findChild(QLineEdit)
    assert line is not None
    type_text(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)


def people_field(view: ConsultationsView) -> PeopleField:
    field = view.panel.fields.editor("person_ids")
    assert isinstance(field, PeopleField)
    return field


def fill_new(view: ConsultationsView, *people: str) -> None:
    view.write_new()
    topic = view.panel.fields.editor("topic")
    assert isinstance(topic, QPlainTextEdit)
    type_text(topic, "Как говорить с родителями")
    consultant = view.panel.fields.editor("consultant_id")
    assert isinstance(consultant, ChoiceField)
    consultant.setCurrentIndex(0)
    for name in people:
        choose_person(people_field(view), name)


def save(view: ConsultationsView, qtbot: QtBot, workplace: Workplace) -> None:
    QTest.keyClick(view.panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)


def test_the_journal_and_its_totals_are_those_of_the_queries(view: ConsultationsView, db: Database) -> None:
    assert view.table.rows() == consultation_page(db)
    assert view.totals.text() == totals_in_words(consultation_totals(db))


def test_totals_follow_the_filter(view: ConsultationsView, db: Database) -> None:
    view.bar.choose_quick("group")
    wanted = ConsultationFilter(kind=ConsultationKind.GROUP)
    assert view.table.rows() == consultation_page(db, wanted)
    assert view.totals.text() == totals_in_words(consultation_totals(db, wanted))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 мин (0 ак. ч)"), (90, "90 мин (2 ак. ч)"), (570, "570 мин (12,67 ак. ч)")],
)
def test_the_totals_count_academic_hours_as_the_papers_do(minutes: int, words: str) -> None:
    words = words.replace(" ", NBSP).replace(f"{NBSP}(", " (")
    assert f"; {words};" in totals_in_words(ConsultationTotals(1, 1, 0, minutes, 1, 1))


def test_typing_in_the_search_finds_a_topic(qtbot: QtBot, view: ConsultationsView, db: Database) -> None:
    type_text(view.bar.search, "родител")
    qtbot.waitUntil(lambda: {line.topic for line in view.table.rows()} == {TOPICS[2]})


def test_a_consultation_is_written_down_and_its_scan_follows(
    qtbot: QtBot, view: ConsultationsView, workplace: Workplace, db: Database, said: list[str], tmp_path
) -> None:
    fill_new(view, "кра")
    save(view, qtbot, workplace)
    newest = consultation_page(db)[0]
    assert (newest.topic, newest.kind, newest.minutes) == (
        "Как говорить с родителями",
        ConsultationKind.INDIVIDUAL,
        30,
    )
    assert said == ["Консультация записана."]
    assert view.panel.key == newest.id
    path = tmp_path / "скан.jpg"
    path.write_bytes(photo(size=(300, 200)))
    assert view.take_files([path])
    settle(qtbot, workplace)
    assert len(attached_files(db, ConsultationPlace(newest.id))) == 1


def test_two_people_make_a_group(view: ConsultationsView) -> None:
    fill_new(view, "кра", "ере")
    assert len(people_field(view).value()) == 2
    assert view.panel.fields.values()["kind"] is ConsultationKind.GROUP


def test_people_out_of_the_list_make_a_group_too(view: ConsultationsView) -> None:
    fill_new(view)
    outsiders = view.panel.fields.editor("outsiders")
    assert isinstance(outsiders, NumberField)
    outsiders.setFocus()
    outsiders.setText("4")
    QTest.keyClick(outsiders, Qt.Key.Key_Tab)
    assert view.panel.fields.values()["kind"] is ConsultationKind.GROUP


def test_a_consultation_of_nobody_is_not_stored(
    qtbot: QtBot, view: ConsultationsView, workplace: Workplace, db: Database
) -> None:
    before = content(db)
    fill_new(view)
    save(view, qtbot, workplace)
    assert content(db) == before
    said = view.panel.fields.findChild(type(view.totals), "form-problem")
    assert said is not None
    assert "кого консультировали" in said.text()


def test_f2_changes_a_consultation_and_undo_brings_it_back(
    qtbot: QtBot, view: ConsultationsView, workplace: Workplace, db: Database
) -> None:
    view.table.select_first()
    line, before = view.current(), content(db)
    assert line is not None
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    minutes = view.panel.fields.editor("minutes")
    assert isinstance(minutes, NumberField)
    minutes.setFocus()
    minutes.selectAll()
    type_text(minutes, "45")
    save(view, qtbot, workplace)
    card = consultation_card(db, line.id)
    assert card is not None
    assert card.draft.minutes == 45
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before


def test_del_takes_a_consultation_out_and_undo_brings_it_back(
    qtbot: QtBot, view: ConsultationsView, workplace: Workplace, db: Database, said: list[str]
) -> None:
    view.table.select_first()
    line, before = view.current(), content(db)
    assert line is not None
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert line.id not in [each.id for each in view.table.rows()]
    assert said == ["Консультация убрана."]
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before


def paper(view: ConsultationsView, qtbot: QtBot, workplace: Workplace) -> PaperWindow:
    """The preview that was asked for, with its pages drawn."""
    window = view.window().findChild(PaperWindow)
    assert window is not None
    qtbot.waitUntil(lambda: window.preview.pages > 0, timeout=20_000)
    settle(qtbot, workplace)
    return window


def test_ctrl_p_offers_the_journal_of_the_quarter_and_of_the_school_year(
    qtbot: QtBot, view: ConsultationsView, workplace: Workplace
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = paper(view, qtbot, workplace)
    assert window.windowTitle() == "Журнал консультаций, I квартал 2026 года"
    window.show_wish(consultation_wishes(None, workplace.db.today())[1])
    assert window.windowTitle() == "Журнал консультаций, 2025/2026 учебный год"
    window.close()
    settle(qtbot, workplace)


def test_the_menu_prints_the_journal_of_the_period_that_is_shown(
    qtbot: QtBot, view: ConsultationsView, workplace: Workplace
) -> None:
    period = view.bar.findChild(ChoiceField, "filter-period")
    assert period is not None
    period.set_value("2025-Q4")
    period.edited.emit()
    menu = QMenu(view)
    view.fill_menu(menu)
    next(action for action in menu.actions() if action.text().startswith("Журнал консультаций")).trigger()
    window = paper(view, qtbot, workplace)
    assert window.windowTitle() == "Журнал консультаций, IV квартал 2025 года"
    window.close()
    settle(qtbot, workplace)
