"""The verbs of the outbox, as a person or a script says them."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import cli
from desktop.arguments import WrongUsage
from desktop.outbox_verbs import sent_with_patience
from desktop.paths import Paths
from desktop.verb import DONE, REFUSED, Answer
from exports.transport.outbox import Did
from models.commands.outbox import enqueue, pause
from models.commands.receipts import take_receipt
from models.queries.outbox import waiting_for_network
from models.rows.codes import PackageKind, PackageState, Road
from models.rules.invitation import Server
from tests.exports.transport.outbox_site import InventedServer, OutboxSite
from tests.exports.transport.servers import TusServer
from tests.models.make import HEAD


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TusServer]:
    with TusServer(tmp_path_factory.mktemp("institute")) as found:
        yield found


@pytest.fixture
def site(tmp_path: Path, server: TusServer) -> Iterator[OutboxSite]:
    found = OutboxSite(tmp_path / "site", invited_to=Server("tus", server.url))
    yield found
    found.db.close()


def said(site: OutboxSite, *words: str | Path) -> Answer:
    """What the program answers, in this process; the payload must be one that `--json` can print."""
    site.db.close()
    answer = cli._answered(cli._parser().parse_args([*map(str, words)]), Paths.under(site.folder))
    json.dumps(answer.payload)
    site.db = site.open()
    return answer


def test_everything_sealed_is_sent_and_waits_for_its_receipt(site: OutboxSite, server: TusServer):
    package_id = site.seal()
    answer = said(site, "send", "--all")
    assert answer.exit_code == DONE
    assert "квитанция" in answer.lines[0]
    assert site.sealed[package_id] in server.whole()
    assert site.line(package_id).state is PackageState.SENT


def test_a_receipt_that_lies_at_the_server_is_taken_along(site: OutboxSite, server: TusServer):
    package_id = site.seal(size=777)
    said(site, "send", "--all")
    name = site.line(package_id).name
    (server.answers / f"{name}.receipt").write_bytes(site.answer(package_id))
    answer = said(site, "send")
    assert answer.payload["answered"] == [name]
    assert site.line(package_id).state is PackageState.ACCEPTED


def test_only_what_is_named_is_sent(site: OutboxSite):
    first, second = site.seal(), site.seal()
    said(site, "send", site.line(second).name)
    assert site.line(first).state is PackageState.BUILT
    assert site.line(second).state is PackageState.SENT


def test_a_name_that_is_not_there_is_refused(site: OutboxSite):
    answer = said(site, "send", "net-takogo")
    assert answer.exit_code == REFUSED
    assert "net-takogo" in answer.lines[0]


def test_a_server_that_is_away_leaves_the_package_in_the_queue(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as ears:
        port = ears.getsockname()[1]
    found = OutboxSite(tmp_path / "site", invited_to=Server("tus", f"http://127.0.0.1:{port}/files"))
    package_id = found.seal()
    answer = said(found, "send", "--all")
    assert answer.exit_code == REFUSED
    assert found.line(package_id).state is PackageState.QUEUED
    found.db.close()


def test_a_stick_takes_the_sealed_file(site: OutboxSite, tmp_path: Path):
    package_id = site.seal()
    answer = said(site, "send", "--all", "--out", tmp_path / "stick")
    (path,) = answer.payload["files"]
    assert Path(path).read_bytes() == site.sealed[package_id]
    line = site.line(package_id)
    assert (line.state, line.road) == (PackageState.SENT, Road.FOLDER)


def test_letters_are_written_for_mail(site: OutboxSite, tmp_path: Path):
    package_id = site.seal(PackageKind.PRODUCTS, size=150_000)
    answer = said(site, "send", "--all", "--mail", tmp_path / "letters", "--piece-kb", "60", "--to", "iro@example.ru")
    assert sum(path.endswith(".eml") for path in answer.payload["files"]) == 3
    assert site.line(package_id).road is Road.MAIL


def test_a_withdrawn_package_is_not_left_on_the_stick(site: OutboxSite, tmp_path: Path):
    name = site.line(site.seal()).name
    said(site, "outbox", "withdraw", name)
    answer = said(site, "send", name, "--out", tmp_path / "stick")
    assert (answer.exit_code, (tmp_path / "stick").exists()) == (REFUSED, False)


@pytest.mark.parametrize("words", [("--limit", "-5"), ("--limit", "nan"), ("--patience", "inf")])
def test_a_limit_that_is_none_is_told_before_anything_is_sent(words: tuple[str, str]):
    with pytest.raises(WrongUsage, match="нужно число"):
        cli._parser().parse_args(["send", *words])


def test_without_packages_there_is_nothing_to_carry(site: OutboxSite, tmp_path: Path):
    assert said(site, "send", "--out", tmp_path / "stick").exit_code == REFUSED


def test_the_queue_is_shown_with_sizes_and_times(site: OutboxSite):
    package_id = site.seal(size=14 * 1024)
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    (line,) = said(site, "outbox").lines
    assert line.replace("\N{NO-BREAK SPACE}", " ") == f"{site.line(package_id).name}: в очереди, 14 КБ ≈ 3 с"


def test_the_queue_is_changed(site: OutboxSite):
    first, second = site.seal(), site.seal()
    for package_id in (first, second):
        enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    said(site, "outbox", "up", site.line(second).name)
    answer = said(site, "outbox", "pause", site.line(first).name)
    assert [(each["name"], each["paused"]) for each in answer.payload["packages"]] == [
        (site.line(second).name, False),
        (site.line(first).name, True),
    ]


@pytest.mark.parametrize("words", [["pause"], ["burn", "x"]])
def test_what_cannot_be_done_to_the_queue_is_refused(site: OutboxSite, words: list[str]):
    assert said(site, "outbox", *words).exit_code == REFUSED


def test_the_journal_says_what_left_and_what_came_back(site: OutboxSite):
    package_id = site.seal(size=4321)
    said(site, "send", "--all")
    take_receipt(site.db, site.answer(package_id), came_by="файл", actor=HEAD)
    (line,) = said(site, "journal", "--period", str(site.db.today().year)).lines
    assert "12 мероприятий" in line.replace("\N{NO-BREAK SPACE}", " ")
    assert "принят" in line


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_the_journal_is_written_to_a_file(site: OutboxSite, tmp_path: Path, suffix: str):
    target = tmp_path / f"journal{suffix}"
    assert said(site, "journal", "--out", target).exit_code == DONE
    assert target.stat().st_size > 1000


def test_the_journal_is_written_in_no_other_form(site: OutboxSite, tmp_path: Path):
    assert said(site, "journal", "--out", tmp_path / "journal.doc").exit_code == REFUSED


def test_a_named_package_that_waits_for_the_person_goes_on(site: OutboxSite):
    package_id = site.seal(size=888)
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    pause(site.db, package_id, actor=HEAD)
    assert said(site, "send").exit_code == REFUSED
    assert said(site, "send", site.line(package_id).name).exit_code == DONE


def test_an_accepted_package_is_not_sent_again(site: OutboxSite):
    package_id = site.seal(size=999)
    take_receipt(site.db, site.answer(package_id), came_by="файл", actor=HEAD)
    answer = said(site, "send", site.line(package_id).name)
    assert (answer.exit_code, answer.lines[0]) == (REFUSED, "Институт уже принял этот пакет.")


def test_patience_waits_for_the_next_attempt_and_no_longer(tmp_path: Path):
    found = OutboxSite(tmp_path / "site")
    clock, server = found.clock, InventedServer(found.clock)
    for _ in range(2):
        enqueue(found.db, found.seal(), road=Road.NETWORK, actor=HEAD)
    server.trouble = ["cut", "dead", "cut", "", "dead", *["busy"] * 5]
    steps = sent_with_patience(
        found.runner(server),
        seconds=300,
        wants=lambda: bool(waiting_for_network(found.db)),
        monotonic=clock.monotonic,
        sleep=clock.go_on,
    )
    assert [step.did for step in steps[:6]] == [Did.CUT, Did.CUT, Did.CUT, Did.SENT, Did.CUT, Did.CUT]
    assert clock.passed < 300
    assert found.states() == {1: PackageState.SENT, 2: PackageState.QUEUED}
    found.db.close()
