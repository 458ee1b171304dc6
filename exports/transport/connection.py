"""One connection to a server of ИРО: TLS checked, the system's proxy respected, every failure said in a sentence.

Nothing is tried again in here and no redirection is followed: the outbox decides when to try, and a page that a network
puts before the server (a hotel, a train, a provider without money) must never pass for it.
"""

import contextlib
import http.client
import re
import socket
import ssl
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import NamedTuple, NoReturn
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from exports.transport.pace import Pace
from exports.transport.road import RoadCutError, RoadRefusedError

MOST_ANSWER = 8 << 20
"""Bytes of an answer that are read at most: the list of a folder with ten thousand parts is shorter."""
PROGRAM = "marshrut"

_PIECE = 8 << 10
"""Bytes handed to the system at once: a second at 64 kbit/s, so a pause is heard within one."""
_SEND_BUFFER = 64 << 10
"""Bytes that the system may hold for us: what lies there is not at the server, and only spoils the measured speed."""
_LONGEST_WAIT = 86_400.0
_BUSY = frozenset({408, 423, 425, 429, 500, 502, 503, 504, 509})
_NOT_HERE = frozenset({403, 404, 405, 410, 501})
_IN_PATH = "/%:@!$&'()*+,;=~"
_IN_QUERY = f"{_IN_PATH}?"
"""What stands in an address as it is."""
_HOME = re.compile(r"[^.]+|.*\.(?:local|lan|home|internal)", re.IGNORECASE)


class LoginRefusedError(RoadRefusedError):
    """The server wants a name and a password, or does not take these."""


class Patience(NamedTuple):
    """Seconds: for reaching the server (TLS included), for any sign of life, and between a request and its content."""

    connect: float = 20.0
    silence: float = 60.0
    breath: float = 0.01


@dataclass(frozen=True, slots=True)
class Login:
    """A name and a password for a server."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """How servers are reached.

    `authority` is a certificate in PEM for servers that public stores do not know, or empty. The system's proxy is
    looked up each time a connection is opened, for the network may have changed.
    """

    authority: str = field(default="", repr=False)
    login: Login | None = None
    pace: Pace = field(default_factory=Pace)
    patience: Patience = field(default_factory=Patience)

    @contextlib.contextmanager
    def open(self, url: str) -> "Generator[Connection]":
        """A connection to the server of `url`, closed on leaving; it is made with the first question."""
        connection = Connection(url, self)
        try:
            yield connection
        finally:
            connection.close()


class Answer(NamedTuple):
    """What a server said; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def number(self, header: str) -> int | None:
        """The header as a whole number of bytes, None where it is missing or something else."""
        text = self.headers.get(header, "")
        return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


class Connection:
    """Questions to one server, one after another over one connection."""

    def __init__(self, url: str, reach: Reach) -> None:
        self._base = urlsplit(url)
        self._reach = reach
        self._line: http.client.HTTPConnection | None = None
        self._through_proxy = False
        self._fixed: dict[str, str] = {}

    @property
    def host(self) -> str:
        """The server's host."""
        return self._base.hostname or ""

    @property
    def is_secure(self) -> bool:
        """Whether the server has proved who it is."""
        return self._base.scheme == "https"

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | memoryview = b"",
        *,
        still_wanted: Callable[[], object] = lambda: None,
    ) -> Answer:
        """Ask and read the whole answer, whatever its status.

        `path` is quoted already; `still_wanted` is called before each piece of the body, and what it raises ends the
        request. Raises RoadCutError and RoadRefusedError.
        """
        try:
            return self._asked(method, path, headers or {}, memoryview(body), still_wanted)
        except BaseException:
            # Half a request may have gone: nobody could tell the next answer from the rest of this one.
            self.close()
            raise

    def close(self) -> None:
        """Close the connection, if there is one; the next question opens another."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _asked(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: memoryview,
        still_wanted: Callable[[], object],
    ) -> Answer:
        still_wanted()
        with _failures_said(self.host):
            # A server may close after each answer.
            line = self._line = self._line if self._line and self._line.sock else self._opened()
            line.putrequest(method, self._whole(path) if self._through_proxy else path, skip_accept_encoding=True)
            for name, text in {**self._fixed, **headers}.items():
                line.putheader(name, text)
            if body or method in {"PUT", "POST", "PATCH"}:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders()
        if body:
            # Some servers drop the first bytes of a request that is cut before they got ready for it.
            time.sleep(self._reach.patience.breath)
        unheard: OSError | None = None
        for start in range(0, len(body), _PIECE):
            piece = body[start : start + _PIECE]
            self._reach.pace.take(len(piece), still_wanted)
            try:
                line.send(piece)
            except OSError as problem:
                unheard = problem
                break
        with _failures_said(self.host):
            return self._heard(line) if unheard is None else self._last_word(line, unheard)

    def _last_word(self, line: http.client.HTTPConnection, unheard: OSError) -> Answer:
        """What a server said that closed before it had heard all: one that refuses may do so."""
        if isinstance(unheard, TimeoutError):
            raise unheard
        try:
            return self._heard(line)
        except (OSError, http.client.HTTPException):
            raise unheard from None
        finally:
            self.close()

    def _heard(self, line: http.client.HTTPConnection) -> Answer:
        with line.getresponse() as response:
            body = response.read(MOST_ANSWER + 1)
            if len(body) > MOST_ANSWER:
                raise http.client.HTTPException("too long an answer")
            if response.length:
                raise http.client.IncompleteRead(body, response.length)
            return Answer(response.status, {name.lower(): text for name, text in response.headers.items()}, body)

    def _opened(self) -> http.client.HTTPConnection:
        base, reach = self._base, self._reach
        port, own = _port(base), _in_ascii(self.host)
        proxy = _proxy(base)
        host, at = (proxy.hostname or "", _port(proxy)) if proxy else (own, port)
        self._through_proxy = proxy is not None and not self.is_secure
        self._fixed = {"User-Agent": PROGRAM}
        if reach.login is not None:
            self._check_password_may_go()
            self._fixed["Authorization"] = _basic(reach.login)
        if self.is_secure:
            line = http.client.HTTPSConnection(host, at, timeout=reach.patience.connect, context=_trust(reach))
        else:
            line = http.client.HTTPConnection(host, at, timeout=reach.patience.connect)
        if proxy is not None:
            for_proxy = _proxy_login(proxy)
            if self._through_proxy:
                self._fixed.update(for_proxy)
            else:
                line.set_tunnel(own, port, headers=for_proxy)
        line.connect()
        if line.sock is not None:
            line.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            line.sock.settimeout(reach.patience.silence)
        return line

    def _check_password_may_go(self) -> None:
        if not self.is_secure and not _is_near(self.host):
            raise RoadRefusedError(
                f"Адрес сервера {self.host} незащищённый (http): пароль по нему не отправлен.",
                "Попросите институт дать адрес, который начинается с https.",
            )

    def _whole(self, path: str) -> str:
        host = _in_ascii(self.host)
        port = "" if self._base.port is None else f":{self._base.port}"
        return f"{self._base.scheme}://{f'[{host}]' if ':' in host else host}{port}{path}"


def same_server(one: str, other: str) -> bool:
    """Whether two addresses are of one server."""
    return server_of(one) == server_of(other)


def path_of(url: str, *names: str) -> str:
    """The path to ask for: that of `url`, then `names`, quoted."""
    split = urlsplit(url)
    start = quote(split.path, safe=_IN_PATH) or "/"
    path = "/".join([start.rstrip("/"), *(quote(name, safe="") for name in names)]) if names else start
    return f"{path}?{quote(split.query, safe=_IN_QUERY)}" if split.query and not names else path


def joined_url(url: str, place: str) -> str:
    """Where a server says that something lies, as an address at the same server.

    Of an absolute address only the path is taken: behind a gateway servers name themselves by a host that nobody
    outside can reach, and what is ours goes to no other host. RoadCutError where it is no address at all.
    """
    try:
        base, found = urlsplit(url), urlsplit(urljoin(url, place))
    except ValueError as problem:
        raise RoadCutError("Сервер назвал место, которого не бывает. Попробуем позже.") from problem
    return SplitResult(base.scheme, base.netloc, found.path, found.query, "").geturl()


def retry_after(answer: Answer) -> float | None:
    """Seconds that the server asks to wait; a date is counted from the server's own clock. At most a day."""
    text = answer.headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]{1,9}", text):
        return min(float(text), _LONGEST_WAIT)
    wanted, now = _moment(text), _moment(answer.headers.get("date", ""))
    if wanted is None:
        return None
    return min(max((wanted - (now or datetime.now(UTC))).total_seconds(), 0.0), _LONGEST_WAIT)


def raise_unexpected(answer: Answer, connection: Connection) -> NoReturn:
    """Raise for an answer that is none of those asked for: what may pass by itself as a cut, the rest as refused.

    Over plain HTTP nobody knows who answers, so nothing there is final but a question for the password.
    """
    host, status = connection.host, answer.status
    if status == 401 or (status == 403 and connection.is_secure):
        raise LoginRefusedError(
            f"Сервер {host} не пустил: имя или пароль не подошли.", "Введите их заново: «Ключи и адреса» → «Пароль…»."
        )
    if status == 407:
        raise _proxy_wants_login()
    if status == 507:
        raise RoadCutError(f"На сервере {host} кончилось место. Попробуем позже.", wait_seconds=retry_after(answer))
    if status == 413:
        raise RoadRefusedError(
            f"Сервер {host} не берёт такие большие пакеты.", "Передайте пакет файлом: на флешке или по почте."
        )
    if status < 400 or (status in _NOT_HERE and not connection.is_secure):
        raise stranger(connection)
    if status in _NOT_HERE:
        raise RoadRefusedError(
            f"На сервере {host} нет места для пакетов по этому адресу.",
            "Попросите у института новое приглашение: адрес мог смениться.",
        )
    if status in _BUSY or status >= 500:
        raise RoadCutError(f"Сервер {host} сейчас занят. Попробуем позже.", wait_seconds=retry_after(answer))
    raise RoadRefusedError(
        f"Сервер {host} не взял пакет (ответ {status}).", "Передайте пакет файлом и сообщите об этом институту."
    )


def stranger(connection: Connection) -> RoadCutError:
    """What is said where something else answered in the server's place."""
    if connection.is_secure:
        return RoadCutError(f"Сервер {connection.host} отвечает, но пакеты сейчас не принимает. Попробуем позже.")
    return RoadCutError(
        f"Вместо сервера {connection.host} ответила страница сети: возможно, нужно войти в сеть или пополнить счёт. "
        "Пакет не передан."
    )


def server_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address; RoadRefusedError where it is none."""
    split = urlsplit(url)
    return split.scheme, split.hostname or "", _port(split)


def _port(split: SplitResult) -> int:
    try:
        return split.port or (443 if split.scheme == "https" else 80)
    except ValueError as problem:
        raise _no_address(split.hostname or "") from problem


def _in_ascii(host: str) -> str:
    """A host as it is asked for: «иро.рф» is «xn--h1aak.xn--p1ai» to proxies and servers."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as problem:
        raise _no_address(host) from problem


def _no_address(host: str) -> RoadRefusedError:
    return RoadRefusedError(f"Адрес сервера {host} записан неверно.", "Попросите у института новое приглашение.")


def _basic(login: Login) -> str:
    return "Basic " + b64encode(f"{login.name}:{login.password}".encode()).decode()


def _trust(reach: Reach) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if reach.authority:
        try:
            context.load_verify_locations(cadata=reach.authority)
        except ssl.SSLError as problem:
            raise RoadRefusedError(
                "Сертификат из приглашения института не читается.", "Попросите у института новое приглашение."
            ) from problem
    return context


def _proxy(base: SplitResult) -> SplitResult | None:
    """The proxy that the system wants for a server, if it is one that HTTP can use."""
    proxies = urllib.request.getproxies()
    address = proxies.get(base.scheme) or proxies.get("all")
    if not address or urllib.request.proxy_bypass(base.netloc.rpartition("@")[2]):
        return None
    try:
        proxy = urlsplit(address if "://" in address else f"http://{address}")
        is_usable = proxy.scheme == "http" and bool(_in_ascii(proxy.hostname or "")) and proxy.port != 0
    except (ValueError, RoadRefusedError) as problem:
        raise RoadCutError("Адрес прокси-сервера в настройках этого компьютера записан неверно.") from problem
    return proxy if is_usable else None


def _proxy_login(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    login = Login(unquote(proxy.username), unquote(proxy.password or ""))
    return {"Proxy-Authorization": _basic(login)}


def _proxy_wants_login() -> RoadRefusedError:
    return RoadRefusedError(
        "Прокси-сервер сети требует имя и пароль.", "Обратитесь к тому, кто обслуживает сеть, или передайте файлом."
    )


def _is_near(host: str) -> bool:
    """Whether a host is inside one's own walls: a private address, or a name without a public domain."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return _HOME.fullmatch(host) is not None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextlib.contextmanager
def _failures_said(host: str) -> Generator[None]:
    """Say what a network does to a connection; errors that are no failure of it pass unchanged."""
    try:
        yield
    except ssl.SSLCertVerificationError as problem:
        raise _distrusted(host, problem) from problem
    except socket.gaierror as problem:
        raise RoadCutError(f"Сервер {host} не найден: похоже, связи сейчас нет.") from problem
    except TimeoutError as problem:
        raise RoadCutError(f"Сервер {host} не отвечает.") from problem
    except ConnectionRefusedError as problem:
        raise RoadCutError(f"Сервер {host} сейчас не принимает: он выключен или занят.") from problem
    except (OSError, http.client.HTTPException) as problem:
        if "407" in str(problem) and str(problem).startswith("Tunnel"):
            raise _proxy_wants_login() from problem
        if str(problem).startswith("Tunnel"):
            raise RoadCutError(f"Прокси-сервер сети не соединил с {host}.") from problem
        raise RoadCutError("Связь прервалась. Переданное сохранено, продолжим с того же места.") from problem


def _distrusted(host: str, problem: ssl.SSLCertVerificationError) -> RoadCutError:
    """A cut and no refusal: a clock is put right, and a network shows its own page for an hour; nothing was sent."""
    not_yet, expired = 9, 10
    if problem.verify_code in {not_yet, expired}:
        return RoadCutError(
            f"Сертификат сервера {host} сегодня не действует, ничего не отправлено. Проверьте дату на этом компьютере; "
            "если она верна, сообщите институту."
        )
    return RoadCutError(
        f"Не удалось убедиться, что это сервер {host}: его сертификат неизвестен, ничего не отправлено. Если сеть "
        "просит войти на своей странице, войдите; если нет, попросите у института новое приглашение."
    )
