"""The outbox as the person decides about it: only legal steps, the order of sending, and never «принят»."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.commands.outbox import (
    begin_attempt,
    choose_night,
    end_attempt,
    enqueue,
    handed_over,
    hold,
    move_down,
    move_up,
    pause,
    remember_upload,
    resume,
    switch_road,
    take_up_again,
    withdraw,
)
from models.commands.packages import record_package
from models.commands.receipts import take_receipt
from models.errors import UserError
from models.queries.outbox import outbox_lines, transfers_of, waiting_for_network
from models.rows.codes import PackageKind, PackageState, ReceiptVerdict, Road, TransferOutcome
from models.rules.periods import parse_period
from tests.exports.transport.outbox_site import MAIN, SPARE, OutboxSite
from tests.models.make import HEAD

HOST = "priem.example.ru"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[OutboxSite]:
    found = OutboxSite(tmp_path / "site")
    yield found
    found.db.close()


def queued(site: OutboxSite, kind: PackageKind = PackageKind.QUARTERLY_REPORT) -> int:
    package_id = site.seal(kind)
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    return package_id


def end(site: OutboxSite, package_id: int, outcome: TransferOutcome, **more: object) -> None:
    said = {"target": HOST, "sent_bytes": 0, "seconds": 1.0, "bytes_there": 0, "problem": None}
    end_attempt(site.db, package_id, outcome=outcome, actor=HEAD, **{**said, **more})


def test_a_sealed_package_is_built_and_stands_in_no_queue(site: OutboxSite):
    line = site.line(site.seal())
    assert (line.state, line.road, line.position) == (PackageState.BUILT, None, None)
    assert waiting_for_network(site.db) == []


def test_a_queued_package_waits_for_the_network(site: OutboxSite):
    line = site.line(queued(site))
    assert (line.state, line.road, line.is_paused) == (PackageState.QUEUED, Road.NETWORK, False)
    assert [each.id for each in waiting_for_network(site.db)] == [line.id]


def test_figures_stand_before_photographs_whatever_came_first(site: OutboxSite):
    photos, figures = queued(site, PackageKind.PRODUCTS), queued(site)
    assert [line.id for line in waiting_for_network(site.db)] == [figures, photos]


def test_the_person_changes_the_order_within_a_group(site: OutboxSite):
    first, second, third = (queued(site) for _ in range(3))
    move_up(site.db, third, actor=HEAD)
    move_down(site.db, first, actor=HEAD)
    move_up(site.db, third, actor=HEAD)
    assert [line.id for line in outbox_lines(site.db)] == [third, first, second]


def test_photographs_cannot_be_put_before_figures(site: OutboxSite):
    photos, figures = queued(site, PackageKind.NEWS), queued(site)
    with pytest.raises(UserError, match="Цифры уходят раньше"):
        move_up(site.db, photos, actor=HEAD)
    with pytest.raises(UserError, match="Цифры уходят раньше"):
        move_down(site.db, figures, actor=HEAD)


def test_the_first_of_the_queue_stays_first(site: OutboxSite):
    first, second = queued(site), queued(site)
    move_up(site.db, first, actor=HEAD)
    move_down(site.db, second, actor=HEAD)
    assert [line.id for line in outbox_lines(site.db)] == [first, second]


def test_an_open_package_does_not_go_through_the_outbox(site: OutboxSite):
    package_id = record_package(
        site.db,
        kind=PackageKind.OPEN_REPORT,
        period=parse_period("2026-Q1"),
        serial=1,
        name="otkrytyi",
        sha256="0" * 64,
        size=1,
        counts={},
        actor=HEAD,
    )
    with pytest.raises(UserError, match="Открытый пакет"):
        enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    assert outbox_lines(site.db) == []


def test_a_package_is_not_queued_twice(site: OutboxSite):
    package_id = queued(site)
    with pytest.raises(UserError, match="уже в очереди"):
        enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)


def test_a_withdrawn_package_may_be_queued_again_and_goes_on_from_what_the_server_has(site: OutboxSite):
    package_id = queued(site)
    begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)
    remember_upload(site.db, package_id, f"{MAIN.url}/7", actor=HEAD)
    end(site, package_id, TransferOutcome.CUT, sent_bytes=2000, bytes_there=2000)
    withdraw(site.db, package_id, actor=HEAD)
    assert site.line(package_id).state is PackageState.WITHDRAWN
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    line = site.line(package_id)
    assert (line.upload_url, line.bytes_there, line.tries) == (f"{MAIN.url}/7", 2000, 0)


def test_a_package_that_was_handed_over_cannot_be_withdrawn(site: OutboxSite):
    package_id = queued(site)
    handed_over(site.db, package_id, road=Road.FOLDER, target="флешка", sent_bytes=5000, seconds=1.0, actor=HEAD)
    with pytest.raises(UserError, match="уже передан"):
        withdraw(site.db, package_id, actor=HEAD)


def test_a_package_taken_away_on_a_stick_leaves_the_queue_and_is_not_accepted(site: OutboxSite):
    package_id = queued(site)
    handed_over(site.db, package_id, road=Road.FOLDER, target="флешка", sent_bytes=5000, seconds=1.0, actor=HEAD)
    line = site.line(package_id)
    assert (line.state, line.road, waiting_for_network(site.db)) == (PackageState.SENT, Road.FOLDER, [])
    assert line.sent_at == site.clock.moment


@pytest.mark.parametrize("verdict", ReceiptVerdict)
def test_what_iro_has_answered_is_not_queued_again(site: OutboxSite, verdict: ReceiptVerdict):
    package_id = queued(site)
    take_receipt(site.db, site.answer(package_id, verdict), came_by="файл", actor=HEAD)
    with pytest.raises(UserError, match="Институт"):
        enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    assert site.line(package_id).state.value == verdict.value


def test_a_second_copy_by_mail_leaves_an_accepted_package_accepted(site: OutboxSite):
    package_id = queued(site)
    take_receipt(site.db, site.answer(package_id), came_by="файл", actor=HEAD)
    handed_over(site.db, package_id, road=Road.MAIL, target="почта", sent_bytes=5000, seconds=1.0, actor=HEAD)
    assert site.line(package_id).state is PackageState.ACCEPTED
    assert len(transfers_of(site.db, package_id)) == 1


def test_a_pause_ends_with_resuming_and_forgets_the_failures(site: OutboxSite):
    package_id = queued(site)
    later = site.clock.moment + timedelta(minutes=5)
    end(site, package_id, TransferOutcome.CUT, problem="Сервер не отвечает.", next_try_at=later)
    pause(site.db, package_id, actor=HEAD)
    assert site.line(package_id).is_paused
    resume(site.db, package_id, actor=HEAD)
    line = site.line(package_id)
    assert (line.is_paused, line.tries, line.next_try_at, line.problem) == (False, 0, None, None)


def test_a_paused_package_is_not_begun(site: OutboxSite):
    package_id = queued(site)
    pause(site.db, package_id, actor=HEAD)
    with pytest.raises(UserError, match="не отправляют"):
        begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)


def test_a_package_on_another_road_is_not_begun(site: OutboxSite):
    package_id = queued(site)
    switch_road(site.db, package_id, Road.FOLDER, actor=HEAD)
    with pytest.raises(UserError, match="не отправляют"):
        begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)
    assert waiting_for_network(site.db) == []


def test_another_server_begins_from_nothing(site: OutboxSite):
    package_id = queued(site)
    begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)
    remember_upload(site.db, package_id, f"{MAIN.url}/7", actor=HEAD)
    end(site, package_id, TransferOutcome.CUT, sent_bytes=2000, bytes_there=2000)
    begin_attempt(site.db, package_id, server_url=SPARE.url, actor=HEAD)
    line = site.line(package_id)
    assert (line.server_url, line.upload_url, line.bytes_there) == (SPARE.url, None, 0)


def test_a_refusal_waits_for_the_person_and_keeps_its_reason(site: OutboxSite):
    package_id = queued(site)
    end(site, package_id, TransferOutcome.REFUSED, problem="Сервер не узнал пароль.")
    line = site.line(package_id)
    assert (line.state, line.is_paused, line.problem) == (PackageState.QUEUED, True, "Сервер не узнал пароль.")


def test_a_receipt_that_came_while_it_was_sent_has_the_last_word(site: OutboxSite):
    package_id = queued(site)
    begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)
    take_receipt(site.db, site.answer(package_id, ReceiptVerdict.REJECTED), came_by="файл", actor=HEAD)
    end(site, package_id, TransferOutcome.SENT, sent_bytes=5000, bytes_there=5000)
    assert site.line(package_id).state is PackageState.REJECTED


def test_a_package_withdrawn_after_its_last_byte_is_handed_over_all_the_same(site: OutboxSite):
    package_id = queued(site)
    begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)
    withdraw(site.db, package_id, actor=HEAD)
    end(site, package_id, TransferOutcome.SENT, sent_bytes=5000, bytes_there=5000)
    assert site.line(package_id).state is PackageState.SENT


def test_failures_in_a_row_that_moved_nothing_are_one_line_of_the_journal(site: OutboxSite):
    package_id = queued(site)
    for _ in range(5):
        end(site, package_id, TransferOutcome.CUT, problem="Сервер не отвечает.")
    (line,) = transfers_of(site.db, package_id)
    assert (line.seconds, line.outcome, site.line(package_id).tries) == (5.0, TransferOutcome.CUT, 5)


def test_an_attempt_that_moved_bytes_counts_as_the_first_failure(site: OutboxSite):
    package_id = queued(site)
    for _ in range(3):
        end(site, package_id, TransferOutcome.CUT)
    end(site, package_id, TransferOutcome.CUT, sent_bytes=1000, bytes_there=1000)
    assert site.line(package_id).tries == 1
    assert len(transfers_of(site.db, package_id)) == 2


def test_what_a_killed_program_was_sending_goes_on_with_its_address(site: OutboxSite):
    package_id = queued(site)
    begin_attempt(site.db, package_id, server_url=MAIN.url, actor=HEAD)
    remember_upload(site.db, package_id, f"{MAIN.url}/7", actor=HEAD)
    site.killed()
    assert take_up_again(site.db, actor=HEAD) == 1
    line = site.line(package_id)
    assert (line.state, line.upload_url) == (PackageState.QUEUED, f"{MAIN.url}/7")


def test_a_package_whose_file_is_gone_waits_for_the_person(site: OutboxSite):
    package_id = queued(site)
    hold(site.db, package_id, problem="Файла нет.", actor=HEAD)
    line = site.line(package_id)
    assert (line.is_paused, line.problem) == (True, "Файла нет.")


def test_the_night_is_only_for_those_that_asked_for_it(site: OutboxSite):
    package_id = queued(site)
    assert not site.line(package_id).at_night
    choose_night(site.db, package_id, at_night=True, actor=HEAD)
    assert site.line(package_id).at_night


@pytest.mark.parametrize("act", [pause, resume, withdraw, move_up, move_down])
def test_nothing_is_decided_about_a_package_that_is_gone(site: OutboxSite, act):
    with pytest.raises(UserError, match="уже нет"):
        act(site.db, 99, actor=HEAD)


@pytest.mark.parametrize("act", [pause, resume, move_up, move_down])
def test_what_is_not_in_the_queue_is_not_moved_in_it(site: OutboxSite, act):
    with pytest.raises(UserError, match="ещё не в очереди"):
        act(site.db, site.seal(), actor=HEAD)
