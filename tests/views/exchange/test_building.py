"""Sealed packages as a person builds them: chosen in the dialog, sealed beside the window, stood on in the list."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exports.packages.age import new_key_pair
from models.commands.institute_link import accept_invitation
from models.database import Database
from models.key_store import KeyStore
from models.queries.directory import head_of_site
from models.queries.outbox import outbox_lines
from models.rows.codes import PackageKind, PackageState
from models.sealed_files import sealed_path
from models.vault import no_vault
from tests.models.iro import Iro
from tests.models.make import run
from tests.views.exchange.arrange import own_key
from tests.views.exchange.looking import child, press, settle, words
from tests.views.plan.arrange import Heard
from views.exchange.build_dialog import BuildDialog
from views.exchange.page import ExchangePage
from views.theme import Theme
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

OpenPage = Callable[..., ExchangePage]


@pytest.fixture
def iro(db: Database, tmp_path: Path) -> Iro:
    """An institute that the site knows."""
    made = Iro(KeyStore.under(tmp_path / "iro", vault=no_vault), recipient=new_key_pair().recipient)
    accept_invitation(db, made.invitation(), actor=head_of_site(db))
    own_key(db, tmp_path)
    return made


def offered(page: ExchangePage, kind: PackageKind) -> BuildDialog:
    dialog = page.build()
    assert dialog is not None
    field = child(dialog, "package-kind")
    assert isinstance(field, ChoiceField)
    field.set_value(kind)
    field.edited.emit()
    return dialog


def test_a_report_is_sealed_into_the_outbox_and_stood_on(
    qtbot: QtBot, workplace: Workplace, db: Database, iro: Iro, open_page: OpenPage, heard: Heard
) -> None:
    page = open_page()
    press(qtbot, workplace, page, "build-package")
    press(qtbot, workplace, page, "package-seal")
    (line,) = outbox_lines(db)
    assert (line.kind, line.state) == (PackageKind.QUARTERLY_REPORT, PackageState.BUILT)
    assert sealed_path(workplace.outbox, line.name).read_bytes().startswith(b"age-encryption.org/v1\n")
    assert heard.last.startswith(f"Пакет запечатан: {line.name}")
    stood = page.list.current_line()
    assert stood is not None
    assert stood.name == line.name
    assert "Открыть сможет только ИРО" in words(child(page, "package-inside"))


def test_the_same_data_are_not_sealed_twice(
    qtbot: QtBot, workplace: Workplace, db: Database, iro: Iro, open_page: OpenPage, heard: Heard
) -> None:
    page = open_page()
    for _ in range(2):
        offered(page, PackageKind.ROSTER)
        press(qtbot, workplace, page, "package-seal")
    assert len(outbox_lines(db)) == 1
    assert heard.last.startswith("Данные не изменились, это тот же пакет")


def test_news_want_an_event_and_carry_those_that_are_ticked(
    qtbot: QtBot, workplace: Workplace, db: Database, iro: Iro, open_page: OpenPage
) -> None:
    page = open_page()
    dialog = offered(page, PackageKind.NEWS)
    press(qtbot, workplace, page, "package-seal")
    assert "Отметьте хотя бы одно мероприятие" in words(dialog)
    ticks = [each for each in dialog.findChildren(CheckField) if each.objectName().startswith("event-")]
    ticks[0].click()
    assert len(dialog.chosen.events) == 1
    assert dialog.chosen.kind is PackageKind.NEWS


def test_a_refused_package_leaves_the_button_and_says_why(
    qtbot: QtBot, workplace: Workplace, db: Database, iro: Iro, open_page: OpenPage, heard: Heard, tmp_path: Path
) -> None:
    for key in (tmp_path / "keys").glob("*.key"):
        key.unlink()
    page = open_page()
    press(qtbot, workplace, page, "build-package")
    press(qtbot, workplace, page, "package-seal")
    assert not outbox_lines(db)
    assert heard.notices[-1].refused
    assert child(page, "build-package").property("blocked") != "true"


def test_the_dialog_fits_the_smallest_window_with_large_text(
    qtbot: QtBot, workplace: Workplace, theme: Theme, iro: Iro, open_page: OpenPage
) -> None:
    theme.choose(scale=1.25)
    page = open_page(width=1024, height=560)
    for kind in PackageKind:
        dialog = offered(page, kind)
        settle(qtbot, workplace)
        assert dialog.height() <= page.height(), kind
        assert dialog.width() <= page.width(), kind
        assert dialog.minimumSizeHint().height() <= page.height(), kind
        dialog.reject()
    theme.choose(scale=1.0)


def test_what_was_chosen_last_is_offered_first(
    qtbot: QtBot, workplace: Workplace, iro: Iro, open_page: OpenPage
) -> None:
    page = open_page()
    offered(page, PackageKind.ROSTER)
    press(qtbot, workplace, page, "package-seal")
    dialog = page.build()
    assert dialog is not None
    assert dialog.chosen.kind is PackageKind.ROSTER


def test_a_name_in_the_news_is_shown_at_its_place(
    qtbot: QtBot, workplace: Workplace, db: Database, iro: Iro, open_page: OpenPage
) -> None:
    with db.reading() as session:
        sql = "SELECT last_name || ' ' || first_name FROM person WHERE length(last_name) > 6 ORDER BY id DESC LIMIT 1"
        name = str(session.connection().exec_driver_sql(sql).scalar_one())
        event = session.connection().exec_driver_sql(
            "SELECT id FROM event WHERE held_on BETWEEN '2025-10-01' AND '2025-12-31' LIMIT 1"
        )
        event_id = int(event.scalar_one())
    run(db, "UPDATE event SET outcome = ? WHERE id = ?", f"Занятие провела {name}.", event_id)
    page = open_page()
    dialog = offered(page, PackageKind.NEWS)
    tick = child(dialog, f"event-{event_id}")
    assert isinstance(tick, CheckField)
    tick.click()
    press(qtbot, workplace, page, "package-seal")
    assert not outbox_lines(db)
    findings: QWidget = child(page, "package-findings")
    assert "имя человека" in words(findings)
