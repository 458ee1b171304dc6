"""Sending by tus against npm's server, through a network that cuts; and against servers with habits of their own."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from exports.transport.connection import LoginRefusedError
from exports.transport.road import RoadCutError, RoadRefusedError
from exports.transport.tus import TusRoad
from models.progress import Cancelled
from tests.exports.transport.servers import (
    NAME,
    Asked,
    CuttingProxy,
    Said,
    ScriptedServer,
    TusServer,
    closed_port,
    content_of,
    parcel_of,
    random_cuts,
    sent_at_last,
)

SIZE = 4_000_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TusServer]:
    with TusServer(tmp_path_factory.mktemp("institute")) as server:
        yield server


@pytest.fixture
def server(running: TusServer) -> TusServer:
    running.forget()
    for each in running.answers.iterdir():
        each.unlink()
    return running


def test_a_parcel_arrives_with_its_name_and_its_hash(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(100_000))
    sent_at_last(TusRoad(server.url), parcel, tries=1)
    assert server.whole() == [content_of(100_000)]
    info = json.loads(next(server.uploads.glob("*.json")).read_text("utf-8"))
    assert info["metadata"] == {"filename": NAME, "sha256": parcel.sha256}


def test_four_megabytes_through_a_network_that_cuts_every_160_kilobytes_cost_hardly_more(
    server: TusServer, tmp_path: Path
) -> None:
    content = content_of(SIZE)
    with CuttingProxy(server.port, every=160_000) as network:
        sent_at_last(TusRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
    assert server.whole() == [content]
    assert network.cuts >= 25
    assert network.taken <= 1.05 * SIZE


@pytest.mark.soak
def test_four_megabytes_through_a_network_that_cuts_so_and_50_times_at_random_cost_hardly_more(
    server: TusServer, tmp_path: Path, rounds: Callable[..., int]
) -> None:
    for seed in range(rounds(1, soak=40)):
        server.forget()
        content = content_of(SIZE, seed)
        with CuttingProxy(server.port, every=160_000, at=random_cuts(seed, SIZE)) as network:
            remembered = sent_at_last(TusRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert content in server.whole()
        assert len(remembered) == 1, "one upload, gone on with after every cut"
        assert network.cuts >= 70
        assert network.taken <= 1.05 * SIZE


def test_a_server_killed_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    content = content_of(1_000_000)
    with TusServer(tmp_path / "institute") as server:
        restarts: list[int] = []

        def killed() -> None:
            server.kill()
            server.start()
            restarts.append(network.taken)

        with CuttingProxy(server.port, at=[90_000, 400_000, 870_000], on_cut=killed) as network:
            remembered = sent_at_last(TusRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert len(restarts) == 3
        assert server.whole() == [content]
        assert len(remembered) == 1
        assert network.taken <= 1.15 * len(content), "at most what the server held in its hands is sent again"


def test_a_line_that_goes_dead_while_the_server_still_waits_is_gone_on_with(server: TusServer, tmp_path: Path) -> None:
    content = content_of(400_000)
    with CuttingProxy(server.port, at=[150_000], is_silent=True) as network:
        sent_at_last(TusRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert server.whole() == [content]
    assert server.whole() == [content], "what the server still held of the old request changes nothing"


def test_what_is_there_already_is_not_sent_again(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(200_000))
    remembered = sent_at_last(TusRoad(server.url), parcel, tries=1)
    with CuttingProxy(server.port) as network:
        through = remembered[0].replace(str(server.port), str(network.port))
        sent_at_last(TusRoad(server.url_through(network.port)), parcel, tries=1, resume=through)
        assert network.taken < 500
    assert server.whole() == [content_of(200_000)]


def test_an_upload_that_the_server_forgot_begins_anew(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(50_000))
    remembered = sent_at_last(TusRoad(server.url), parcel, tries=1)
    server.forget()
    assert len(sent_at_last(TusRoad(server.url), parcel, tries=1, resume=remembered[0])) == 2
    assert server.whole() == [content_of(50_000)]


def test_an_upload_of_another_file_is_left_alone(server: TusServer, tmp_path: Path) -> None:
    road = TusRoad(server.url)
    first = sent_at_last(road, parcel_of(tmp_path / "first", content_of(50_000)), tries=1)
    sent_at_last(road, parcel_of(tmp_path / "second", content_of(40_000)), tries=1, resume=first[0])
    assert sorted(map(len, server.whole())) == [40_000, 50_000]


def test_an_upload_of_another_parcel_at_the_remembered_address_is_not_gone_on_with(
    server: TusServer, tmp_path: Path
) -> None:
    others, ours = content_of(100_000, 1), content_of(100_000, 2)
    remembered = sent_at_last(TusRoad(server.url), parcel_of(tmp_path / "other", others), tries=1)
    sent_at_last(TusRoad(server.url), parcel_of(tmp_path, ours), tries=1, resume=remembered[-1])
    assert sorted(server.whole()) == sorted([others, ours])


def test_the_address_of_another_server_is_not_gone_on_with(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(1_000))
    elsewhere = f"http://127.0.0.1:{closed_port()}/files/0123"
    assert len(sent_at_last(TusRoad(server.url), parcel, tries=1, resume=elsewhere)) == 2
    assert server.whole() == [content_of(1_000)]


def test_a_pause_stops_within_a_chunk_and_loses_nothing(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(600_000))
    remembered: list[str] = []

    def until(there: int) -> None:
        if there >= 100_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        TusRoad(server.url).send(parcel, resume=None, remember=remembered.append, passed=until)
    first_seen: list[int] = []
    TusRoad(server.url).send(parcel, resume=remembered[0], remember=remembered.append, passed=first_seen.append)
    assert 100_000 <= first_seen[0] < 150_000
    assert server.whole() == [content_of(600_000)]
    assert len(remembered) == 1


def test_nothing_is_told_before_the_server_said_what_it_has(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(70_000))
    remembered = sent_at_last(TusRoad(server.url), parcel, tries=1)
    told: list[int] = []
    TusRoad(server.url).send(parcel, resume=remembered[0], remember=remembered.append, passed=told.append)
    assert set(told) == {70_000}


def test_receipts_come_from_the_same_server(server: TusServer) -> None:
    (server.answers / f"{NAME}.receipt").write_bytes(b'{"marshrut_receipt":1}\nsigned')
    other = NAME.replace("001", "002")
    assert TusRoad(server.url).receipts([other, NAME]) == {NAME: b'{"marshrut_receipt":1}\nsigned'}


def test_without_a_server_the_road_is_cut(tmp_path: Path) -> None:
    road = TusRoad(f"http://127.0.0.1:{closed_port()}/files")
    with pytest.raises(RoadCutError, match="не принимает"):
        sent_at_last(road, parcel_of(tmp_path, b"x"), tries=1)


def test_a_file_that_changed_after_sealing_is_not_sent(server: TusServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(1_000))
    parcel.path.write_bytes(b"shorter")
    with pytest.raises(RoadRefusedError, match="изменился после сборки"):
        sent_at_last(TusRoad(server.url), parcel, tries=1)
    parcel.path.unlink()
    with pytest.raises(RoadRefusedError, match="нет на диске"):
        sent_at_last(TusRoad(server.url), parcel, tries=1)
    assert server.whole() == []


# Servers with habits of their own


def answering(*said: Said) -> Callable[[Asked], Said]:
    """Say these one after another, the last for ever."""
    left = list(said)
    return lambda _asked: left.pop(0) if len(left) > 1 else left[0]


PAGE = Said(200, {"Content-Type": "text/html"}, b"<html>Sign in to the network</html>")


@pytest.mark.parametrize(
    "page",
    [PAGE, Said(302, {"Location": "http://login.example.ru/"}), Said(204), Said(404), Said(403), Said(511)],
    ids=lambda page: str(page.status),
)
@pytest.mark.parametrize("resume", [None, "0123"], ids=["new", "resumed"])
def test_a_captive_portal_is_never_taken_for_the_server(tmp_path: Path, page: Said, resume: str | None) -> None:
    with ScriptedServer(answering(page)) as portal:
        started_at = f"{portal.url}/{resume}" if resume else None
        remembered: list[str] = []
        with pytest.raises(RoadCutError):
            TusRoad(portal.url).send(
                parcel_of(tmp_path, b"x" * 100), resume=started_at, remember=remembered.append, passed=lambda _: None
            )
        assert remembered == [], "an upload that was begun is not forgotten because of a portal"
        assert not any(asked.body for asked in portal.asked)


@pytest.mark.parametrize("page", [PAGE, Said(302, {"Location": "http://login.example.ru/"}), Said(204), Said(511)])
def test_a_page_of_the_network_is_no_receipt(page: Said) -> None:
    with ScriptedServer(answering(page)) as portal, pytest.raises(RoadCutError):
        TusRoad(portal.url).receipts([NAME])


@dataclass
class TusHabits:
    """A tus server that can do checksums, and stumbles as told before it does what it should."""

    size: int
    stumbles: list[Said] = field(default_factory=list)
    spoils: int = 0
    """How many chunks it reads wrongly."""
    checksums: str = "md5,sha1"
    location: str = "/files/abc"
    content: bytes = b""

    def __call__(self, asked: Asked) -> Said:
        own = {"Tus-Resumable": "1.0.0"}
        if asked.method == "OPTIONS":
            return Said(
                204,
                {
                    "Tus-Version": "1.0.0,0.2.2",
                    "Tus-Extension": "creation,checksum",
                    "Tus-Checksum-Algorithm": self.checksums,
                },
            )
        if asked.method == "POST":
            return Said(201, {**own, "Location": self.location})
        if asked.method == "HEAD":
            return Said(200, {**own, "Upload-Offset": str(len(self.content)), "Upload-Length": str(self.size)})
        if self.stumbles:
            return self.stumbles.pop(0)
        piece = asked.body
        if self.spoils:
            self.spoils -= 1
            piece = b"?" + piece[1:]
        kind, digest = asked.headers["Upload-Checksum"].split()
        if hashlib.new(kind, piece).digest() != b64decode(digest):
            return Said(460, own)
        assert int(asked.headers["Upload-Offset"]) == len(self.content)
        self.content += piece
        return Said(204, {**own, "Upload-Offset": str(len(self.content))})


@pytest.mark.parametrize(("offered", "used"), [("md5,sha1", "sha1"), ("sha1,sha256", "sha256")])
def test_chunks_carry_a_checksum_where_the_server_offers_it(tmp_path: Path, offered: str, used: str) -> None:
    habits = TusHabits(100_000, spoils=2, checksums=offered)
    with ScriptedServer(habits) as server:
        remembered = sent_at_last(TusRoad(server.url), parcel_of(tmp_path, content_of(100_000)), tries=1)
        kinds = {asked.headers["Upload-Checksum"].split()[0] for asked in server.asked if asked.method == "PATCH"}
    assert habits.content == content_of(100_000)
    assert kinds == {used}
    assert remembered[0].endswith(f"#{used}"), "the next attempt knows it without asking"


def test_an_upload_is_looked_for_at_the_invited_host_only(tmp_path: Path) -> None:
    habits = TusHabits(1_000, location="http://inside.invalid:8080/files/abc?key=1")
    with ScriptedServer(habits) as server:
        remembered = sent_at_last(TusRoad(server.url), parcel_of(tmp_path, content_of(1_000)), tries=1)
        assert remembered == [f"http://127.0.0.1:{server.port}/files/abc?key=1#sha1"]
        assert server.asked[-1].path == "/files/abc?key=1"


def test_a_conflict_is_settled_by_asking_again(tmp_path: Path) -> None:
    habits = TusHabits(30_000, stumbles=[Said(409, {"Tus-Resumable": "1.0.0"})])
    with ScriptedServer(habits) as server:
        sent_at_last(TusRoad(server.url), parcel_of(tmp_path, content_of(30_000)), tries=1)
    assert habits.content == content_of(30_000)


def test_a_server_that_contradicts_itself_is_left_in_peace(tmp_path: Path) -> None:
    habits = TusHabits(30_000, spoils=99)
    with ScriptedServer(habits) as server:
        with pytest.raises(RoadCutError, match="сбивается"):
            sent_at_last(TusRoad(server.url), parcel_of(tmp_path, content_of(30_000)), tries=1)
        assert len(server.asked) < 10


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "99999999"}, 86_400.0),
        ({"Retry-After": "soon"}, None),
        ({"Date": "Wed, 21 Oct 2015 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2015 07:30:00 GMT"}, 120.0),
        ({}, None),
    ],
)
def test_a_busy_server_says_how_long_to_wait(tmp_path: Path, headers: dict[str, str], wait: float | None) -> None:
    with ScriptedServer(answering(Said(503, headers))) as server, pytest.raises(RoadCutError) as cut:
        sent_at_last(TusRoad(server.url), parcel_of(tmp_path, b"x"), tries=1)
    assert cut.value.wait_seconds == wait


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said(413, {"Tus-Resumable": "1.0.0"}), "большие"),
        (Said(412, {"Tus-Resumable": "1.0.0"}), "версии протокола"),
        (Said(204, {"Tus-Version": "0.2.2", "Tus-Resumable": "0.2.2"}), "версии протокола"),
        (Said(204, {"Tus-Version": "1.0.0", "Tus-Max-Size": "99"}), "большие"),
        (Said(400, {"Tus-Resumable": "1.0.0"}), "ответ 400"),
    ],
)
def test_what_no_repeating_mends_is_refused(tmp_path: Path, said: Said, sentence: str) -> None:
    with ScriptedServer(answering(said)) as server, pytest.raises(RoadRefusedError, match=sentence):
        sent_at_last(TusRoad(server.url), parcel_of(tmp_path, b"x" * 100), tries=1)


def test_a_server_may_want_a_password(tmp_path: Path) -> None:
    with ScriptedServer(answering(Said(401, {"WWW-Authenticate": 'Basic realm="x"'}))) as server:
        with pytest.raises(LoginRefusedError):
            sent_at_last(TusRoad(server.url), parcel_of(tmp_path, b"x"), tries=1)
        with pytest.raises(LoginRefusedError):
            TusRoad(server.url).receipts([NAME])


def test_an_upload_in_use_is_waited_for(tmp_path: Path) -> None:
    habits = TusHabits(10, stumbles=[Said(423, {"Tus-Resumable": "1.0.0", "Retry-After": "7"})])
    with ScriptedServer(habits) as server, pytest.raises(RoadCutError) as cut:
        sent_at_last(TusRoad(server.url), parcel_of(tmp_path, b"0123456789"), tries=1)
    assert cut.value.wait_seconds == 7


def test_the_name_travels_in_the_metadata(tmp_path: Path) -> None:
    habits = TusHabits(1)
    with ScriptedServer(habits) as server:
        sent_at_last(TusRoad(server.url), parcel_of(tmp_path, b"x"), tries=1)
        begun = next(asked for asked in server.asked if asked.method == "POST")
    assert begun.headers["Upload-Metadata"].split(",")[0] == f"filename {b64encode(NAME.encode()).decode()}"
