"""Sending through the outbox: bytes over a bad line beside the file, and what the bookkeeping costs beside the road.

The server is npm's tus server on loopback, the bad line a proxy that cuts; pauses are not waited for.
"""

import itertools
import random
from collections.abc import Iterator

from exports.transport.credentials import Credentials
from exports.transport.outbox import Did, OutboxRunner, outbox_runner
from exports.transport.road import Parcel
from exports.transport.tus import TusRoad
from models.commands.outbox import enqueue, resume
from models.queries.outbox import outbox_lines
from models.rows.codes import PackageKind, Road
from models.rules.invitation import Server
from models.sealed_files import sealed_path
from tests.benchmarks.harness import ROUNDS, Bench, Figure, LeftOutError, race, timed
from tests.exports.transport.outbox_site import OutboxSite, untold
from tests.exports.transport.servers import CuttingProxy, TusServer
from tests.exports.transport.tus_packages import installed
from tests.models.make import HEAD

_SENT_AGAIN = 1.05
_CUT_EVERY, _CUTS = 160_000, 50
_BESIDE_THE_ROAD = 1.5
_NOTHING_DUE = 5.0


def measure(bench: Bench) -> Iterator[Figure]:
    """Bytes, and times inside this process."""
    size = bench.size(4_000_000, quick=200_000)
    try:
        installed()
    except RuntimeError as problem:
        raise LeftOutError(str(problem)) from problem
    with TusServer(bench.folder / "institute") as server:
        yield _bad_line(bench, server, size, "cut every 160 kB", every=_CUT_EVERY)
        cuts = sorted(random.Random(8).sample(range(1, size), min(_CUTS, size // 4000)))
        yield _bad_line(bench, server, size, f"cut {len(cuts)} times at random", at=cuts)
        yield _beside_the_road(bench, server, size)
    yield from _looking(bench)


def _bad_line(bench: Bench, server: TusServer, size: int, what: str, **cuts: object) -> Figure:
    with CuttingProxy(server.port, **cuts) as network:
        site = OutboxSite(
            bench.folder / what.replace(" ", "-"), invited_to=Server("tus", server.url_through(network.port))
        )
        package_id = _queued(site, size)
        runner = _runner(site)
        for _attempt in itertools.count():
            if runner.step(untold).did is Did.SENT:
                break
            resume(site.db, package_id, actor=HEAD)
        if server.whole().count(site.sealed[package_id]) != 1:
            raise RuntimeError("the package did not arrive once, byte for byte")
        site.db.close()
        _cleared(server)
        return Figure(f"sent, {what}", network.taken, "the file", size, _SENT_AGAIN, "B")


def _beside_the_road(bench: Bench, server: TusServer, size: int) -> Figure:
    site = OutboxSite(bench.folder / "good-line", invited_to=Server("tus", server.url))
    runner = _runner(site)
    sealed = iter([site.seal(PackageKind.PRODUCTS, size=size) for _ in range(ROUNDS + 1)])

    def ours() -> None:
        enqueue(site.db, next(sealed), road=Road.NETWORK, actor=HEAD)
        if runner.step(untold).did is not Did.SENT:
            raise RuntimeError("it was not sent")

    def road() -> None:
        package_id = max(site.sealed)
        line = site.line(package_id)
        parcel = Parcel(sealed_path(site.outbox, line.name), line.name, line.sha256, line.size)
        TusRoad(server.url).send(parcel, resume=None, remember=lambda _url: None, passed=lambda _there: None)

    run = race(ours=lambda: timed(ours), road=lambda: timed(road))
    site.db.close()
    _cleared(server)
    return Figure("queue and send", run["ours"].seconds, "the road alone", run["road"].seconds, _BESIDE_THE_ROAD)


def _looking(bench: Bench) -> Iterator[Figure]:
    """A site of ten years: what the window asks for whenever something changed, and a step with nothing to do."""
    many = bench.size(400, quick=20)
    site = OutboxSite(bench.folder / "ten-years", invited_to=Server("tus", "http://127.0.0.1:9/files"))
    for _ in range(many):
        site.seal(size=100)
    runner = _runner(site)

    def read() -> None:
        with site.db.reading() as session:
            session.connection().exec_driver_sql("SELECT * FROM package").all()

    run = race(
        lines=lambda: timed(lambda: outbox_lines(site.db)),
        step=lambda: timed(lambda: runner.step(untold)),
        floor=lambda: timed(read),
    )
    site.db.close()
    yield Figure(f"outbox of {many} packages", run["lines"].seconds, "SELECT * of them", run["floor"].seconds)
    yield Figure("a step with nothing due", run["step"].seconds, "the same", run["floor"].seconds, _NOTHING_DUE)


def _queued(site: OutboxSite, size: int) -> int:
    package_id = site.seal(PackageKind.PRODUCTS, size=size)
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    return package_id


def _runner(site: OutboxSite) -> OutboxRunner:
    return outbox_runner(site.db, site.outbox, credentials=Credentials(None), actor=HEAD)


def _cleared(server: TusServer) -> None:
    for each in server.uploads.iterdir():
        each.unlink()
