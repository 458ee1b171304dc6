"""The outbox as a person sees and works it: four stops, the button of a row, keys, order, roads by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from exports.transport.mail import joined_pieces
from models.database import Database
from models.queries.outbox import outbox_line, outbox_lines, transfers_of
from models.rows.codes import PackageKind, PackageState, Road
from models.sealed_files import sealed_path
from tests.models.make import run
from tests.views.exchange.arrange import Exchange, invited, sealed, without_packages
from tests.views.exchange.looking import child, choose, press, press_row, settle, words
from tests.views.plan.arrange import Heard
from tests.views.stage import press as press_key
from views.exchange.acts import Act
from views.exchange.page import ExchangePage
from views.outgoing import Passing
from views.places import Place
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OpenPage = Callable[..., ExchangePage]


def state_of(db: Database, package_id: int) -> PackageState:
    line = outbox_line(db, package_id)
    assert line is not None
    return line.state


def test_every_package_stands_in_the_list_with_its_state(exchange: Exchange, open_page: OpenPage) -> None:
    model = open_page().list.outbox
    spoken = [
        str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())
    ]
    assert spoken[0].startswith("Правка: отчёт, III квартал 2025, в очереди, 3")
    assert any("Отчёт, IV квартал 2025, передан" in said and "ждём квитанцию с 13" in said for said in spoken)
    assert any("отклонён 12" in said and "2\u00a0замечания" in said for said in spoken)
    assert len(spoken) == len(exchange.lines) + 1


def test_the_open_package_stands_below_and_says_that_anyone_can_open_it(
    exchange: Exchange, open_page: OpenPage
) -> None:
    page = open_page()
    page.list.setCurrentIndex(page.list.outbox.index(len(page.list.lines) - 1, 0))
    assert "Открыть может любой" in words(child(page, "package-inside"))


def test_a_sealed_package_says_who_can_open_it_and_what_is_in_it(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage
) -> None:
    page = open_page()
    page.list.select(exchange.lines["photos"].name)
    settle(qtbot, workplace)
    said = words(child(page, "package-inside"))
    assert "Открыть сможет только ИРО" in said
    assert "Продукты 3" in said
    assert exchange.lines["photos"].name in said


def test_the_button_of_a_row_pauses_what_goes_and_lets_it_go_on(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage, heard: Heard
) -> None:
    page, photos = open_page(), exchange.lines["photos"]
    press_row(qtbot, workplace, page.list, photos.name)
    assert [line.is_paused for line in outbox_lines(db) if line.id == photos.id] == [True]
    assert heard.last.startswith("На паузе")
    press_row(qtbot, workplace, page.list, photos.name)
    assert [line.is_paused for line in outbox_lines(db) if line.id == photos.id] == [False]


def test_a_package_that_is_ready_goes_into_the_queue(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage
) -> None:
    page, ready = open_page(), exchange.lines["ready"]
    press_row(qtbot, workplace, page.list, ready.name)
    assert state_of(db, ready.id) is PackageState.QUEUED


def test_a_package_may_wait_for_the_night(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage
) -> None:
    page, ready = open_page(), exchange.lines["ready"]
    page.list.select(ready.name)
    choose(qtbot, workplace, page.list, Act.SEND_AT_NIGHT)
    line = next(line for line in page.list.lines if line.id == ready.id)
    assert line.at_night
    assert "ночью" in page.list.outbox.about(line)


def test_space_and_delete_work_from_the_list(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage
) -> None:
    page, first = open_page(), exchange.lines["correction"]
    page.list.select(first.name)
    press_key(page.list, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert [line.is_paused for line in outbox_lines(db) if line.id == first.id] == [True]
    page.doing.confirm = lambda *_asked: True
    press_key(page.list, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert state_of(db, first.id) is PackageState.WITHDRAWN


def test_a_package_taken_off_may_be_sent_after_all_while_its_file_is_there(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage, heard: Heard
) -> None:
    page, ready = open_page(), exchange.lines["ready"]
    page.doing.confirm = lambda *_asked: True
    page.list.select(ready.name)
    choose(qtbot, workplace, page.list, Act.WITHDRAW)
    path = sealed_path(workplace.outbox, ready.name)
    away = path.rename(path.with_suffix(".away"))
    choose(qtbot, workplace, page.list, Act.SEND)
    assert heard.last == "Файла пакета на месте нет."
    away.rename(path)
    choose(qtbot, workplace, page.list, Act.SEND)
    assert state_of(db, ready.id) is PackageState.QUEUED


def test_a_package_is_not_withdrawn_without_the_answer_of_the_person(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage
) -> None:
    page, first = open_page(), exchange.lines["correction"]
    page.doing.confirm = lambda *_asked: False
    page.list.select(first.name)
    choose(qtbot, workplace, page.list, Act.WITHDRAW)
    assert state_of(db, first.id) is PackageState.QUEUED


def test_the_order_of_the_queue_is_changed_by_keys_and_one_stays_on_the_package(
    qtbot: QtBot, workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage
) -> None:
    page, news, photos = open_page(), exchange.lines["news"], exchange.lines["photos"]
    page.list.select(news.name)
    press_key(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, workplace)
    order = [line.id for line in page.list.lines]
    assert order.index(news.id) < order.index(photos.id)
    current = page.list.current_line()
    assert current is not None
    assert current.id == news.id


def test_figures_stay_before_files_and_it_is_said_why(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage, heard: Heard
) -> None:
    page = open_page()
    page.list.select(exchange.lines["correction"].name)
    choose(qtbot, workplace, page.list, Act.DOWN)
    assert "Цифры уходят раньше" in heard.last


def test_with_the_stick_chosen_a_row_offers_the_stick_and_the_choice_is_remembered(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage
) -> None:
    page = open_page()
    qtbot.mouseClick(page.cards.cards[Road.FOLDER], Qt.MouseButton.LeftButton)
    ready = exchange.lines["ready"]
    assert page.list.outbox.main_act(ready) is Act.TO_FOLDER
    assert open_page().cards.road is Road.FOLDER


def test_a_package_on_a_stick_is_read_back_and_counts_as_handed_over(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    page, ready = open_page(), exchange.lines["ready"]
    stick = tmp_path / "stick"
    stick.mkdir()
    page.choose_folder = lambda _parent, _beginning: stick
    page.list.select(ready.name)
    choose(qtbot, workplace, page.list, Act.TO_FOLDER)
    assert (stick / f"{ready.name}.age").read_bytes() == sealed_path(workplace.outbox, ready.name).read_bytes()
    assert state_of(db, ready.id) is PackageState.SENT
    assert [each.road for each in transfers_of(db, ready.id)] == [Road.FOLDER]
    assert "прочитано обратно" in heard.last


def test_a_stick_that_is_not_there_leaves_the_package_where_it_was(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    page, ready = open_page(), exchange.lines["ready"]
    page.choose_folder = lambda _parent, _beginning: tmp_path / "gone"
    page.list.select(ready.name)
    choose(qtbot, workplace, page.list, Act.TO_FOLDER)
    assert state_of(db, ready.id) is PackageState.BUILT
    assert heard.notices[-1].refused
    assert heard.notices[-1].advice


def test_letters_are_written_and_the_person_says_when_they_are_sent(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    page, photos = open_page(), exchange.lines["photos"]
    page.choose_folder = lambda _parent, _beginning: tmp_path
    page.list.select(photos.name)
    choose(qtbot, workplace, page.list, Act.TO_MAIL)
    assert "2\u00a0письма" in words(child(page, "mail-dialog"))
    press(qtbot, workplace, page, "mail-write")
    (joined,) = joined_pieces(sorted((tmp_path / f"{photos.name}-pisma").glob("*.eml")))
    assert (joined.sha256, joined.missing) == (photos.sha256, ())
    assert state_of(db, photos.id) is not PackageState.SENT
    choice = heard.notices[-1].choice
    assert choice is not None
    choice[1]()
    settle(qtbot, workplace)
    assert state_of(db, photos.id) is PackageState.SENT


def test_a_file_that_was_changed_does_not_pass_the_check(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage, heard: Heard
) -> None:
    page, ready = open_page(), exchange.lines["ready"]
    page.list.select(ready.name)
    choose(qtbot, workplace, page.list, Act.CHECK)
    assert heard.last.startswith("Файл цел")
    path = sealed_path(workplace.outbox, ready.name)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    choose(qtbot, workplace, page.list, Act.CHECK)
    assert heard.notices[-1].refused


def test_an_invitation_without_an_address_says_so_and_keeps_the_package(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, heard: Heard
) -> None:
    invited(db, workplace.data_folder, servers=False)
    line = sealed(db, workplace.outbox)
    page = open_page()
    press_row(qtbot, workplace, page.list, line.name)
    assert "нет адреса" in heard.last
    assert state_of(db, line.id) is PackageState.BUILT


def test_figures_and_files_are_told_apart_on_the_cards(exchange: Exchange, open_page: OpenPage) -> None:
    said = words(open_page().cards.cards[Road.NETWORK])
    assert "цифры 9\u00a0КБ" in said
    assert "фото и файлы 5,0\u00a0МБ" in said
    assert "≈\u00a0" in said


def test_what_passes_is_shown_without_the_database(
    exchange: Exchange, workplace: Workplace, open_page: OpenPage
) -> None:
    page = open_page()
    workplace.outgoing.passed.emit(Passing(2_150_000, 8000.0))
    line = next(line for line in page.list.lines if line.state is PackageState.SENDING)
    assert page.list.outbox.about(line) == "2,1 из 4,1\u00a0МБ · осталось ≈\u00a04\u00a0мин"


def test_a_package_sent_back_leads_to_the_reasons(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage
) -> None:
    page, refused = open_page(), exchange.lines["refused"]
    press_row(qtbot, workplace, page.list, refused.name)
    focus = page.focusWidget()
    assert focus is not None
    assert focus.objectName() == "open-question"


def test_an_accepted_package_shows_its_receipt(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage
) -> None:
    page, old = open_page(), exchange.lines["old"]
    press_row(qtbot, workplace, page.list, old.name)
    said = words(child(page, "receipt-dialog"))
    assert old.name in said
    assert "без сети" in said


def test_without_packages_the_page_says_how_to_begin(workplace: Workplace, db: Database, open_page: OpenPage) -> None:
    without_packages(db)
    invited(db, workplace.data_folder)
    assert child(open_page(), "empty-begin").isVisible()


def test_a_site_without_an_invitation_is_told_what_to_do_first(open_page: OpenPage) -> None:
    page = open_page()
    assert "Приглашения института пока нет" in words(child(page, "exchange-strip"))
    assert not page.cards.isVisible()


def test_in_the_smallest_window_every_part_can_be_reached(
    qtbot: QtBot, exchange: Exchange, open_page: OpenPage
) -> None:
    page = open_page(width=968, height=560)
    assert page.list.visualRect(page.list.outbox.index(1, 0)).bottom() < page.list.viewport().height()
    qtbot.mouseClick(child(page, "segment-inside"), Qt.MouseButton.LeftButton)
    inside, answers = child(page, "package-inside"), child(page, "from-institute")
    assert inside.geometry().right() < answers.geometry().left()


def test_a_package_of_another_window_appears_by_itself(
    workplace: Workplace, db: Database, exchange: Exchange, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page()
    made = sealed(db, workplace.outbox, PackageKind.ROSTER, period="2026-Q1")
    settle(qtbot, workplace)
    assert made.name in [line.name for line in page.list.lines]
    run(db, "DELETE FROM package WHERE id = ?", made.id)
    settle(qtbot, workplace)
    assert made.name not in [line.name for line in page.list.lines]


def test_ctrl_k_leads_to_what_may_be_begun(workplace: Workplace, exchange: Exchange, open_page: OpenPage) -> None:
    page = open_page()
    for place, name in ((Place.NEW, "build-dialog"), (Place.TAKE, "take-dialog"), (Place.KEYS, "keys-dialog")):
        page.show_place(place)
        dialog = child(page, name)
        assert isinstance(dialog, QDialog)
        dialog.reject()
    page.show_place(exchange.lines["old"].id)
    assert page.list.current_line() == next(line for line in page.list.lines if line.id == exchange.lines["old"].id)


def test_the_journal_is_offered_for_printing(
    qtbot: QtBot, workplace: Workplace, exchange: Exchange, open_page: OpenPage
) -> None:
    page = open_page()
    press(qtbot, workplace, child(page, "outbox-list").window(), "sheet-link")
    paper = child(page, "paper")
    assert paper.accessibleName().startswith("Журнал обмена, 2025/2026 учебный год")


def test_arrows_go_from_road_to_road(exchange: Exchange, open_page: OpenPage) -> None:
    page = open_page()
    page.cards.cards[Road.NETWORK].setFocus()
    press_key(page.cards.cards[Road.NETWORK], Qt.Key.Key_Right)
    assert page.cards.road is Road.FOLDER
    assert page.cards.cards[Road.FOLDER].hasFocus()
