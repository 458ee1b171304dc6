"""«Ключи и адреса»: comparing by telephone, forgetting, the new key, the recovery sheet, passwords and the speed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.database import Database
from models.key_store import KeyStore
from models.queries.certificates import site_keys
from models.queries.institute import institute_line
from models.queries.recovery_sheet import recovery_sheet
from models.rows.key_loss import KeyLoss
from tests.views.exchange.arrange import invited
from tests.views.exchange.looking import child, press, settle, words
from views.exchange.keys_dialog import KeysDialog
from views.exchange.page import ExchangePage
from views.exchange.speed_limit import remembered_limit
from views.widgets.choice import ChoiceField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def dialog(
    qtbot: QtBot, workplace: Workplace, db: Database, tmp_path: Path, open_page: Callable[..., ExchangePage]
) -> KeysDialog:
    """The dialog of a site that has just opened its invitation."""
    invited(db, tmp_path, compared=False)
    made = open_page().show_keys()
    made.confirm = lambda *_asked: True
    settle(qtbot, workplace)
    return made


def test_both_fingerprints_are_shown_in_groups(db: Database, dialog: KeysDialog) -> None:
    institute = institute_line(db)
    assert institute is not None
    assert institute.site_fingerprint is not None
    shown = words(dialog)
    assert all(group in shown for group in (institute.fingerprint + " " + institute.site_fingerprint).split(" "))


def test_what_was_compared_is_noted_with_its_day(
    qtbot: QtBot, workplace: Workplace, db: Database, dialog: KeysDialog
) -> None:
    press(qtbot, workplace, dialog, "keys-compared")
    institute = institute_line(db)
    assert institute is not None
    assert institute.compared_on == db.today()
    assert "Сверен по телефону 13.03.2026" in words(dialog)


def test_an_institute_that_is_forgotten_is_believed_no_more(
    qtbot: QtBot, workplace: Workplace, db: Database, dialog: KeysDialog
) -> None:
    press(qtbot, workplace, dialog, "keys-forget")
    assert institute_line(db) is None
    assert "Приглашения института пока нет" in words(dialog)


def test_a_new_key_says_what_is_to_be_done_next(
    qtbot: QtBot, workplace: Workplace, db: Database, dialog: KeysDialog
) -> None:
    before = [key.name for key in site_keys(db) if key.retired_on is None]
    dialog.replace_key(KeyLoss.STOLEN)
    settle(qtbot, workplace)
    assert [key.name for key in site_keys(db) if key.retired_on is None] != before
    assert "пусть отзовёт прежний ключ" in words(dialog)


def test_a_lost_key_comes_back_from_the_letters_of_its_sheet(
    qtbot: QtBot, workplace: Workplace, db: Database, dialog: KeysDialog, tmp_path: Path
) -> None:
    keys = KeyStore.under(tmp_path)
    sheet = recovery_sheet(db, keys)
    keys.drop(sheet.key)
    press(qtbot, workplace, dialog, "keys-restore")
    field = child(dialog, "restore-letters")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("\n".join(f"{row.no} {row.letters}" for row in sheet.rows).lower())
    press(qtbot, workplace, dialog, "restore-act")
    assert keys.holds(sheet.key)


def test_letters_with_a_slip_are_told_where_they_were_typed(
    qtbot: QtBot, workplace: Workplace, db: Database, dialog: KeysDialog, tmp_path: Path
) -> None:
    sheet = recovery_sheet(db, KeyStore.under(tmp_path))
    press(qtbot, workplace, dialog, "keys-restore")
    field = child(dialog, "restore-letters")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(" ".join(f"{row.no} {row.letters}" for row in sheet.rows[1:]))
    press(qtbot, workplace, dialog, "restore-act")
    assert "не хватает строки 1" in words(child(dialog, "restore-dialog"))


def test_the_sheet_is_offered_for_printing(qtbot: QtBot, workplace: Workplace, dialog: KeysDialog) -> None:
    press(qtbot, workplace, dialog, "keys-sheet")
    assert child(dialog, "paper").accessibleName() == "Лист восстановления ключа"


def test_a_password_goes_to_what_sends_and_nowhere_else(
    qtbot: QtBot, workplace: Workplace, dialog: KeysDialog, tmp_path: Path
) -> None:
    given: list[tuple[str, str, str]] = []
    workplace.outgoing.login_given.connect(lambda *said: given.append(said))
    press(qtbot, workplace, dialog, "keys-password-0")
    asked = child(dialog, "password-dialog")
    for name, text in (("name", "ploshchadka"), ("password", "s3kret-of-iro")):
        field = child(asked, name)
        assert isinstance(field, QLineEdit)
        field.setText(text)
    press(qtbot, workplace, dialog, "password-keep")
    assert given == [("https://upload.example.ru/files", "ploshchadka", "s3kret-of-iro")]
    assert not any(b"s3kret" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_speed_chosen_holds_the_sending_back(workplace: Workplace, dialog: KeysDialog) -> None:
    field = child(dialog, "keys-speed")
    assert isinstance(field, ChoiceField)
    field.set_value("64")
    field.edited.emit()
    assert workplace.outgoing.bytes_per_second == 8000
    assert remembered_limit(workplace.remembered) == 8000


def test_a_key_without_a_password_is_told_of(dialog: KeysDialog) -> None:
    assert "лежит на диске без пароля" in words(dialog)
