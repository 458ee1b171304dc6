"""How servers are reached: certificates, the proxy of an office, passwords, and networks that fail."""

import socket
import ssl
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.transport.connection import Answer, Login, Patience, Reach, joined_url, path_of, retry_after, same_server
from exports.transport.road import RoadCutError, RoadRefusedError
from exports.transport.roads import road_for
from exports.transport.tus import TusRoad
from exports.transport.webdav import WebdavRoad
from models.rules.invitation import Server
from tests.exports.transport.servers import (
    NAME,
    Asked,
    Authority,
    DavServer,
    OfficeProxy,
    Said,
    ScriptedServer,
    closed_port,
    content_of,
    parcel_of,
    sent_at_last,
)

RECEIPT = b'{"marshrut_receipt":1}\nsigned'


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


def receipt(_asked: Asked) -> Said:
    return Said(200, {}, RECEIPT)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(receipt) as server:
        yield server


# Certificates


def test_a_server_that_public_stores_do_not_know_is_trusted_by_the_invitation(
    tmp_path: Path, authority: Authority
) -> None:
    with DavServer(tmp_path / "institute", tls=authority.certificate()) as server:
        assert server.url.startswith("https://")
        parcel = parcel_of(tmp_path, content_of(300_000))
        sent_at_last(WebdavRoad(server.url, Reach(authority=authority.pem)), parcel, tries=1)
        assert server.whole() == [content_of(300_000)]


def test_without_the_invitations_certificate_nothing_is_sent(tmp_path: Path, authority: Authority) -> None:
    with ScriptedServer(receipt, tls=authority.context()) as server:
        with pytest.raises(RoadCutError, match="сертификат неизвестен"):
            sent_at_last(TusRoad(server.url), parcel_of(tmp_path, b"x"), tries=1)
        assert server.asked == []


def test_a_certificate_of_another_host_is_refused(authority: Authority) -> None:
    with ScriptedServer(receipt, tls=authority.context("other.example.ru")) as server:
        with pytest.raises(RoadCutError, match="сертификат неизвестен"):
            TusRoad(server.url, Reach(authority=authority.pem)).receipts([NAME])
        assert server.asked == []


def test_a_certificate_that_ran_out_sends_the_person_to_the_clock(authority: Authority) -> None:
    old = ScriptedServer(receipt, tls=authority.context(days=-1))
    with old as server, pytest.raises(RoadCutError, match="Проверьте дату на этом компьютере"):
        TusRoad(server.url, Reach(authority=authority.pem)).receipts([NAME])


def test_another_authority_with_the_same_name_does_not_help(tmp_path: Path, authority: Authority) -> None:
    stranger = Authority(tmp_path / "stranger")
    with ScriptedServer(receipt, tls=stranger.context()) as server, pytest.raises(RoadCutError):
        TusRoad(server.url, Reach(authority=authority.pem)).receipts([NAME])


def test_an_unreadable_certificate_of_the_invitation_is_told(authority: Authority) -> None:
    with ScriptedServer(receipt, tls=authority.context()) as server, pytest.raises(RoadRefusedError, match="читается"):
        TusRoad(server.url, Reach(authority="no certificate")).receipts([NAME])


def test_a_server_of_the_invitation_keeps_its_public_trust(authority: Authority) -> None:
    with ScriptedServer(receipt, tls=authority.context()) as server:
        assert TusRoad(server.url, Reach(authority=authority.pem)).receipts([NAME]) == {NAME: RECEIPT}


def test_plain_http_on_a_port_of_tls_is_a_cut(server: ScriptedServer) -> None:
    with pytest.raises(RoadCutError):
        TusRoad(server.url.replace("http:", "https:")).receipts([NAME])


# The proxy of an office


def test_https_goes_through_the_proxy_as_a_tunnel(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(receipt, tls=authority.context()) as server, OfficeProxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        assert TusRoad(server.url, Reach(authority=authority.pem)).receipts([NAME]) == {NAME: RECEIPT}
        assert [line.split()[:2] for line in proxy.asked] == [["CONNECT", f"127.0.0.1:{server.port}"]]


def test_a_whole_parcel_goes_through_the_tunnel(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DavServer(tmp_path / "institute", tls=authority.certificate()) as server, OfficeProxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        road = WebdavRoad(server.url, Reach(authority=authority.pem))
        sent_at_last(road, parcel_of(tmp_path, content_of(200_000)), tries=1)
        assert server.whole() == [content_of(200_000)]
        assert len(proxy.asked) == 1


def test_http_goes_through_the_proxy_by_its_whole_address(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OfficeProxy() as proxy:
        monkeypatch.setenv("http_proxy", f"127.0.0.1:{proxy.port}")
        assert TusRoad(server.url).receipts([NAME]) == {NAME: RECEIPT}
        assert proxy.asked == [f"GET {server.url}/receipts/{NAME}.receipt HTTP/1.1"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_with_a_russian_name_is_asked_of_the_proxy_as_networks_write_it(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OfficeProxy(login="clerk:word") as proxy:
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(RoadRefusedError, match="Прокси-сервер"):
            TusRoad(f"{scheme}://приём.пример.рф/файлы").receipts([NAME])
        assert "xn--h1aihe0g.xn--e1afmkfd.xn--p1ai" in proxy.asked[0]


@pytest.mark.parametrize("address", ["http://[::1", "http://a:99999", f"http://{'a' * 70}.example.ru"])
def test_a_proxy_written_wrongly_in_the_system_is_told_of(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", address)
    with pytest.raises(RoadCutError, match="прокси-сервера"):
        TusRoad("http://a.example.ru/files").receipts([NAME])


def test_a_server_that_the_system_excepts_is_reached_directly(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert TusRoad(server.url).receipts([NAME]) == {NAME: RECEIPT}


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_told_of(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with OfficeProxy(login="clerk:word") as proxy:
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(RoadRefusedError, match="Прокси-сервер"):
            TusRoad(f"{scheme}://127.0.0.1:{closed_port()}/files").receipts([NAME])


def test_a_proxy_gets_the_password_that_the_system_has_for_it(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OfficeProxy(login="clerk:w:ord") as proxy:
        monkeypatch.setenv("http_proxy", f"http://clerk:w%3Aord@127.0.0.1:{proxy.port}")
        assert TusRoad(server.url).receipts([NAME]) == {NAME: RECEIPT}


def test_a_tunnel_that_leads_nowhere_is_a_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(lambda _asked: Said(502)) as gateway:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{gateway.port}")
        with pytest.raises(RoadCutError, match="Прокси-сервер"):
            TusRoad("https://institute.example.ru/files").receipts([NAME])


# Passwords


def test_a_password_never_goes_over_a_public_http_address() -> None:
    with pytest.raises(RoadRefusedError, match="незащищённый"):
        TusRoad("http://93.184.216.34/files", Reach(login=Login("site", "word"))).receipts([NAME])


def test_a_password_is_sent_as_utf_8(server: ScriptedServer) -> None:
    TusRoad(server.url, Reach(login=Login("площадка", "слово"))).receipts([NAME])
    kind, sent = server.asked[0].headers["Authorization"].split()
    assert (kind, b64decode(sent).decode()) == ("Basic", "площадка:слово")


# Networks that fail


def test_a_silent_server_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as ears:
        road = TusRoad(f"http://127.0.0.1:{ears.getsockname()[1]}/files", Reach(patience=Patience(silence=0.05)))
        with pytest.raises(RoadCutError, match="не отвечает"):
            sent_at_last(road, parcel_of(tmp_path, b"x"), tries=1)


def test_an_unknown_host_is_a_cut() -> None:
    with pytest.raises(RoadCutError, match="не найден"):
        TusRoad("http://nowhere.invalid/files").receipts([NAME])


@pytest.mark.parametrize(
    "said",
    [b"", b"not HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{short"],
    ids=["nothing", "noise", "half an answer"],
)
def test_a_broken_answer_is_a_cut(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as ears:
        import threading

        def answer() -> None:
            with ears.accept()[0] as program:
                program.recv(4096)
                program.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(RoadCutError, match="прервалась"):
            TusRoad(f"http://127.0.0.1:{ears.getsockname()[1]}/files").receipts([NAME])
        thread.join()


def test_an_endless_answer_is_not_read_to_its_end(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.transport.connection.MOST_ANSWER", 10)
    with pytest.raises(RoadCutError):
        TusRoad(server.url).receipts([NAME])


def test_a_refusal_in_the_middle_of_a_request_is_heard(tmp_path: Path) -> None:
    """A server may answer and close before it has read what it was sent."""
    with socket.create_server(("127.0.0.1", 0)) as ears:
        import threading

        def refuse() -> None:
            with ears.accept()[0] as program:
                program.recv(65536)
                program.sendall(b"HTTP/1.1 507 Full\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                program.shutdown(socket.SHUT_WR)
                while program.recv(65536):
                    pass

        thread = threading.Thread(target=refuse)
        thread.start()
        url = f"http://127.0.0.1:{ears.getsockname()[1]}/files"
        with Reach().open(url) as connection:
            assert connection.ask("PUT", "/files/x", body=bytes(3_000_000)).status == 507
        thread.join()


# Addresses


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("/up/1", "https://a.example.ru/up/1"),
        ("1", "https://a.example.ru/base/1"),
        ("http://inside:8080/up/1?x=2#y", "https://a.example.ru/up/1?x=2"),
        ("//evil.example.ru/up", "https://a.example.ru/up"),
    ],
)
def test_a_place_is_always_at_the_same_server(place: str, url: str) -> None:
    assert joined_url("https://a.example.ru/base/", place) == url


def test_a_place_that_cannot_be_is_a_cut() -> None:
    with pytest.raises(RoadCutError, match="не бывает"):
        joined_url("https://a.example.ru/base/", "http://[bad")


@pytest.mark.parametrize("moment", ["Mon, 05 Jan 99999999999 00:00:00 GMT", f"Mon, 05 Jan 2026 00:00:00 +{'9' * 20}"])
def test_a_moment_beyond_measure_is_no_wish_to_wait(moment: str) -> None:
    assert retry_after(Answer(503, {"retry-after": moment}, b"")) is None


def test_paths_are_quoted_once() -> None:
    assert path_of("https://a.example.ru/up?имя=а б&x=%20") == "/up?%D0%B8%D0%BC%D1%8F=%D0%B0%20%D0%B1&x=%20"
    assert (
        path_of("https://a.example.ru/мои%20файлы", "а б")
        == "/%D0%BC%D0%BE%D0%B8%20%D1%84%D0%B0%D0%B9%D0%BB%D1%8B/%D0%B0%20%D0%B1"
    )
    assert path_of("https://a.example.ru") == "/"


def test_servers_are_told_apart_by_scheme_host_and_port() -> None:
    assert same_server("https://a.example.ru/x", "https://a.example.ru:443/y")
    assert not same_server("https://a.example.ru/x", "http://a.example.ru/x")


@pytest.mark.parametrize("host", ["a.example.ru:99999", "a..example.ru", f"{'a' * 70}.example.ru"])
def test_an_address_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(RoadRefusedError, match="записан неверно"):
        TusRoad(f"https://{host}/files").receipts([NAME])


def test_a_server_that_closes_after_each_answer_is_reached_again() -> None:
    def answer(asked: Asked) -> Said:
        return receipt(asked)._replace(headers={"Connection": "close"})

    with ScriptedServer(answer) as server:
        names = [NAME, NAME.replace("001", "002")]
        assert set(TusRoad(server.url).receipts(names)) == set(names)


def test_the_road_is_that_of_the_invitation() -> None:
    assert isinstance(road_for(Server("tus", "https://a.example.ru/files")), TusRoad)
    road = road_for(Server("webdav", "https://a.example.ru/dav"))
    assert isinstance(road, WebdavRoad)
    assert road.target == "a.example.ru"


def test_a_number_in_an_answer_is_believed_only_if_it_is_one() -> None:
    answer = Answer(200, {"a": "5", "b": "-5", "c": "٥", "d": "9" * 50}, b"")
    assert [answer.number(name) for name in ("a", "b", "c", "d", "e")] == [5, None, None, None, None]


def test_tls_is_checked_by_default() -> None:
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
