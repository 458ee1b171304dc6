"""The runner: what goes first, how it goes on after trouble, and what it never believes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from exports.transport.outbox import Did, OutboxRunner, Step
from models.commands.outbox import enqueue, hold, pause, resume, switch_road, withdraw
from models.errors import UserError
from models.progress import Cancelled
from models.queries.outbox import measured_speed, transfers_of
from models.rows.codes import PackageKind, PackageState, ReceiptVerdict, Road, TransferOutcome
from models.rules.outbox import LONGEST_PAUSE, LONGEST_WAIT
from models.rules.receipt import Question
from models.sealed_files import sealed_path
from models.sole_sender import sole_sender
from tests.exports.transport.outbox_site import MAIN, SPARE, InventedServer, KilledError, OutboxSite, untold
from tests.models.make import HEAD, engine_of

HOUR = 3600.0


@pytest.fixture
def site(tmp_path: Path) -> Iterator[OutboxSite]:
    found = OutboxSite(tmp_path / "site")
    yield found
    found.db.close()


@pytest.fixture
def server(site: OutboxSite) -> InventedServer:
    return InventedServer(site.clock)


def queued(site: OutboxSite, kind: PackageKind = PackageKind.QUARTERLY_REPORT, *, at_night: bool = False) -> int:
    package_id = site.seal(kind)
    enqueue(site.db, package_id, road=Road.NETWORK, at_night=at_night, actor=HEAD)
    return package_id


def arrived(site: OutboxSite, server: InventedServer, package_id: int) -> bool:
    return server.whole(site.line(package_id).name) == [site.sealed[package_id]]


def test_a_queued_package_arrives_byte_for_byte_and_is_handed_over_not_accepted(site, server):
    package_id = queued(site)
    step = site.runner(server).step(untold)
    assert (step.did, step.package_id) == (Did.SENT, package_id)
    assert arrived(site, server, package_id)
    assert site.line(package_id).state is PackageState.SENT


def test_figures_go_before_photographs(site, server):
    photos, figures = queued(site, PackageKind.PRODUCTS), queued(site)
    runner = site.runner(server)
    assert [runner.step(untold).package_id, runner.step(untold).package_id] == [figures, photos]


def test_an_empty_outbox_waits_for_nothing(site, server):
    assert site.runner(server).step(untold) == Step(Did.NOTHING, None)


def test_a_cut_is_gone_on_with_where_it_was(site, server):
    package_id = queued(site, PackageKind.PRODUCTS)
    server.trouble = ["cut"]
    runner = site.runner(server)
    step = runner.step(untold)
    assert step.did is Did.CUT
    assert 0 < (step.wait_seconds or 0) < 10
    assert site.line(package_id).bytes_there == 3000
    assert runner.step(untold).did is Did.NOTHING
    site.clock.go_on(10)
    assert runner.step(untold).did is Did.SENT
    assert arrived(site, server, package_id)
    assert server.taken_bytes == len(site.sealed[package_id])


def test_photographs_do_not_overtake_figures_that_were_cut_off(site, server):
    figures, photos = queued(site), queued(site, PackageKind.PRODUCTS)
    server.trouble = ["cut"]
    runner = site.runner(server)
    runner.step(untold)
    assert runner.step(untold).did is Did.NOTHING
    site.clock.go_on(10)
    assert [runner.step(untold).package_id, runner.step(untold).package_id] == [figures, photos]


def test_a_package_that_never_gets_through_does_not_hold_up_the_others(site, server):
    stuck, other = queued(site), queued(site)
    runner = site.runner(server)
    for _ in range(4):
        server.trouble = ["dead"]
        assert runner.step(untold).package_id == stuck
        if site.line(stuck).tries < 4:
            site.clock.go_on(HOUR)
    assert runner.step(untold).package_id == other


def test_pauses_grow_to_the_longest_and_no_further(site, server):
    queued(site)
    runner = site.runner(server)
    waits: list[float] = []
    for _ in range(14):
        server.trouble = ["dead"]
        waits.append(runner.step(untold).wait_seconds or 0)
        site.clock.go_on(waits[-1] + 1)
    assert waits == sorted(waits)
    assert waits[0] < 10
    assert waits[-1] == pytest.approx(LONGEST_PAUSE, abs=1)


def test_what_the_server_asks_to_wait_is_waited(site, server):
    queued(site)
    server.trouble = ["busy"]
    runner = site.runner(server)
    assert runner.step(untold).wait_seconds == pytest.approx(600, abs=1)
    site.clock.go_on(590)
    assert runner.step(untold).did is Did.NOTHING
    site.clock.go_on(11)
    assert runner.step(untold).did is Did.SENT


@pytest.mark.parametrize("days", [-366, 366])
def test_a_clock_put_a_year_off_holds_nothing_up(site, server, days):
    package_id = queued(site)
    server.trouble = ["dead"]
    runner = site.runner(server)
    runner.step(untold)
    site.clock.moment += timedelta(days=days)
    site.clock.go_on(10)
    assert runner.step(untold).did is Did.SENT
    assert arrived(site, server, package_id)


def test_a_clock_that_was_a_year_ahead_when_it_failed_holds_nothing_up_after_a_restart(site, server):
    package_id = queued(site)
    server.trouble = ["dead"]
    site.clock.moment += timedelta(days=366)
    site.runner(server).step(untold)
    site.clock.moment -= timedelta(days=366)
    site.killed()
    assert site.runner(server).step(untold).did is Did.SENT
    assert arrived(site, server, package_id)


def test_a_clock_put_back_an_hour_does_not_prolong_a_pause(site, server):
    queued(site)
    server.trouble = ["dead"]
    runner = site.runner(server)
    runner.step(untold)
    site.clock.moment -= timedelta(hours=1)
    site.clock.go_on(10)
    assert runner.step(untold).did is Did.SENT


def test_a_computer_that_slept_sends_as_soon_as_it_wakes(site, server):
    queued(site)
    server.trouble = ["busy"]
    runner = site.runner(server)
    runner.step(untold)
    site.clock.moment += timedelta(hours=2)  # the clock that cannot be set stands meanwhile
    assert runner.step(untold).did is Did.SENT


def test_a_restart_keeps_the_pause(site, server):
    queued(site)
    server.trouble = ["busy"]
    site.runner(server).step(untold)
    site.killed()
    step = site.runner(server).step(untold)
    assert step.did is Did.NOTHING
    assert 0 < (step.wait_seconds or 0) <= LONGEST_WAIT


def test_resuming_tries_at_once(site, server):
    package_id = queued(site)
    server.trouble = ["busy"]
    runner = site.runner(server)
    runner.step(untold)
    resume(site.db, package_id, actor=HEAD)
    assert runner.step(untold).did is Did.SENT


def test_a_package_for_the_night_waits_until_ten_in_the_evening(site, server):
    by_night, by_day = queued(site, at_night=True), queued(site)
    runner = site.runner(server)
    assert runner.step(untold).package_id == by_day
    assert site.line(by_night).state is PackageState.QUEUED
    site.clock.go_on(10 * HOUR)  # from noon
    assert runner.step(untold).package_id == by_night


@pytest.mark.parametrize("act", [pause, withdraw])
def test_it_stops_within_a_chunk(site, server, act):
    package_id = queued(site)
    runner = site.runner(server)
    server.at_chunk = lambda: act(site.db, package_id, actor=HEAD) if server.taken_bytes == 2000 else None
    assert runner.step(untold).did is Did.STOPPED
    assert server.taken_bytes == 2000
    line = site.line(package_id)
    assert line.bytes_there == 2000
    assert line.state is (PackageState.WITHDRAWN if act is withdraw else PackageState.QUEUED)
    assert runner.step(untold) == Step(Did.NOTHING, None)


def test_another_road_stops_the_network(site, server):
    package_id = queued(site)
    server.at_chunk = lambda: switch_road(site.db, package_id, Road.FOLDER, actor=HEAD)
    assert site.runner(server).step(untold).did is Did.STOPPED
    assert site.line(package_id).state is PackageState.QUEUED


def test_closing_the_program_keeps_what_was_sent(site, server):
    package_id = queued(site)
    runner = site.runner(server)

    def close(done: int, _total: int) -> None:
        if done == 3000:
            raise Cancelled

    with pytest.raises(Cancelled):
        runner.step(close)
    line = site.line(package_id)
    assert (line.state, line.bytes_there, line.is_paused) == (PackageState.QUEUED, 3000, False)
    assert runner.step(untold).did is Did.SENT
    assert server.taken_bytes == 5000


def test_a_refusal_waits_for_the_person(site, server):
    package_id = queued(site)
    server.trouble = ["refuse"]
    runner = site.runner(server)
    step = runner.step(untold)
    assert (step.did, step.wait_seconds) == (Did.REFUSED, None)
    assert site.line(package_id).problem == "Сервер не узнал пароль. Введите его снова."
    site.clock.go_on(HOUR)
    assert runner.step(untold).did is Did.NOTHING


def test_where_one_server_refuses_the_next_is_asked(site, server):
    package_id = queued(site)
    spare = InventedServer(site.clock, SPARE.url)
    server.trouble = ["refuse"]
    runner = site.runner(server, spare)
    step = runner.step(untold)
    assert (step.did, step.wait_seconds, step.server_url) == (Did.REFUSED, 0.0, MAIN.url)
    assert runner.step(untold).did is Did.SENT
    assert arrived(site, spare, package_id)
    assert transfers_of(site.db, package_id)[0].target == "disk.example.ru"


def test_after_all_have_refused_the_person_begins_with_the_first_again(site, server):
    package_id = queued(site)
    spare = InventedServer(site.clock, SPARE.url, trouble=["refuse"])
    server.trouble = ["refuse"]
    runner = site.runner(server, spare)
    runner.step(untold)
    assert runner.step(untold).wait_seconds is None
    resume(site.db, package_id, actor=HEAD)
    assert runner.step(untold).did is Did.SENT
    assert arrived(site, server, package_id)


def test_a_dead_server_gives_way_to_the_next(site, server):
    package_id = queued(site)
    spare = InventedServer(site.clock, SPARE.url)
    server.trouble = ["dead"] * 9
    runner = site.runner(server, spare)
    while runner.step(untold).did is not Did.SENT:
        site.clock.go_on(HOUR)
    assert arrived(site, spare, package_id)
    assert len(server.trouble) == 6


def test_without_a_server_the_package_waits_and_says_why(site):
    package_id = queued(site)
    assert site.runner().step(untold).did is Did.HELD
    assert "нет адреса сервера" in (site.line(package_id).problem or "")


def test_a_file_that_changed_after_sealing_is_not_sent(site, server):
    package_id = queued(site)
    place = sealed_path(site.outbox, site.line(package_id).name)
    content = place.read_bytes()
    place.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    assert site.runner(server).step(untold).did is Did.HELD
    assert server.uploads == {}
    place.write_bytes(content)
    resume(site.db, package_id, actor=HEAD)
    assert site.runner(server).step(untold).did is Did.SENT


def test_a_file_that_is_gone_is_told(site, server):
    package_id = queued(site)
    sealed_path(site.outbox, site.line(package_id).name).unlink()
    assert site.runner(server).step(untold).problem.startswith("Файла пакета нет")


@pytest.mark.parametrize("when", ["kill before", "kill after address", "kill between", "kill at the end"])
def test_killed_anywhere_it_arrives_once_after_the_restart(site, server, when):
    package_id = queued(site)
    server.trouble = [when]
    with pytest.raises(KilledError):
        site.runner(server).step(untold)
    site.killed()
    assert site.runner(server).step(untold).did is Did.SENT
    assert arrived(site, server, package_id)
    assert server.taken_bytes == len(site.sealed[package_id])


def test_an_answer_that_got_lost_brings_no_second_copy(site, server):
    package_id = queued(site)
    server.trouble = ["lost answer"]
    runner = site.runner(server)
    assert runner.step(untold).did is Did.CUT
    site.clock.go_on(10)
    assert runner.step(untold).did is Did.SENT
    assert arrived(site, server, package_id)


def test_the_journal_says_what_each_attempt_moved_and_the_speed_comes_from_it(site, server):
    package_id = queued(site, PackageKind.PRODUCTS)
    site.seal(size=100_000, serial=9)
    enqueue(site.db, 2, road=Road.NETWORK, actor=HEAD)
    server.trouble = ["cut"]
    runner = site.runner(server)
    runner.step(untold)
    site.clock.go_on(10)
    while runner.step(untold).did is Did.SENT:
        pass
    assert [(line.outcome, line.sent_bytes) for line in transfers_of(site.db, 2)] == [
        (TransferOutcome.SENT, 50_000),
        (TransferOutcome.CUT, 50_000),
    ]
    assert sum(line.sent_bytes for line in transfers_of(site.db, package_id)) == 5000
    assert measured_speed(site.db) == pytest.approx(server.speed, rel=0.15)


def test_a_receipt_at_the_server_makes_it_accepted(site, server):
    package_id = queued(site)
    runner = site.runner(server)
    runner.step(untold)
    server.answers[site.line(package_id).name] = site.answer(package_id)
    site.clock.go_on(120)
    step = runner.step(untold)
    assert (step.did, step.answered, step.wait_seconds) == (Did.ASKED, (site.line(package_id).name,), None)
    assert site.line(package_id).state is PackageState.ACCEPTED


@pytest.mark.parametrize("kind", ["forged", "of_other_bytes"])
def test_no_other_receipt_makes_it_accepted_and_it_is_told_once(site, server, kind):
    package_id = queued(site)
    runner = site.runner(server)
    runner.step(untold)
    server.answers[site.line(package_id).name] = getattr(site, kind)(package_id)
    runner.ask_soon()
    first = runner.step(untold)
    assert first.problem
    assert first.answered == ()
    runner.ask_soon()
    assert runner.step(untold).problem == ""
    assert site.line(package_id).state is PackageState.SENT


def test_a_later_receipt_on_an_answered_package_is_fetched_at_the_next_start_and_when_asked_for(site, server):
    package_id = queued(site)
    name = site.line(package_id).name
    runner = site.runner(server)
    runner.step(untold)
    server.answers[name] = site.answer(package_id)
    runner.ask_soon()
    runner.step(untold)
    site.clock.go_on(HOUR)
    assert runner.step(untold).did is Did.NOTHING
    server.answers[name] = site.answer(package_id, questions=(Question("asked", "Кто вёл?"),))
    restarted = site.runner(server)
    assert (restarted.step(untold).answered, site.line(package_id).questions) == ((name,), 1)
    site.clock.go_on(HOUR)
    server.answers[name] = site.answer(package_id, ReceiptVerdict.REJECTED)
    restarted.ask_soon()
    assert (restarted.step(untold).answered, site.line(package_id).state) == ((name,), PackageState.REJECTED)
    restarted.ask_soon()
    assert restarted.step(untold).answered == ()


def test_a_package_that_waits_longest_is_asked_about_though_many_wait(site, server):
    package_ids = [queued(site) for _ in range(25)]
    runner = site.runner(server)
    for _ in package_ids:
        runner.step(untold)
    server.answers[site.line(package_ids[0]).name] = site.answer(package_ids[0])
    for _ in range(2):
        site.clock.go_on(HOUR)
        runner.step(untold)
    assert site.line(package_ids[0]).state is PackageState.ACCEPTED


def test_a_stranger_s_receipt_at_one_server_does_not_hide_the_genuine_one_at_the_next(site, server):
    package_id = queued(site)
    name = site.line(package_id).name
    spare = InventedServer(site.clock, SPARE.url)
    runner = site.runner(server, spare)
    runner.step(untold)
    server.answers[name], spare.answers[name] = site.forged(package_id), site.answer(package_id)
    runner.ask_soon()
    assert runner.step(untold).answered == (name,)


def test_it_asks_for_receipts_ever_more_rarely(site, server):
    package_id = queued(site)
    runner = site.runner(server)
    waits = [runner.step(untold).wait_seconds or 0]
    for _ in range(8):
        site.clock.go_on(waits[-1])
        waits.append(runner.step(untold).wait_seconds or 0)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_PAUSE
    assert site.line(package_id).state is PackageState.SENT


def test_two_processes_do_not_send_at_once(site, server):
    queued(site)
    with sole_sender(site.outbox), pytest.raises(UserError, match="другая копия"):
        site.runner(server).step(untold)
    assert site.runner(server).step(untold).did is Did.SENT


def test_a_held_package_lets_the_others_pass(site, server):
    held, other = queued(site), queued(site)
    hold(site.db, held, problem="Файла нет.", actor=HEAD)
    assert site.runner(server).step(untold).package_id == other


def tried_for_months(site: OutboxSite, server: InventedServer, runner: OutboxRunner) -> None:
    for _ in range(2000):
        server.trouble = ["dead"]
        runner.step(untold)
        site.clock.go_on(HOUR)


def test_a_full_disk_loses_nothing(site, server):
    package_id = queued(site, PackageKind.PRODUCTS)
    runner = site.runner(server)
    engine = engine_of(site.db)

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite makes it as many as there are

    def make_room(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")

    event.listen(engine, "begin", fill)
    with pytest.raises(UserError, match="не осталось места"):
        tried_for_months(site, server, runner)
    event.remove(engine, "begin", fill)
    event.listen(engine, "begin", make_room)
    server.trouble = []
    site.clock.go_on(HOUR)
    assert runner.step(untold).did is Did.SENT
    assert arrived(site, server, package_id)
