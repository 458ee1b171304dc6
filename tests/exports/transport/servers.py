"""Real servers on loopback for the tests of sending, and a network that cuts connections.

from tests.exports.transport.servers import CuttingProxy, DavServer, TusServer, parcel_of, sent_at_last

with TusServer(tmp_path / "institute") as server, CuttingProxy(server.port, every=160_000) as network:
    sent_at_last(TusRoad(server.url_through(network.port)), parcel_of(tmp_path / "parcel"))
    assert server.whole() == [content]
"""

import contextlib
import hashlib
import itertools
import random
import selectors
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from exports.transport.road import NetworkRoad, Parcel, RoadCutError
from exports.transport.webdav import MANIFEST, read_manifest
from tests.exports.transport.tus_packages import installed, node

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
NAME = "bez-koda-1a2b3c_2026-Q1_quarterly-report_001"


class _Server:
    """A server in a process of its own, which can be killed as a cut of power does, and started again."""

    path = "/"
    scheme = "http"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uploads = folder / "uploads"
        self.answers = folder / "answers"
        self.uploads.mkdir(parents=True, exist_ok=True)
        self.answers.mkdir(parents=True, exist_ok=True)
        # Chosen here: a server that let the system choose could not come back to the port at once.
        self.port = closed_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return self.url_through(self.port)

    def url_through(self, port: int) -> str:
        """The server's address behind a proxy that listens on another port."""
        return f"{self.scheme}://127.0.0.1:{port}{self.path}"

    def start(self) -> None:
        """Start it, on the same port as before."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said.strip().isdigit():
            raise RuntimeError(f"the server did not start: {(self.folder / 'log').read_text('utf-8')[-1000:]}")
        self.port = int(said)

    def kill(self) -> None:
        """`kill -9`: it writes nothing more, answers nothing more."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert process.stdout is not None
            process.stdout.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.kill()

    def _command(self) -> list[str | Path]:
        raise NotImplementedError


class TusServer(_Server):
    """npm's tus server; uploads in `uploads`, receipts to give out in `answers` as `<name>.receipt`."""

    path = "/files"

    def whole(self) -> list[bytes]:
        """What lies in the folder of uploads, without the server's own notes."""
        return [each.read_bytes() for each in sorted(self.uploads.iterdir()) if each.suffix != ".json"]

    def forget(self) -> None:
        """Lose all uploads, as a server does that cleans up."""
        for each in self.uploads.iterdir():
            each.unlink()

    def _command(self) -> list[str | Path]:
        return [node(), HERE / "tus_server.mjs", installed(), self.uploads, self.answers, str(self.port)]


class DavServer(_Server):
    """wsgidav; packages go to `uploads/packages`, which is not there at first; receipts lie in `receipts` below.

    `tls` are the files of a certificate and its key; `is_careful` makes it keep nothing of a request that was cut, as
    Nextcloud does.
    """

    path = "/packages/"

    def __init__(
        self,
        folder: Path,
        *,
        login: tuple[str, str] | None = None,
        tls: tuple[Path, Path] | None = None,
        is_careful: bool = False,
    ) -> None:
        super().__init__(folder)
        self.packages = self.uploads / "packages"
        self._options = [
            *(["--login", *login] if login else []),
            *(["--tls", *tls] if tls else []),
            *(["--careful"] if is_careful else []),
        ]
        if tls:
            self.scheme = "https"

    def whole(self) -> list[bytes]:
        """The parcels whose manifest is there, put together as it says."""
        return [_joined(manifest) for manifest in sorted(self.packages.glob(f"*/{MANIFEST}"))]

    def _command(self) -> list[str | Path]:
        program = [sys.executable, "-m", "tests.exports.transport.dav_server"]
        return [*program, self.uploads, str(self.port), *self._options]


def _joined(manifest: Path) -> bytes:
    said = read_manifest(manifest.read_bytes())
    content = b"".join((manifest.parent / part.name).read_bytes()[: part.size] for part in said.parts)
    assert hashlib.sha256(content).hexdigest() == said.sha256
    return content


class CuttingProxy:
    """A network between the program and a server: counts what it takes from the program and cuts as told.

    It cuts after `every` bytes taken, and when the bytes taken reach one of `at`. A cut ends all connections through
    it: the program's with a reset, the server's by closing; where the network `is_silent`, the server hears nothing at
    all any more, as when a line goes dead. `on_cut` is told, before the program can notice.
    """

    def __init__(
        self,
        port: int,
        *,
        every: int | None = None,
        at: Iterable[int] = (),
        on_cut: Callable[[], object] = lambda: None,
        is_silent: bool = False,
        bite: int = 4096,
    ) -> None:
        self.taken = 0
        self.cuts = 0
        self.connections = 0
        self._to = port
        self._every = every
        self._next = every
        self._at = sorted(at)
        self._on_cut = on_cut
        self._is_silent = is_silent
        self._dead: list[socket.socket] = []
        self._bite = bite
        self.fault: BaseException | None = None
        """What went wrong in `on_cut`."""
        self._ears = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._ears.getsockname()[1])
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._of_program: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._run, name="cutting-proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._wake.send(b"!")
        self._thread.join()
        for each in self._dead:
            each.close()
        self._wake.close()
        self._woken.close()
        self._ears.close()
        if self.fault is not None:
            raise self.fault

    def _run(self) -> None:
        self._selector.register(self._ears, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        with self._selector:
            while True:
                for key, _events in self._selector.select():
                    if key.fileobj is self._woken:
                        self._cut_all()
                        return
                    if key.fileobj is self._ears:
                        self._accept()
                    elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._pairs:
                        self._pass_on(key.fileobj)

    def _accept(self) -> None:
        program, _address = self._ears.accept()
        self.connections += 1
        try:
            server = socket.create_connection(("127.0.0.1", self._to))
        except OSError:
            _reset(program)
            return
        for one, other in ((program, server), (server, program)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ)
        self._of_program.add(program)

    def _pass_on(self, end: socket.socket) -> None:
        other = self._pairs[end]
        if end not in self._of_program:
            self._hand(end, other, 65536)
            return
        coming = [*self._at[:1], *([self._next] if self._next else [])]
        left = min([self._bite, *(cut - self.taken for cut in coming)])
        self.taken += self._hand(end, other, left)
        is_due = False
        if self._next and self._every and self.taken >= self._next:
            self._next += self._every
            is_due = True
        while self._at and self.taken >= self._at[0]:
            self._at.pop(0)
            is_due = True
        if is_due:
            self.cuts += 1
            try:
                self._on_cut()
            except (OSError, RuntimeError) as problem:
                self.fault = self.fault or problem
            self._cut_all()

    def _hand(self, end: socket.socket, other: socket.socket, most: int) -> int:
        try:
            piece = end.recv(most)
        except OSError:
            piece = b""
        if not piece:
            self._part(end)
            return 0
        try:
            other.sendall(piece)
        except OSError:
            self._part(end)
        return len(piece)

    def _part(self, end: socket.socket) -> None:
        for each in (end, self._pairs[end]):
            self._selector.unregister(each)
            del self._pairs[each]
            self._of_program.discard(each)
            each.close()

    def _cut_all(self) -> None:
        for each in list(self._pairs):
            self._selector.unregister(each)
            if each in self._of_program:
                _reset(each)
            elif self._is_silent:
                self._dead.append(each)
            else:
                each.close()
        self._pairs.clear()
        self._of_program.clear()


def _reset(end: socket.socket) -> None:
    """Close as a broken line looks to the one who sends: at once, and what was on its way is lost."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()


def random_cuts(seed: int, size: int, count: int = 50) -> list[int]:
    """Moments for `CuttingProxy(at=…)`, as bytes taken, spread over a file of `size` bytes."""
    return sorted(random.Random(seed).sample(range(1, size), count))


def content_of(size: int, seed: int = 7) -> bytes:
    """Bytes as a sealed file has them: nothing in them repeats."""
    return random.Random(seed).randbytes(size)


def parcel_of(folder: Path, content: bytes, name: str = NAME) -> Parcel:
    """A parcel of these bytes, kept as the program keeps it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.age"
    path.write_bytes(content)
    return Parcel(path, name, hashlib.sha256(content).hexdigest(), len(content))


def sent_at_last(road: NetworkRoad, parcel: Parcel, *, tries: int = 300, resume: str | None = None) -> list[str]:
    """Send, again after each cut, as the outbox does without its pauses; what the road had to be reminded of."""
    remembered = [resume] if resume else []
    for attempt in itertools.count(1):
        try:
            road.send(
                parcel,
                resume=remembered[-1] if remembered else None,
                remember=remembered.append,
                passed=lambda _there: None,
            )
        except RoadCutError:
            if attempt >= tries:
                raise
        else:
            return remembered
    raise AssertionError


def closed_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as ears:
        return int(ears.getsockname()[1])


class Asked(NamedTuple):
    """A question that a scripted server was asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Said(NamedTuple):
    """What a scripted server answers."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


class ScriptedServer:
    """A server of the outside world that answers as told: portals, gateways, servers with habits of their own."""

    def __init__(self, answer: Callable[[Asked], Said], tls: ssl.SSLContext | None = None) -> None:
        asked = self.asked = list[Asked]()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                # The program closes connections as it likes.
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True

            def parse_request(self) -> bool:
                if not super().parse_request():
                    return False
                setattr(self, f"do_{self.command}", self._answer)
                return True

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked.append(Asked(self.command, self.path, dict(self.headers.items()), body))
                said = answer(asked[-1])
                self.send_response_only(said.status)
                for name, text in said.headers.items():
                    self.send_header(name, text)
                if said.status not in {204, 304}:
                    self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(said.body)

            def log_request(self, code: object = "-", size: object = "-") -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        # A handshake that fails is what such a test is about.
        self._server.handle_error = lambda request, client_address: None
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_port
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self.port}/files"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class OfficeProxy:
    """The proxy of an office: tunnels on CONNECT, fetches by whole addresses; may want a name and a password."""

    def __init__(self, *, login: str = "") -> None:
        self.asked: list[str] = []
        self._wants = f"Basic {b64encode(login.encode()).decode()}" if login else ""
        self._ears = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._ears.getsockname()[1])
        threading.Thread(target=self._run, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        with contextlib.suppress(OSError):
            self._ears.shutdown(socket.SHUT_RDWR)
        self._ears.close()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._ears.accept()[0],), daemon=True).start()

    def _serve(self, program: socket.socket) -> None:
        with program, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                more = program.recv(4096)
                if not more:
                    return
                head += more
            first, *lines = head.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
            self.asked.append(first)
            if self._wants and f"Proxy-Authorization: {self._wants}" not in lines:
                program.sendall(b"HTTP/1.1 407 Login wanted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            method, goal, _version = first.split(" ")
            split = urlsplit(f"//{goal}" if method == "CONNECT" else goal)
            with socket.create_connection((split.hostname or "", split.port or 80)) as server:
                if method == "CONNECT":
                    program.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                else:
                    server.sendall(head.replace(goal.encode(), (split.path or "/").encode(), 1))
                back = threading.Thread(target=_pump, args=(server, program), daemon=True)
                back.start()
                _pump(program, server)
                back.join()


def _pump(source: socket.socket, goal: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            goal.sendall(piece)
        goal.shutdown(socket.SHUT_WR)


class Authority:
    """A certification authority of one's own, as an institute may have, and certificates by it for 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Invented institute")])
        usage = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        certificate = (
            self._begun(self._name, self._key.public_key(), 365)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM).decode()

    def certificate(self, host: str = "127.0.0.1", *, days: int = 30) -> tuple[Path, Path]:
        """Files with a certificate for `host` and its key; with `days` below nought it ran out so long ago."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "server")])
        of_host = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
        certificate = (
            self._begun(name, key.public_key(), days)
            .add_extension(x509.SubjectAlternativeName([of_host]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        pem, secret = self._folder / f"{host}{days}.pem", self._folder / f"{host}{days}.key"
        pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return pem, secret

    def context(self, host: str = "127.0.0.1", *, days: int = 30) -> ssl.SSLContext:
        """The server's side of TLS with such a certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.certificate(host, days=days))
        return context

    def _begun(self, name: x509.Name, key: ec.EllipticCurvePublicKey, days: int) -> x509.CertificateBuilder:
        today = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - timedelta(days=abs(days) + 30))
            .not_valid_after(today + timedelta(days=days))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )
