"""Packages leave by themselves: to a real server on loopback, cut, paused, and «принят» only by a receipt."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exports.transport.credentials import Credentials
from exports.transport.outbox import outbox_runner
from models.commands.institute_link import accept_invitation
from models.commands.outbox import enqueue, pause, resume
from models.database import Database
from models.key_store import KeyStore
from models.queries.directory import head_of_site
from models.queries.outbox import outbox_line, outbox_lines
from models.rows.codes import PackageKind, PackageState, Road
from models.rows.exchange import OutboxLine
from models.rules.invitation import Server
from models.sealed_files import sealed_path
from models.vault import no_vault
from tests.exports.transport.servers import TusServer
from tests.models.iro import Iro
from tests.views.exchange.arrange import row_of, sealed
from tests.views.plan.arrange import Heard
from views.exchange.page import ExchangePage
from views.exchange.sending import Sender, Sending, Speed
from views.outgoing import Passing
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAIT_MS = 60_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[TusServer]:
    with TusServer(tmp_path / "institute") as started:
        yield started


@pytest.fixture
def iro(db: Database, server: TusServer, tmp_path: Path) -> Iro:
    """An institute whose server listens here."""
    made = Iro(KeyStore.under(tmp_path / "iro", vault=no_vault))
    invitation = made.invitation(servers=(Server("tus", server.url),))
    accept_invitation(db, invitation, actor=head_of_site(db))
    return made


@pytest.fixture
def sending(workplace: Workplace, iro: Iro) -> Iterator[Sending]:
    """What sends from the site, with no keyring."""
    outgoing = workplace.outgoing

    def make() -> Sender:
        credentials = Credentials(None)
        runner = outbox_runner(
            workplace.db,
            workplace.outbox,
            credentials=credentials,
            bytes_per_second=lambda: outgoing.bytes_per_second,
            actor=workplace.actor(),
        )
        return Sender(runner, credentials)

    made = Sending(workplace, make)
    yield made
    made.deleteLater()


def queue(db: Database, line: OutboxLine) -> None:
    enqueue(db, line.id, road=Road.NETWORK, actor=head_of_site(db))


def state_of(db: Database, line: OutboxLine) -> PackageState:
    found = outbox_line(db, line.id)
    assert found is not None
    return found.state


def test_a_package_put_into_the_queue_leaves_by_itself_and_is_not_called_accepted(
    qtbot: QtBot, workplace: Workplace, db: Database, server: TusServer, sending: Sending, heard: Heard
) -> None:
    line = sealed(db, workplace.outbox)
    queue(db, line)
    qtbot.waitUntil(lambda: state_of(db, line) is PackageState.SENT, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not sending.is_under_way, timeout=WAIT_MS)
    assert server.whole() == [sealed_path(workplace.outbox, line.name).read_bytes()]
    assert any("Ждём квитанцию" in notice.text for notice in heard.notices)


def test_figures_leave_before_photographs_whatever_was_queued_first(
    qtbot: QtBot, workplace: Workplace, db: Database, iro: Iro, request: pytest.FixtureRequest
) -> None:
    photos = sealed(db, workplace.outbox, PackageKind.PRODUCTS, size=60_000)
    figures = sealed(db, workplace.outbox)
    queue(db, photos)
    queue(db, figures)
    sending: Sending = request.getfixturevalue("sending")
    order: list[str] = []
    sending.stepped.connect(lambda step: order.append(step.name) if step.name else None)
    sending.begin()
    qtbot.waitUntil(lambda: len(order) == 2, timeout=WAIT_MS)
    assert order == [figures.name, photos.name]


def test_what_goes_is_told_to_the_page_and_a_pause_stops_it_within_a_chunk(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    server: TusServer,
    sending: Sending,
    open_page: Callable[..., ExchangePage],
) -> None:
    workplace.outgoing.bytes_per_second = 40_000.0
    page = open_page()
    line = sealed(db, workplace.outbox, PackageKind.PRODUCTS, size=400_000)
    told: list[Passing] = []
    workplace.outgoing.passed.connect(lambda passing: told.append(passing) if passing else None)
    queue(db, line)
    qtbot.waitUntil(lambda: any(0 < passing.there < line.size for passing in told), timeout=WAIT_MS)
    pause(db, line.id, actor=head_of_site(db))
    qtbot.waitUntil(lambda: not sending.is_under_way, timeout=WAIT_MS)
    stopped = outbox_line(db, line.id)
    assert stopped is not None
    assert (stopped.state, stopped.is_paused) == (PackageState.QUEUED, True)
    assert 0 < stopped.bytes_there < line.size
    qtbot.waitUntil(lambda: "ждёт, пока продолжите" in page.list.outbox.about(page.list.lines[0]), timeout=WAIT_MS)
    workplace.outgoing.bytes_per_second = None
    resume(db, line.id, actor=head_of_site(db))
    qtbot.waitUntil(lambda: state_of(db, line) is PackageState.SENT, timeout=WAIT_MS)
    assert server.whole() == [sealed_path(workplace.outbox, line.name).read_bytes()]


def test_a_receipt_at_the_server_makes_the_package_accepted_and_is_told(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    server: TusServer,
    iro: Iro,
    sending: Sending,
    heard: Heard,
) -> None:
    line = sealed(db, workplace.outbox)
    content = iro.receipt(row_of(line), signed_at=datetime(2026, 3, 13, 3, tzinfo=UTC))
    (server.answers / f"{line.name}.receipt").write_bytes(content)
    queue(db, line)
    qtbot.waitUntil(lambda: state_of(db, line) is PackageState.SENT, timeout=WAIT_MS)
    workplace.outgoing.wanted.emit()
    qtbot.waitUntil(lambda: state_of(db, line) is PackageState.ACCEPTED, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "От института" in heard.last, timeout=WAIT_MS)


def test_a_dead_server_leaves_the_package_in_the_queue_with_a_reason(
    qtbot: QtBot, workplace: Workplace, db: Database, server: TusServer, sending: Sending
) -> None:
    server.kill()
    line = sealed(db, workplace.outbox)
    queue(db, line)
    qtbot.waitUntil(lambda: any(each.problem for each in outbox_lines(db)), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not sending.is_under_way, timeout=WAIT_MS)
    assert state_of(db, line) is PackageState.QUEUED


def test_closing_the_window_stops_within_a_chunk_and_keeps_the_place(
    qtbot: QtBot, workplace: Workplace, db: Database, sending: Sending
) -> None:
    workplace.outgoing.bytes_per_second = 20_000.0
    line = sealed(db, workplace.outbox, PackageKind.PRODUCTS, size=400_000)
    told: list[Passing] = []
    workplace.outgoing.passed.connect(lambda passing: told.append(passing) if passing else None)
    queue(db, line)
    qtbot.waitUntil(lambda: any(passing.there > 0 for passing in told), timeout=WAIT_MS)
    workplace.jobs.close()
    kept = outbox_line(db, line.id)
    assert kept is not None
    assert kept.state is PackageState.QUEUED
    assert kept.upload_url is not None


def test_the_speed_is_that_of_the_last_seconds() -> None:
    speed = Speed()
    assert speed.told(0.0, 0) is None
    assert speed.told(1.0, 8000) == 8000
    assert speed.told(2.0, 16_000) == 8000
    for second in range(3, 12):
        last = speed.told(float(second), 16_000 + (second - 2) * 1000)
    assert last == 1000


def test_a_server_that_lost_the_upload_begins_the_speed_anew() -> None:
    speed = Speed()
    speed.told(0.0, 100_000)
    assert speed.told(1.0, 0) is None
    assert speed.told(2.0, 4000) == 4000
