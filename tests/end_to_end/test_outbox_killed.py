"""`kill -9` at any step of sending to a real server: the package arrives once, and nothing is said that is not so.

A round: a site with one sealed package, `marshrut send` in a process of its own through a network that kills it once a
number of bytes went by (or a moment after the last), then everything that must hold, then sending to the end.
"""

import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from exports.transport.credentials import Credentials
from exports.transport.outbox import Did, outbox_runner
from models.commands.outbox import enqueue
from models.queries.integrity import check_database
from models.rows.codes import PackageKind, PackageState, Road
from models.rules.invitation import Server
from models.sole_sender import LOCK
from tests.end_to_end.kill_rounds import ROOT
from tests.exports.transport.outbox_site import OutboxSite, untold
from tests.exports.transport.servers import CuttingProxy, TusServer
from tests.models.make import HEAD

SIZE = 300_000
ALL_BYTES = SIZE + 8000
"""What goes over the network with the words of the protocol, about."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TusServer]:
    with TusServer(tmp_path_factory.mktemp("institute")) as found:
        yield found


def killed_while_sending(folder: Path, *, by_then: Callable[[], bool], after: float) -> None:
    """Start `marshrut send` and kill it some seconds after `by_then` became true, if it has not ended by itself."""
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop", "send", "--all", "--data", str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while program.poll() is None and not by_then():
        with suppress(subprocess.TimeoutExpired):
            program.wait(0.0005)
    try:
        program.wait(after)
    except subprocess.TimeoutExpired:
        program.send_signal(signal.SIGKILL)
        program.wait(30)


def moment(number: int, site: OutboxSite, server: TusServer, network: CuttingProxy) -> tuple[Callable[[], bool], float]:
    """What this round waits for, and how many seconds more: the database, the lock, bytes, or the last byte."""
    chance = random.Random(number)
    match number % 4:
        case 0:
            wal = site.place.with_name(f"{site.place.name}-wal")
            return wal.exists, chance.uniform(0, 1.0)
        case 1:
            return (site.outbox / LOCK).exists, chance.uniform(0, 0.1)
        case 2:
            least = chance.randrange(1, ALL_BYTES)
            return lambda: network.taken >= least, 0.0
        case _:
            return lambda: any(each.stat().st_size == SIZE for each in server.uploads.iterdir()), chance.uniform(
                0, 0.03
            )


def faults_after(site: OutboxSite, server: TusServer, package_id: int) -> list[str]:
    """What must hold at once, whatever moment it was."""
    sealed, line = site.sealed[package_id], site.line(package_id)
    there = server.whole().count(sealed)
    said = [*check_database(site.db)]
    if line.state not in {PackageState.BUILT, PackageState.QUEUED, PackageState.SENDING, PackageState.SENT}:
        said.append(f"it is {line.state.value}")
    if line.state is PackageState.SENT and not there:
        said.append("it is called handed over and is not there")
    if there > 1:
        said.append("it is there twice")
    if not all(sealed.startswith(each) for each in server.whole()):
        said.append("other bytes arrived")
    return said


def brought_to_the_end(site: OutboxSite, package_id: int) -> list[str]:
    """Start anew and send; what is not as it must be then."""
    if site.line(package_id).state is PackageState.BUILT:
        enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    runner = outbox_runner(site.db, site.outbox, credentials=Credentials(None), actor=HEAD)
    step = runner.step(untold)
    if site.line(package_id).state is not PackageState.SENT:
        return [f"it is {site.line(package_id).state.value} after {step.did.name}: {step.problem}"]
    return [] if step.did in {Did.SENT, Did.ASKED} else [f"the step did {step.did.name}"]


@pytest.mark.soak
def test_killed_at_any_step_it_arrives_once(tmp_path: Path, server: TusServer, rounds: Callable[..., int]):
    faults: list[str] = []
    for number in range(rounds(8, soak=160)):
        for each in server.uploads.iterdir():
            each.unlink()
        with CuttingProxy(server.port) as network:
            site = OutboxSite(tmp_path / f"round-{number}", invited_to=Server("tus", server.url_through(network.port)))
            package_id = site.seal(PackageKind.PRODUCTS, size=SIZE)
            site.db.close()
            by_then, after = moment(number, site, server, network)
            killed_while_sending(site.folder, by_then=by_then, after=after)
            site.db = site.open()
            said = faults_after(site, server, package_id)
            said += brought_to_the_end(site, package_id)
            said += faults_after(site, server, package_id)
            site.db.close()
        faults += [f"round {number}: {each}" for each in said]
    assert faults == []
