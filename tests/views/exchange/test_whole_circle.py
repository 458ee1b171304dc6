"""The whole circle in the whole window: invitation, sealing, the network, the institute, its receipt."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exports.institute.founding import invited
from models.queries.outbox import outbox_lines
from models.rows.codes import PackageState
from models.rules.invitation import Server
from tests.exports.institute.office import office_in
from tests.exports.transport.servers import TusServer
from tests.models.make import HEAD
from tests.views.exchange.looking import child, press, press_row, words
from tests.views.stage import Stage
from views.exchange.page import ExchangePage

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(180),
]

WAIT_MS = 60_000


def test_a_report_goes_to_the_institute_and_its_receipt_comes_back(
    qtbot: QtBot, open_stage: Callable[..., Stage], tmp_path: Path
) -> None:
    place = tmp_path / "iro"
    place.mkdir()
    with office_in(place) as office, TusServer(tmp_path / "server") as server:
        _invitation, content = invited(
            office.db, office.folder, "ПР-041", servers=(Server("tus", server.url),), days=90, authority="", actor=HEAD
        )
        (tmp_path / "site.invitation").write_bytes(content)
        stage = open_stage("demo")
        at = stage.session.workplace
        page = stage.page("exchange")
        assert isinstance(page, ExchangePage)
        assert at is not None
        page.taking.choose_files = lambda *_asked, **_more: [tmp_path / "site.invitation"]
        press(qtbot, at, page, "strip-act")
        press(qtbot, at, page, "build-package")
        press(qtbot, at, stage.window, "package-seal")
        (line,) = outbox_lines(at.db)
        press_row(qtbot, at, page.list, line.name)

        def state() -> PackageState:
            return outbox_lines(at.db)[0].state

        qtbot.waitUntil(lambda: state() is PackageState.SENT, timeout=WAIT_MS)
        (reception,) = office.receive(server.uploads, answers=server.answers)
        assert reception.name == line.name
        assert state() is PackageState.SENT
        at.outgoing.wanted.emit()
        qtbot.waitUntil(lambda: state() is PackageState.ACCEPTED, timeout=WAIT_MS)
        stage.settle()
        assert "сервер 127.0.0.1" in words(child(page, "from-institute"))
        press_row(qtbot, at, page.list, line.name)
        assert line.name in words(child(stage.window, "receipt-dialog"))
