"""The open package as a person builds it: into a folder, again, with names in the texts, checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from exports.packages.verify import verify_package
from models.commands.reports import begin_report, save_report_text
from models.database import Database
from models.queries.directory import head_of_site
from models.queries.reports import package_list
from models.rows.codes import PackageKind
from models.rules.periods import parse_period
from tests.models.make import run
from tests.views.exchange.arrange import without_packages
from tests.views.exchange.looking import child, choose, press, settle, words
from tests.views.plan.arrange import Heard
from views.exchange.acts import Act
from views.exchange.page import ExchangePage
from views.widgets.choice import ChoiceField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Q4 = parse_period("2025-Q4")
OpenPage = Callable[..., ExchangePage]


@pytest.fixture
def name_in_text(db: Database) -> Callable[[str], None]:
    """Write a trainee's name into a text of the report; the words stand around `{}`."""

    def write(words: str) -> None:
        with db.reading() as session:
            sql = "SELECT last_name, first_name FROM person WHERE length(last_name) > 6 ORDER BY id DESC LIMIT 1"
            last, first = session.connection().exec_driver_sql(sql).one()
        save_report_text(db, Q4, "appendices", words.format(last=last, first=first), actor=head_of_site(db))

    return write


def build(qtbot: QtBot, workplace: Workplace, page: ExchangePage) -> None:
    """«Собрать пакет», as it is offered."""
    press(qtbot, workplace, page, "build-package")
    press(qtbot, workplace, page, "package-seal")


def offered(page: ExchangePage, name: str) -> ChoiceField:
    """A field of the dialog."""
    field = child(page.build() or page, name)
    assert isinstance(field, ChoiceField)
    return field


def build_into(qtbot: QtBot, workplace: Workplace, page: ExchangePage, folder: Path | None) -> None:
    """The same by «Другая папка…»."""
    page.choose_folder = lambda _parent, _beginning: folder
    press(qtbot, workplace, page, "build-package")
    field = child(page, "package-place")
    assert isinstance(field, ChoiceField)
    field.setCurrentIndex(field.count() - 1)
    field.activated.emit(field.currentIndex())
    press(qtbot, workplace, page, "package-seal")


def test_a_package_is_built_into_a_folder_and_holds_together(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    build_into(qtbot, workplace, page, tmp_path / "флешка")
    (built,) = (tmp_path / "флешка").glob("*.zip")
    assert verify_package(built).rows["trainees"] > 0
    assert f"записан: {built.name}" in heard.last
    assert built.stem in [line.name for line in package_list(db) if line.period == "2025-Q4"]


def test_a_folder_not_chosen_leaves_the_place_as_it_was(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    build_into(qtbot, workplace, open_page(), None)
    assert list(workplace.outbox.glob("*2025-Q4*.zip"))


def test_the_same_data_give_the_same_package_and_it_is_said(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    build(qtbot, workplace, page)
    before = len(package_list(db))
    build(qtbot, workplace, page)
    assert heard.last.startswith("Данные не изменились, это тот же пакет № ")
    assert len(package_list(db)) == before


def test_the_new_package_is_stood_on_and_its_parts_are_counted(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    page = open_page()
    build(qtbot, workplace, page)
    line = page.list.current_line()
    assert line is not None
    assert line.name == package_list(db)[0].name
    assert "Отметки посещения" in words(child(page, "package-inside"))


def test_a_package_is_checked_on_the_spot(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage
) -> None:
    page = open_page()
    build(qtbot, workplace, page)
    choose(qtbot, workplace, page.list, Act.CHECK)
    assert heard.last.startswith("Пакет цел: ")


def test_a_changed_file_does_not_pass_the_check(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage
) -> None:
    page = open_page()
    build(qtbot, workplace, page)
    (built,) = workplace.outbox.glob("*2025-Q4*.zip")
    content = bytearray(built.read_bytes())
    content[len(content) // 2] ^= 0xFF
    built.write_bytes(content)
    choose(qtbot, workplace, page.list, Act.CHECK)
    assert heard.notices[-1].stays


def test_a_file_that_is_gone_is_told_of(qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage) -> None:
    page = open_page()
    build(qtbot, workplace, page)
    for built in workplace.outbox.glob("*.zip"):
        built.unlink()
    choose(qtbot, workplace, page.list, Act.CHECK)
    assert heard.last == "Файла пакета на месте нет."
    assert heard.notices[-1].advice


def test_a_folder_that_cannot_be_made_is_told_of_with_what_to_do(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage, tmp_path: Path
) -> None:
    (tmp_path / "файл").write_text("не папка")
    page = open_page()
    build_into(qtbot, workplace, page, tmp_path / "файл" / "папка")
    assert "не открывается" in heard.last
    assert heard.notices[-1].advice


def test_a_name_in_a_text_stops_the_package_and_its_place_is_shown(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, name_in_text: Callable[[str], None]
) -> None:
    name_in_text("Помогала {last} {first}.")
    before = len(package_list(db))
    page = open_page()
    build(qtbot, workplace, page)
    findings = child(page, "package-findings")
    assert "Тексты отчёта" in words(findings)
    assert "имя человека" in words(findings)
    assert not page.findChildren(QAbstractButton, "not-a-person")
    assert len(package_list(db)) == before


def test_a_word_that_is_no_surname_is_confirmed_and_the_package_is_built(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage, name_in_text: Callable[[str], None]
) -> None:
    name_in_text("Ездили в {last}, там хорошо.")
    page = open_page()
    build(qtbot, workplace, page)
    assert "похоже на фамилию" in words(child(page, "package-findings"))
    press(qtbot, workplace, page, "not-a-person")
    assert heard.last.startswith("Пакет записан")
    assert not page.findChild(QWidget, "package-findings").isVisible()


def test_changed_data_ask_about_the_word_again(
    qtbot: QtBot,
    workplace: Workplace,
    heard: Heard,
    db: Database,
    open_page: OpenPage,
    name_in_text: Callable[[str], None],
) -> None:
    name_in_text("Ездили в {last}, там хорошо.")
    page = open_page()
    build(qtbot, workplace, page)
    press(qtbot, workplace, page, "not-a-person")
    name_in_text("Ездили в {last} опять.")
    settle(qtbot, workplace)
    build(qtbot, workplace, page)
    assert child(page, "not-a-person")


def test_a_site_without_packages_says_how_to_begin(
    qtbot: QtBot, workplace: Workplace, heard: Heard, db: Database, open_page: OpenPage
) -> None:
    without_packages(db)
    page = open_page()
    press(qtbot, workplace, page, "empty-begin")
    press(qtbot, workplace, page, "package-seal")
    assert heard.last.startswith("Пакет записан")
    assert child(page, "outbox-list")


def test_in_a_narrow_window_what_is_inside_stands_behind_a_tab(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page(width=1024, height=560)
    build(qtbot, workplace, page)
    qtbot.mouseClick(child(page, "segment-inside"), Qt.MouseButton.LeftButton)
    act = child(page, "package-act")
    assert act.mapTo(page, act.rect().bottomRight()).y() < page.height()


def test_the_period_offered_is_that_of_the_newest_report_that_has_begun(
    workplace: Workplace, db: Database, open_page: OpenPage
) -> None:
    save_report_text(db, parse_period("2026-Q1"), "appendices", "Начали раньше срока.", actor=head_of_site(db))
    field = offered(open_page(), "package-period")
    assert field.value() == "2026-Q1"


def test_days_of_a_report_begun_meanwhile_are_offered(db: Database, open_page: OpenPage) -> None:
    page, days = open_page(), parse_period("2026-02-02..2026-02-15")
    begin_report(db, days, actor=head_of_site(db))
    field = offered(page, "package-period")
    field.set_value(days.code)
    assert field.value() == days.code


def test_a_quarter_without_an_event_gives_way_to_the_one_with_the_data(db: Database, open_page: OpenPage) -> None:
    run(db, "DELETE FROM report_text")
    run(db, "DELETE FROM report")
    run(db, "UPDATE event SET held_on = '2026-03-02' WHERE held_on < '2026-01-01'")
    field = offered(open_page(), "package-period")
    assert field.value() == "2026-Q1"


def test_a_period_without_events_is_warned_of(db: Database, open_page: OpenPage) -> None:
    page = open_page()
    field = offered(page, "package-period")
    assert "ни одного мероприятия" not in words(page)
    field.set_value("2024/25")
    field.edited.emit()
    assert "ни одного мероприятия" in words(page)


def test_the_stand_in_for_the_code_of_the_site_is_explained(db: Database, open_page: OpenPage) -> None:
    run(db, "UPDATE site SET site_code = NULL")
    page = open_page()
    page.build()
    assert "Кода площадки от ИРО пока нет" in words(page)


def test_without_an_invitation_only_the_open_package_is_offered(open_page: OpenPage) -> None:
    field = offered(open_page(), "package-kind")
    assert field.count() == 1
    assert field.value() is PackageKind.OPEN_REPORT
