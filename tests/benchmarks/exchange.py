"""The window while packages are sealed and sent: how long its thread did not listen, beside the 50 ms of house.md.

The site is the reference quarter; the server is npm's tus server on loopback, at full speed and held back to 64 kbit/s.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, QTimer

from desktop.app import SiteSession, make_application
from exports.packages.age import new_key_pair
from models.commands.institute_link import accept_invitation
from models.commands.outbox import enqueue, withdraw
from models.database import Database
from models.key_store import KeyStore
from models.queries.directory import head_of_site
from models.queries.outbox import outbox_line
from models.rows.codes import PackageKind, PackageState, Road
from models.rows.exchange import OutboxLine
from models.rules.invitation import Server
from models.vault import no_vault
from tests.benchmarks.harness import Bench, Figure, LeftOutError
from tests.benchmarks.invented_quarter import PERIOD, make_quarter
from tests.benchmarks.window import LIMIT, opened, settle
from tests.exports.transport.servers import TusServer
from tests.exports.transport.tus_packages import installed
from tests.models.iro import Iro
from tests.views.exchange.arrange import sealed
from tests.views.stall import StallProbe
from views.exchange.build_dialog import Chosen
from views.workplace import Workplace
from views.writing import write

if TYPE_CHECKING:
    from views.exchange.page import ExchangePage

_SLOW = 8000.0
_SLOW_MS = 5_000
_KINDS = (PackageKind.QUARTERLY_REPORT, PackageKind.ROSTER, PackageKind.FULL_COPY)


def measure(bench: Bench) -> Iterator[Figure]:
    """Worst stalls, the page being open."""
    try:
        installed()
    except RuntimeError as problem:
        raise LeftOutError(str(problem)) from problem
    folder = bench.named("site").folder
    make_quarter(folder).close()
    _renamed(folder)
    app = make_application()
    with TusServer(bench.folder / "institute") as server:
        session = opened(app, folder)
        at = session.workplace
        assert at is not None
        _invited(at.db, bench.folder, server)
        session.window.go("exchange", None)
        settle(session)
        page = cast("ExchangePage", session.window.page("exchange"))
        for kind in _KINDS:
            chosen = Chosen(kind, PERIOD)
            yield _stall(session, f"sealing, {kind.value}", lambda chosen=chosen: page.building.build(chosen))
        size = bench.size(4_000_000, quick=200_000)
        fast = sealed(at.db, at.outbox, PackageKind.PRODUCTS, period=PERIOD.code, size=size)
        yield _stall(session, f"sending {size / 1e6:g} MB at full speed", lambda: _queue(at, fast))
        if _state(at.db, fast) is not PackageState.SENT:
            raise RuntimeError("the package was not sent")
        at.outgoing.bytes_per_second = _SLOW
        slow = sealed(at.db, at.outbox, PackageKind.NEWS, period=PERIOD.code, size=size)
        with StallProbe() as probe:
            _queue(at, slow)
            probe.listen(_SLOW_MS)
            write(at, lambda db, actor: withdraw(db, slow.id, actor=actor))
            _quiet(session)
        settle(session)
        yield Figure("worst stall, sending at 64 kbit/s", probe.worst, "50 ms", LIMIT, 1)
        session.close()
        session.window.close()


def _stall(session: SiteSession, what: str, act: Callable[[], object]) -> Figure:
    with StallProbe() as probe:
        act()
        _quiet(session)
    return Figure(f"worst stall, {what}", probe.worst, "50 ms", LIMIT, 1)


def _quiet(session: SiteSession) -> None:
    """Until nothing is under way, listening all the while."""
    quiet = 0
    while quiet < 10:
        waiting = QEventLoop()
        QTimer.singleShot(10, waiting.quit)
        waiting.exec()
        quiet = 0 if session.jobs.busy else quiet + 1


def _invited(db: Database, folder: Path, server: TusServer) -> None:
    iro = Iro(KeyStore.under(folder / "iro", vault=no_vault), recipient=new_key_pair().recipient)
    invitation = iro.invitation(servers=(Server("tus", server.url),), expires_on=db.today() + timedelta(days=90))
    accept_invitation(db, invitation, actor=head_of_site(db))


def _queue(at: Workplace, line: OutboxLine) -> None:
    write(at, lambda db, actor: enqueue(db, line.id, road=Road.NETWORK, actor=actor))


def _state(db: Database, line: OutboxLine) -> PackageState:
    found = outbox_line(db, line.id)
    if found is None:
        raise RuntimeError("the package is gone")
    return found.state


def _renamed(folder: Path) -> None:
    (path,) = folder.glob("*.db")
    if path.name != "marshrut.db":
        path.rename(folder / "marshrut.db")
