"""What comes from ИРО by every road: the invitation, receipts as files, letters, from a stick; forged ones refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.database import Database
from models.key_store import KeyStore
from models.queries.institute import institute_line, receipt_lines
from models.queries.outbox import outbox_line
from models.receipts import receipt_letters
from models.rows.codes import PackageState, ReceiptVerdict
from models.rows.exchange import OutboxLine
from models.rules.receipt import Question
from models.vault import no_vault
from tests.models.iro import Iro
from tests.views.exchange.arrange import Exchange, row_of
from tests.views.exchange.looking import child, press, settle, words
from tests.views.plan.arrange import Heard
from views.exchange.page import ExchangePage
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OpenPage = Callable[..., ExchangePage]
SIGNED_AT = datetime(2026, 3, 13, 3, 20, tzinfo=UTC)


@pytest.fixture
def waits(exchange: Exchange) -> OutboxLine:
    """The package that was handed over and waits for its receipt."""
    return exchange.lines["waits"]


def take(qtbot: QtBot, workplace: Workplace, page: ExchangePage, *paths: Path) -> None:
    """«Принять файл» → «Выбрать файл…»."""
    page.taking.choose_files = lambda *_asked, **_more: list(paths)
    press(qtbot, workplace, page, "take")
    press(qtbot, workplace, page, "take-file")


def state_of(db: Database, line: OutboxLine) -> PackageState:
    found = outbox_line(db, line.id)
    assert found is not None
    return found.state


def test_an_invitation_is_opened_and_the_fingerprint_is_offered_to_compare(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, heard: Heard, tmp_path: Path
) -> None:
    iro = Iro(KeyStore.under(tmp_path / "iro", vault=no_vault))
    invitation = tmp_path / "site.invitation"
    invitation.write_bytes(iro.invitation())
    page = open_page()
    take(qtbot, workplace, page, invitation)
    institute = institute_line(db)
    assert institute is not None
    assert institute.compared_on is None
    assert page.cards.isVisible()
    choice = heard.notices[-1].choice
    assert choice is not None
    choice[1]()
    settle(qtbot, workplace)
    shown = words(child(page, "keys-dialog"))
    assert all(group in shown for group in institute.fingerprint.split(" "))


def test_an_invitation_that_was_changed_on_its_way_writes_nothing(
    qtbot: QtBot, workplace: Workplace, db: Database, open_page: OpenPage, heard: Heard, tmp_path: Path
) -> None:
    iro = Iro(KeyStore.under(tmp_path / "iro", vault=no_vault))
    invitation = tmp_path / "site.invitation"
    invitation.write_bytes(iro.invitation().replace(b"example.ru", b"example.su"))
    take(qtbot, workplace, open_page(), invitation)
    assert institute_line(db) is None
    assert "Подпись приглашения не сходится" in heard.last


def test_a_receipt_file_makes_the_package_accepted(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    receipt = tmp_path / f"{waits.name}.receipt"
    receipt.write_bytes(exchange.iro.receipt(row_of(waits), signed_at=SIGNED_AT))
    take(qtbot, workplace, open_page(), receipt)
    assert state_of(db, waits) is PackageState.ACCEPTED
    assert heard.last == f"Институт принял пакет {waits.name}."


def test_a_receipt_dropped_on_the_window_is_taken_too(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
    tmp_path: Path,
) -> None:
    receipt = tmp_path / f"{waits.name}.receipt"
    receipt.write_bytes(exchange.iro.receipt(row_of(waits), signed_at=SIGNED_AT))
    assert open_page().take_files([receipt])
    settle(qtbot, workplace)
    assert state_of(db, waits) is PackageState.ACCEPTED


def test_a_letter_with_the_receipt_in_letters_is_pasted_whole(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
) -> None:
    letters = receipt_letters(exchange.iro.receipt(row_of(waits), signed_at=SIGNED_AT))
    page = open_page()
    press(qtbot, workplace, page, "take")
    field = child(page, "take-letters")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(f"Здравствуйте! Пакет получен.\n\n{letters}\n\nС уважением")
    press(qtbot, workplace, page, "take-typed")
    assert state_of(db, waits) is PackageState.ACCEPTED


def test_a_slip_in_the_letters_is_named_by_its_row(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
    heard: Heard,
) -> None:
    rows = receipt_letters(exchange.iro.receipt(row_of(waits), signed_at=SIGNED_AT)).splitlines()
    rows[2] = rows[2][:-1] + ("2" if rows[2][-1] != "2" else "3")
    page = open_page()
    page.taking.take_letters("\n".join(rows))
    settle(qtbot, workplace)
    assert "описка в строке 3" in heard.last
    assert state_of(db, waits) is PackageState.SENT


def test_receipts_are_taken_from_a_stick(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    content = exchange.iro.receipt(row_of(waits), signed_at=SIGNED_AT)
    (stick / f"{waits.name}.receipt").write_bytes(content)
    page = open_page()
    page.choose_folder = lambda _parent, _beginning: stick
    press(qtbot, workplace, page, "take")
    press(qtbot, workplace, page, "take-folder")
    assert state_of(db, waits) is PackageState.ACCEPTED
    assert receipt_lines(db)[0].came_by == "флешка"


def test_a_receipt_of_a_stranger_changes_nothing_and_says_why(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    waits: OutboxLine,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    stranger = Iro(KeyStore.under(tmp_path / "stranger", vault=no_vault))
    receipt = tmp_path / f"{waits.name}.receipt"
    receipt.write_bytes(stranger.receipt(row_of(waits), signed_at=SIGNED_AT))
    take(qtbot, workplace, open_page(), receipt)
    assert state_of(db, waits) is PackageState.SENT
    assert "подписана не институтом" in heard.last
    assert heard.notices[-1].advice


def test_a_receipt_of_other_bytes_changes_nothing(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    other = replace(row_of(waits), sha256="0" * 64)
    receipt = tmp_path / f"{waits.name}.receipt"
    receipt.write_bytes(exchange.iro.receipt(other, signed_at=SIGNED_AT))
    take(qtbot, workplace, open_page(), receipt)
    assert state_of(db, waits) is PackageState.SENT
    assert "другой файл этого пакета" in heard.last


def test_a_rejection_shows_its_questions_at_once(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    exchange: Exchange,
    waits: OutboxLine,
    open_page: OpenPage,
    heard: Heard,
    tmp_path: Path,
) -> None:
    question = Question("unclear", "Почему в марте нет занятий?")
    content = exchange.iro.receipt(
        row_of(waits), verdict=ReceiptVerdict.REJECTED, questions=(question,), signed_at=SIGNED_AT
    )
    receipt = tmp_path / f"{waits.name}.receipt"
    receipt.write_bytes(content)
    page = open_page()
    take(qtbot, workplace, page, receipt)
    settle(qtbot, workplace)
    assert state_of(db, waits) is PackageState.REJECTED
    assert "отклонил" in heard.last
    assert question.text in words(child(page, "from-institute"))


def test_letters_are_not_taken_before_anything_is_typed(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage, heard: Heard
) -> None:
    page = open_page()
    press(qtbot, workplace, page, "take")
    qtbot.mouseClick(child(page, "take-typed"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert child(page, "take-dialog")
    assert not heard.notices
