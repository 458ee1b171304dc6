"""Whatever happens in whatever order: never lost, never twice, never «принят» without a receipt."""

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from exports.transport.outbox import Did
from models.commands.outbox import (
    choose_night,
    enqueue,
    handed_over,
    move_down,
    move_up,
    pause,
    resume,
    switch_road,
    withdraw,
)
from models.commands.receipts import take_receipt
from models.database import Actor
from models.errors import UserError
from models.progress import Cancelled
from models.queries.integrity import check_database
from models.queries.outbox import outbox_lines
from models.rows.codes import PackageKind, PackageState, ReceiptVerdict, Road
from models.sealed_files import sealed_path
from tests.conftest import SOAK
from tests.exports.transport.outbox_site import SPARE, InventedServer, KilledError, OutboxSite, untold
from tests.models.make import HEAD

PICK = st.integers(min_value=0, max_value=7)
TROUBLES = st.lists(
    st.sampled_from(
        [
            "",
            "dead",
            "cut",
            "lost answer",
            "refuse",
            "busy",
            "kill before",
            "kill after address",
            "kill between",
            "kill at the end",
        ]
    ),
    max_size=3,
)


class OutboxMachine(RuleBasedStateMachine):
    """A person, two servers, an institute, a clock that jumps and a program that is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(mkdtemp(prefix="marshrut-outbox-"))
        self.site = OutboxSite(self.place / "site")
        self.servers = (InventedServer(self.site.clock), InventedServer(self.site.clock, SPARE.url))
        self.runner = self.site.runner(*self.servers)
        self.answered: dict[int, ReceiptVerdict] = {}
        self.carried: set[int] = set()

    def teardown(self) -> None:
        """At the end everything that is still wanted arrives, once all servers are well."""
        try:
            self.drained()
        finally:
            self.site.db.close()
            shutil.rmtree(self.place)

    @precondition(lambda self: len(self.site.sealed) < 5)
    @rule(kind=st.sampled_from([PackageKind.QUARTERLY_REPORT, PackageKind.PRODUCTS]), size=st.integers(1, 6000))
    def seal(self, kind: PackageKind, size: int) -> None:
        self.site.seal(kind, size=size)

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, at_night=st.booleans())
    def enqueue(self, pick: int, at_night: bool) -> None:
        with suppress(UserError):
            enqueue(self.site.db, self.chosen(pick), road=Road.NETWORK, at_night=at_night, actor=HEAD)

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, act=st.sampled_from([pause, resume, withdraw, move_up, move_down]))
    def decide(self, pick: int, act) -> None:
        with suppress(UserError):
            act(self.site.db, self.chosen(pick), actor=HEAD)

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, road=st.sampled_from(Road))
    def switch_road(self, pick: int, road: Road) -> None:
        with suppress(UserError):
            switch_road(self.site.db, self.chosen(pick), road, actor=HEAD)

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, road=st.sampled_from([Road.FOLDER, Road.MAIL]))
    def carry(self, pick: int, road: Road) -> None:
        package_id = self.chosen(pick)
        with suppress(UserError):
            handed_over(self.site.db, package_id, road=road, target="", sent_bytes=1, seconds=1.0, actor=HEAD)
            self.carried.add(package_id)

    @rule(troubles=TROUBLES, spare=st.lists(st.sampled_from(["dead", "cut", "refuse"]), max_size=2))
    def send(self, troubles: list[str], spare: list[str]) -> None:
        self.servers[0].trouble, self.servers[1].trouble = list(troubles), list(spare)
        try:
            self.runner.step(untold)
        except KilledError:
            self.restart()

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, act=st.sampled_from([pause, resume, withdraw]), chunk=st.integers(0, 5))
    def decide_while_it_is_sent(self, pick: int, act, chunk: int) -> None:
        left = [chunk]

        def at_chunk() -> None:
            left[0] -= 1
            if not left[0]:
                with suppress(UserError):
                    act(self.site.db, self.chosen(pick), actor=HEAD)

        self.servers[0].trouble, self.servers[0].at_chunk = [], at_chunk
        self.runner.step(untold)
        self.servers[0].at_chunk = lambda: None

    @rule(at=st.integers(0, 5000))
    def close_the_program_while_it_sends(self, at: int) -> None:
        def closing(done: int, _total: int) -> None:
            if done >= at:
                raise Cancelled

        self.servers[0].trouble, self.servers[1].trouble = [], []
        with suppress(Cancelled):
            self.runner.step(closing)
        self.restart()

    @rule()
    def restart(self) -> None:
        self.site.killed()
        self.runner = self.site.runner(*self.servers)

    @rule(seconds=st.sampled_from([1, 20, 3000, 50_000]))
    def time_passes(self, seconds: int) -> None:
        self.site.clock.go_on(seconds)

    @rule(days=st.sampled_from([-366, -1, 1, 366]))
    def the_clock_is_set(self, days: int) -> None:
        self.site.clock.moment += timedelta(days=days)

    @rule()
    def a_server_forgets_what_was_not_finished(self) -> None:
        for server in self.servers:
            server.forget_unfinished()

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, verdict=st.sampled_from(ReceiptVerdict), by_file=st.booleans())
    def iro_answers(self, pick: int, verdict: ReceiptVerdict, by_file: bool) -> None:
        package_id = self.chosen(pick)
        content = self.site.answer(package_id, verdict)
        if by_file:
            with suppress(UserError):  # older than the one before, where the clock was put back
                self.answered[package_id] = take_receipt(self.site.db, content, came_by="файл", actor=HEAD).verdict
            return
        name = self.site.line(package_id).name
        self.servers[0].answers[name] = content
        self.runner.ask_soon()
        was = self.site.line(package_id).state
        self.servers[0].trouble, self.servers[1].trouble = [], []
        while self.runner.step(untold).did not in {Did.ASKED, Did.NOTHING}:
            pass
        del self.servers[0].answers[name]
        if self.site.line(package_id).state is not was and name in self.receipts():
            self.answered[package_id] = verdict

    @precondition(lambda self: self.site.sealed)
    @rule(pick=PICK, kind=st.sampled_from(["forged", "of_other_bytes"]))
    def somebody_forges_a_receipt(self, pick: int, kind: str) -> None:
        content = getattr(self.site, kind)(self.chosen(pick))
        with pytest.raises(UserError):
            take_receipt(self.site.db, content, came_by="файл", actor=Actor())

    @invariant()
    def nothing_is_lost(self) -> None:
        assert {line.id for line in outbox_lines(self.site.db)} == self.site.sealed.keys()
        for line in outbox_lines(self.site.db):
            assert sealed_path(self.site.outbox, line.name).read_bytes() == self.site.sealed[line.id]

    @invariant()
    def what_arrived_is_what_was_sealed_and_came_once(self) -> None:
        for line in outbox_lines(self.site.db):
            for server in self.servers:
                assert server.whole(line.name) in ([], [self.site.sealed[line.id]])

    @invariant()
    def handed_over_means_that_it_is_there(self) -> None:
        for line in outbox_lines(self.site.db):
            if line.state is PackageState.SENT and line.id not in self.carried:
                assert self.is_there(line.name)

    @invariant()
    def only_a_receipt_makes_it_accepted_or_rejected(self) -> None:
        states = {verdict: PackageState(verdict.value) for verdict in ReceiptVerdict}
        found = {line.id: line.state for line in outbox_lines(self.site.db)}
        for package_id, state in found.items():
            if package_id in self.answered:
                assert state is states[self.answered[package_id]]
            else:
                assert state not in states.values()

    def drained(self) -> None:
        self.a_server_forgets_what_was_not_finished()
        for server in self.servers:
            server.trouble = []
        wanted = [
            line for line in outbox_lines(self.site.db) if line.state in (PackageState.QUEUED, PackageState.SENDING)
        ]
        for line in wanted:
            switch_road(self.site.db, line.id, Road.NETWORK, actor=HEAD)
            choose_night(self.site.db, line.id, at_night=False, actor=HEAD)
        for _ in wanted:
            assert self.runner.step(untold).did is Did.SENT
        for line in wanted:
            assert self.is_there(line.name)
            assert self.site.line(line.id).state is PackageState.SENT
        assert check_database(self.site.db) == []
        self.what_arrived_is_what_was_sealed_and_came_once()

    def is_there(self, name: str) -> bool:
        return any(server.whole(name) for server in self.servers)

    def receipts(self) -> set[str]:
        return {line.name for line in outbox_lines(self.site.db) if line.receipt_id is not None}

    def chosen(self, pick: int) -> int:
        return sorted(self.site.sealed)[pick % len(self.site.sealed)]


TestOutboxMachine = pytest.mark.soak(OutboxMachine.TestCase)
TestOutboxMachine.settings = settings(max_examples=400 if SOAK else 12, stateful_step_count=60 if SOAK else 25)
