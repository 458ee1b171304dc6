"""The journal of exchange: what left, by which road, with what in it, and what came back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.commands.outbox import end_attempt, enqueue, handed_over
from models.commands.receipts import take_receipt
from models.commands.site import save_site
from models.errors import NoPassportError
from models.queries.outbox import (
    exchange_journal_paper,
    journal_lines,
    measured_speed,
    names_without_receipt,
    outbox_lines,
)
from models.rows.codes import PackageKind, ReceiptVerdict, Road, TransferOutcome
from models.rows.site import SiteDraft
from models.rules.exchange_words import package_words
from models.rules.periods import parse_period
from models.rules.receipt import Question
from models.schema.exchange import Package
from tests.exports.transport.outbox_site import OutboxSite
from tests.models.make import HEAD

SPRING = parse_period("2026-Q1")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[OutboxSite]:
    found = OutboxSite(tmp_path / "site")
    yield found
    found.db.close()


def attempt(site: OutboxSite, package_id: int, outcome: TransferOutcome, *, sent: int, seconds: float) -> None:
    end_attempt(
        site.db,
        package_id,
        outcome=outcome,
        target="priem.example.ru",
        sent_bytes=sent,
        seconds=seconds,
        bytes_there=sent,
        actor=HEAD,
    )


def sent(site: OutboxSite, *cuts: TransferOutcome) -> int:
    package_id = site.seal()
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    for outcome in (*cuts, TransferOutcome.SENT):
        attempt(site, package_id, outcome, sent=2500, seconds=2.0)
    return package_id


def test_a_package_that_left_is_one_line_with_the_attempts_it_took(site: OutboxSite):
    package_id = sent(site, TransferOutcome.CUT, TransferOutcome.STOPPED)
    (line,) = journal_lines(site.db, SPRING)
    assert (line.package_id, line.attempts, line.seconds) == (package_id, 3, 6.0)
    assert line.carried == (("events", 12), ("lists", 4))
    assert line.verdict is None


def test_a_correction_says_what_it_corrects(site: OutboxSite):
    first, second = sent(site), sent(site)
    with site.db.writing(action="Исправление", actor=HEAD) as session:
        found = session.get(Package, second)
        assert found is not None
        found.corrects_id = first
    assert [line.corrects for line in journal_lines(site.db)] == [None, site.line(first).name]
    assert package_words(journal_lines(site.db)[1]).endswith(f", исправляет {site.line(first).name}")


def test_what_was_only_tried_did_not_leave(site: OutboxSite):
    package_id = site.seal()
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    attempt(site, package_id, TransferOutcome.CUT, sent=100, seconds=1.0)
    assert journal_lines(site.db) == []


def test_two_roads_are_two_lines_with_one_answer(site: OutboxSite):
    package_id = sent(site)
    handed_over(site.db, package_id, road=Road.FOLDER, target="", sent_bytes=5000, seconds=0.1, actor=HEAD)
    asked = (Question("differs", "Почему мероприятий 12?"),)
    take_receipt(site.db, site.answer(package_id, questions=asked), came_by="файл", actor=HEAD)
    lines = journal_lines(site.db)
    assert [(line.road, line.attempts, line.verdict, line.questions) for line in lines] == [
        (Road.NETWORK, 1, ReceiptVerdict.ACCEPTED, 1),
        (Road.FOLDER, 1, ReceiptVerdict.ACCEPTED, 1),
    ]


def test_the_days_of_a_period_are_those_of_the_site(site: OutboxSite):
    site.clock.moment += timedelta(days=29, hours=11, minutes=30)  # 23:30 on 31 March in Приморье, 13:30 in UTC
    sent(site)
    site.clock.moment += timedelta(hours=1)
    sent(site)
    assert [line.package_id for line in journal_lines(site.db, SPRING)] == [1]
    assert [line.package_id for line in journal_lines(site.db, parse_period("2026-Q2"))] == [2]


def test_a_clock_that_was_wrong_does_not_change_the_order(site: OutboxSite):
    site.clock.moment += timedelta(days=366)
    first = sent(site)
    site.clock.moment -= timedelta(days=366)
    second = sent(site)
    assert [line.package_id for line in journal_lines(site.db)] == [first, second]


def test_the_speed_is_that_of_the_last_attempts_over_the_network(site: OutboxSite):
    assert measured_speed(site.db) is None
    package_id = site.seal()
    enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    for _ in range(8):
        attempt(site, package_id, TransferOutcome.CUT, sent=100_000, seconds=100.0)
    handed_over(site.db, package_id, road=Road.FOLDER, target="", sent_bytes=10**9, seconds=1.0, actor=HEAD)
    assert measured_speed(site.db) == 1000
    for _ in range(8):
        attempt(site, package_id, TransferOutcome.CUT, sent=100_000, seconds=10.0)
    assert measured_speed(site.db) == 10_000


def test_the_queue_stands_first_then_the_built_ones_then_those_handed_over(site: OutboxSite):
    handed = sent(site)
    photos, built, figures = site.seal(PackageKind.PRODUCTS), site.seal(), site.seal()
    for package_id in (photos, figures):
        enqueue(site.db, package_id, road=Road.NETWORK, actor=HEAD)
    assert [line.id for line in outbox_lines(site.db)] == [figures, photos, built, handed]
    assert names_without_receipt(site.db) == [site.line(handed).name]


def test_the_paper_says_it_in_words_without_names(site: OutboxSite):
    passport = SiteDraft(full_name="Детский сад № 7", short_name="Детский сад № 7", municipality_id=1, theme="Игра")
    save_site(site.db, passport, actor=HEAD)
    package_id = sent(site, TransferOutcome.CUT)
    take_receipt(site.db, site.answer(package_id), came_by="письмо", actor=HEAD)
    paper = exchange_journal_paper(site.db, date(2026, 1, 1), date(2026, 3, 31))
    (entry,) = paper.lines
    said = [text.replace("\N{NO-BREAK SPACE}", " ") for text in entry[1:]]
    assert said == [
        "02.03.2026 12:00",
        "pr-041_2026-Q1_quarterly-report_001",
        "отчёт: цифры и тексты, I квартал 2026 года, 5 КБ",
        "12 мероприятий",
        "сеть, priem.example.ru",
        "за 4 с, с 2-й попытки",
        "принят 02.03.2026 12:00; квитанция: письмо",
    ]


def test_without_a_passport_there_is_no_paper(site: OutboxSite):
    with pytest.raises(NoPassportError):
        exchange_journal_paper(site.db, date(2026, 1, 1), date(2026, 3, 31))
