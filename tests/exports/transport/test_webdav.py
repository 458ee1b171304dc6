"""Sending to a WebDAV folder, against wsgidav through a network that cuts."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.transport.connection import Login, LoginRefusedError, Reach
from exports.transport.road import RoadCutError, RoadRefusedError
from exports.transport.webdav import (
    MANIFEST,
    Part,
    PartsManifest,
    WebdavRoad,
    covered,
    folder_name,
    manifest_file,
    read_manifest,
)
from models.progress import Cancelled
from tests.exports.transport.servers import (
    NAME,
    Asked,
    CuttingProxy,
    DavServer,
    Said,
    ScriptedServer,
    content_of,
    parcel_of,
    random_cuts,
    sent_at_last,
)

SIZE = 4_000_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DavServer]:
    with DavServer(tmp_path_factory.mktemp("institute")) as server:
        yield server


@pytest.fixture
def server(running: DavServer, tmp_path: Path) -> DavServer:
    # A folder of its own for each test: what an earlier one left is not this one's.
    running.path = f"/{tmp_path.name}/"
    running.packages = running.uploads / running.path.strip("/")
    return running


def test_four_megabytes_through_a_network_that_cuts_every_160_kilobytes_cost_hardly_more(
    server: DavServer, tmp_path: Path
) -> None:
    content = content_of(SIZE)
    with CuttingProxy(server.port, every=160_000) as network:
        sent_at_last(WebdavRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
    assert server.whole() == [content]
    assert network.cuts >= 25
    assert network.taken <= 1.05 * SIZE


@pytest.mark.soak
def test_four_megabytes_through_a_network_that_cuts_so_and_50_times_at_random_cost_hardly_more(
    server: DavServer, tmp_path: Path, rounds: Callable[..., int]
) -> None:
    for seed in range(rounds(1, soak=40)):
        content = content_of(SIZE, seed)
        with CuttingProxy(server.port, every=160_000, at=random_cuts(seed, SIZE)) as network:
            sent_at_last(WebdavRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert content in server.whole()
        assert network.cuts >= 70
        assert network.taken <= 1.05 * SIZE


def test_a_server_that_keeps_nothing_of_a_cut_request_gets_it_all_the_same(tmp_path: Path) -> None:
    content = content_of(1_000_000)
    with DavServer(tmp_path / "institute", is_careful=True) as server:
        with CuttingProxy(server.port, every=160_000) as network:
            sent_at_last(WebdavRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert server.whole() == [content]
        assert network.taken <= 1.2 * len(content)


def test_a_server_killed_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    content = content_of(1_000_000)
    with DavServer(tmp_path / "institute") as server:

        def killed() -> None:
            server.kill()
            server.start()

        with CuttingProxy(server.port, at=[90_000, 870_000], on_cut=killed) as network:
            sent_at_last(WebdavRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert network.cuts == 2
        assert server.whole() == [content]
        assert network.taken <= 1.05 * len(content)


def test_the_manifest_comes_last_and_the_folder_is_named_by_the_bytes(server: DavServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(300_000))

    def until(there: int) -> None:
        if there >= 300_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        WebdavRoad(server.url).send(parcel, resume=None, remember=lambda _: None, passed=until)
    folder = server.packages / folder_name(parcel)
    assert folder.name == f"{NAME}.{parcel.sha256[:8]}"
    assert {each.suffix for each in folder.iterdir()} == {".part"}
    remembered = sent_at_last(WebdavRoad(server.url), parcel, tries=1)
    assert remembered == [f"{server.url}{folder.name}/"]
    assert server.whole() == [content_of(300_000)]


def test_a_line_that_goes_dead_while_the_server_still_waits_is_gone_on_with(server: DavServer, tmp_path: Path) -> None:
    content = content_of(400_000)
    with CuttingProxy(server.port, at=[150_000], is_silent=True) as network:
        sent_at_last(WebdavRoad(server.url_through(network.port)), parcel_of(tmp_path, content))
        assert server.whole() == [content]
    assert server.whole() == [content], "what the server still held of the old request changes nothing"


def test_what_is_there_already_is_not_sent_again(server: DavServer, tmp_path: Path) -> None:
    parcel = parcel_of(tmp_path, content_of(200_000))
    sent_at_last(WebdavRoad(server.url), parcel, tries=1)
    with CuttingProxy(server.port) as network:
        sent_at_last(WebdavRoad(server.url_through(network.port)), parcel, tries=1)
        assert network.taken < 500


def test_the_same_name_sealed_anew_does_not_mix_with_the_former(server: DavServer, tmp_path: Path) -> None:
    for seed in (1, 2):
        sent_at_last(WebdavRoad(server.url), parcel_of(tmp_path, content_of(90_000, seed)), tries=1)
    assert sorted(server.whole()) == sorted([content_of(90_000, 1), content_of(90_000, 2)])


def test_a_password_goes_with_every_request(tmp_path: Path) -> None:
    login = Login("site", "secret: word")
    with DavServer(tmp_path / "institute", login=(login.name, login.password)) as server:
        parcel = parcel_of(tmp_path, content_of(50_000))
        for wrong in (None, Login("site", "wrong")):
            with pytest.raises(LoginRefusedError):
                sent_at_last(WebdavRoad(server.url, Reach(login=wrong)), parcel, tries=1)
        sent_at_last(WebdavRoad(server.url, Reach(login=login)), parcel, tries=1)
        assert server.whole() == [content_of(50_000)]
    assert "secret" not in repr(Reach(login=login))


def test_receipts_lie_beside_the_packages(server: DavServer) -> None:
    road = WebdavRoad(server.url)
    assert road.receipts([NAME]) == {}
    (server.packages / "receipts").mkdir(parents=True)
    (server.packages / "receipts" / f"{NAME}.receipt").write_bytes(b"{}\nsigned")
    assert road.receipts([NAME]) == {NAME: b"{}\nsigned"}


@pytest.mark.parametrize(
    "page",
    [
        Said(200, {"Content-Type": "text/html"}, b"<html>Sign in</html>"),
        Said(302, {"Location": "http://login.example.ru/"}),
        Said(207, {}, b"<html><body>not a list"),
        Said(207, {}, b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;&a;</x>'),
        Said(
            207, {}, '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'.encode("utf-16")
        ),
        Said(207, {}, b'<?xml version="1.0" encoding="gbk"?><x/>'),
        Said(207, {}, b'<?xml version="1.0" encoding="hex"?><x/>'),
    ],
)
def test_a_captive_portal_is_never_taken_for_the_server(tmp_path: Path, page: Said) -> None:
    with ScriptedServer(lambda _asked: page) as portal:
        with pytest.raises(RoadCutError):
            sent_at_last(WebdavRoad(portal.url), parcel_of(tmp_path, b"x" * 100), tries=1)
        assert {asked.method for asked in portal.asked} == {"PROPFIND"}


def test_a_server_that_says_created_and_keeps_nothing_is_not_believed(tmp_path: Path) -> None:
    empty = b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"></D:multistatus>'
    with ScriptedServer(lambda asked: Said(207, {}, empty) if asked.method == "PROPFIND" else Said(201)) as server:
        with pytest.raises(RoadCutError, match="сохранил не всё"):
            sent_at_last(WebdavRoad(server.url), parcel_of(tmp_path, b"x" * 100), tries=1)
        assert "MOVE" not in {asked.method for asked in server.asked}


def test_a_server_behind_a_gateway_may_not_know_its_own_name(tmp_path: Path) -> None:
    listed = (
        b'<D:multistatus xmlns:D="DAV:"><D:response><D:href>/files/x/0000000000-0000.part</D:href><D:propstat><D:prop>'
        b"<D:getcontentlength>100</D:getcontentlength></D:prop></D:propstat></D:response></D:multistatus>"
    )

    def answer(asked: Asked) -> Said:
        if asked.method == "MOVE":
            return Said(201 if asked.headers["Destination"].startswith("/") else 502)
        return Said(207, {}, listed) if asked.method == "PROPFIND" else Said(201)

    with ScriptedServer(answer) as server:
        sent_at_last(WebdavRoad(server.url), parcel_of(tmp_path, b"x" * 100), tries=1)
        assert [asked.method for asked in server.asked][-2:] == ["MOVE", "MOVE"]


def test_a_full_server_is_tried_later(tmp_path: Path) -> None:
    full = ScriptedServer(lambda asked: Said(404) if asked.method == "PROPFIND" else Said(507))
    with full as server, pytest.raises(RoadCutError, match="кончилось место"):
        sent_at_last(WebdavRoad(server.url), parcel_of(tmp_path, b"x"), tries=1)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    nowhere = ScriptedServer(lambda asked: Said(404) if asked.method == "PROPFIND" else Said(409))
    with nowhere as server, pytest.raises(RoadRefusedError, match="409"):
        sent_at_last(WebdavRoad(server.url), parcel_of(tmp_path, b"x"), tries=1)


# What lies in the folder


def part(offset: int, tail: str = "0000") -> str:
    return f"{offset:010}-{tail}.part"


@pytest.mark.parametrize(
    ("members", "there", "sizes"),
    [
        ({}, 0, []),
        ({part(5): 10}, 0, []),
        ({part(0): 0}, 0, []),
        ({part(0): 10}, 10, [10]),
        ({part(0): 10, part(20): 5}, 10, [10]),
        ({part(0): 10, part(10): 90}, 100, [10, 90]),
        ({part(0): 10, part(4): 96}, 100, [4, 96]),
        ({part(0, "aaaa"): 3, part(0, "bbbb"): 10, part(10): 95}, 100, [10, 90]),
        ({part(0): 300}, 100, [100]),
        ({part(0): 10, part(4): 3, part(10): 5, "manifest.tmp": 50, "notes.txt": 7}, 15, [10, 5]),
    ],
)
def test_parts_are_taken_as_far_as_they_reach(members: dict[str, int], there: int, sizes: list[int]) -> None:
    reached, parts = covered(members, 100)
    assert (reached, [each.size for each in parts]) == (there, sizes)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 40), st.integers(0, 15)), max_size=20))
def test_whatever_became_of_the_parts_what_is_taken_is_the_parcel(attempts: list[tuple[int, int, int]]) -> None:
    """Each attempt sends a part from where the last list ended; some of it is kept, and more may come in later."""
    content = content_of(100)
    files: dict[str, bytes] = {}
    for number, (sent, kept, late) in enumerate(attempts):
        start, _parts = covered({name: len(held) for name, held in files.items()}, 100)
        if number % 3 == 2 and files:
            name = sorted(files)[late % len(files)]
            files[name] = content[int(name[:10]) :][: len(files[name]) + late]
        if start < 100:
            files[part(start, f"{number:04x}")] = content[start : start + min(sent, kept)]
    reached, parts = covered({name: len(held) for name, held in files.items()}, 100)
    assert b"".join(files[each.name][: each.size] for each in parts) == content[:reached]
    assert all(each.size > 0 for each in parts)


def test_a_manifest_is_read_as_it_was_written() -> None:
    manifest = PartsManifest(NAME, "0" * 64, 30, (Part(part(0), 10), Part(part(10), 20)))
    assert read_manifest(manifest_file(manifest)) == manifest


@pytest.mark.parametrize(
    "changed",
    [
        {"marshrut_parts": 2},
        {"name": "../escape"},
        {"name": 5},
        {"sha256": "f" * 63},
        {"size": 31},
        {"size": True},
        {"size": -30},
        {"parts": []},
        {"parts": [["../../etc/passwd", 30]]},
        {"parts": [["/0000000000-0000.part", 30]]},
        {"parts": [[part(0), 10], [part(0), 20]]},
        {"parts": [[part(0), 40], [part(10), -10]]},
        {"parts": [part(0)]},
        {"parts": "all"},
    ],
)
def test_a_manifest_that_means_ill_is_refused(changed: dict[str, object]) -> None:
    said = json.loads(manifest_file(PartsManifest(NAME, "0" * 64, 30, (Part(part(0), 10), Part(part(10), 20)))))
    with pytest.raises(ValueError, match=r"not a|the parts|expected"):
        read_manifest(json.dumps({**said, **changed}).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000, b"7"])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own words
        read_manifest(content)


def test_a_manifest_has_its_name() -> None:
    assert MANIFEST == "manifest.json"
