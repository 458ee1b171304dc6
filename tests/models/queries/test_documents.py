"""The register of documents: what it unites, how it is sorted, filtered and searched, and what «Обзор» says of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.commands.consents import give_consent
from models.commands.documents import add_document
from models.commands.meetings import add_meeting
from models.commands.orders import order_people
from models.commands.reports import begin_report
from models.database import Database
from models.queries.documents import (
    document_counts,
    document_days,
    document_line,
    document_register,
    kit_lines,
    read_kit,
)
from models.queries.overview import attention
from models.queries.stream_people import stream_people
from models.rows.codes import ConsentPurpose, DocumentStatus, MeetingBody, OrderKind, PlanKind
from models.rows.consents import ConsentDraft
from models.rows.document_card import DocumentDraft
from models.rows.documents import DocumentFilter, DocumentKind, DocumentSort, DocumentState
from models.rows.meetings import AgendaDraft, MeetingDraft
from models.rows.orders import OrderDraft
from models.rows.overview import Attention
from models.rules.periods import parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD

DAY = date(2026, 2, 10)


def enter(db: Database, title: str = "Договор", **said: object) -> int:
    return add_document(db, DocumentDraft.model_validate({"title": title} | said), actor=HEAD)


@pytest.fixture
def everything(db: Database) -> Database:
    """A site with a paper of every kind that needs no ceremony."""
    her = arrange.person(db, "Лебедева")
    stream_id = arrange.stream(db, her, her)
    order = OrderDraft(kind=OrderKind.ENROL, number="7", dated_on=DAY)
    order_people(db, order, stream_id, [place.id for place in stream_people(db, stream_id)], actor=HEAD)
    minutes = MeetingDraft(
        body=MeetingBody.COUNCIL, number="3", held_on=DAY, chair_id=her, agenda=[AgendaDraft(question="План")]
    )
    add_meeting(db, minutes, actor=HEAD)
    consent = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=DAY, valid_until=db.today())
    give_consent(db, her, consent, actor=HEAD)
    begin_report(db, parse_period("2026-Q1"), actor=HEAD)
    arrange.plan(db)
    arrange.plan(db, kind=PlanKind.ROADMAP)
    enter(db, kit_code="agreement", number="41-СП", dated_on=DAY)
    enter(db, "Письмо ёлки", dated_on=date(2026, 1, 20), parties="Округ")
    return db


def test_one_register_unites_what_every_section_holds(everything: Database) -> None:
    kinds = {line.kind for line in document_register(everything)}
    assert kinds == set(DocumentKind) - {DocumentKind.CERTIFICATE}


def test_a_report_is_called_by_its_period(everything: Database) -> None:
    (line,) = document_register(everything, DocumentFilter(kind=DocumentKind.REPORT))
    assert (line.title, line.period, line.state) == ("Отчёт за I квартал 2026 года", "2026-Q1", DocumentState.DRAFT)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", DocumentSort)
def test_pages_of_any_order_give_every_paper_once(everything: Database, sort: DocumentSort, descending: bool) -> None:
    whole = document_register(everything, sort=sort, descending=descending)
    paged = document_register(everything, sort=sort, descending=descending, limit=4)
    while page := document_register(everything, sort=sort, descending=descending, after=paged[-1], limit=4):
        paged += page
    assert paged == whole
    assert len({line.key for line in whole}) == len(whole)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DocumentFilter(text="ЕЛКИ"), ["Письмо ёлки"]),
        (DocumentFilter(text="41-сп"), ["Договор"]),
        (DocumentFilter(text="лебедева"), ["Согласие: обработка персональных данных"]),
        (DocumentFilter(kind=DocumentKind.ORDER), ["Приказ о зачислении"]),
        (DocumentFilter(start=date(2026, 1, 20), end=date(2026, 1, 20)), ["Письмо ёлки"]),
        (DocumentFilter(state=DocumentState.EXPIRING), ["Согласие: обработка персональных данных"]),
    ],
)
def test_a_filter_leaves_what_it_asks_for(everything: Database, wanted: DocumentFilter, found: list[str]) -> None:
    assert [line.title for line in document_register(everything, wanted)] == found
    counts = document_counts(everything, wanted)
    assert (counts.by_state[wanted.state] if wanted.state else counts.all) == len(found)


def test_the_days_of_the_register_run_from_its_first_paper_to_its_last(everything: Database) -> None:
    assert document_days(everything) == (date(2026, 1, 20), DAY)


def test_what_the_kit_lacks_stands_first_until_it_is_entered(db: Database) -> None:
    before = document_register(db)
    assert [(line.kit_no, line.is_wanted) for line in before] == [(no, True) for no in range(1, 12)]
    document_id = enter(db, kit_code="regulation", dated_on=DAY)
    assert [line.kit_no for line in document_register(db) if line.is_wanted] == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    line = document_line(db, f"document:{document_id}")
    assert line is not None
    assert (line.kind_words, line.is_entered) == ("Комплект, № 5", True)


def test_the_sites_own_plan_and_programme_are_numbers_10_and_11_of_the_kit(db: Database) -> None:
    her = arrange.person(db)
    arrange.stream(db, her)
    arrange.plan(db, kind=PlanKind.ROADMAP)
    assert {line.no: line.state for line in kit_lines(db)}[10] is DocumentState.MISSING
    arrange.plan(db)
    states = {line.no: line.state for line in kit_lines(db)}
    assert (states[10], states[11]) == (DocumentState.DRAFT, DocumentState.DRAFT)


def test_the_best_of_several_papers_speaks_for_the_kit(db: Database) -> None:
    for status in (DocumentStatus.DRAFT, DocumentStatus.ACTIVE, DocumentStatus.EXPIRED):
        enter(db, kit_code="agreement", status=status)
    assert kit_lines(db)[8].state is DocumentState.ACTIVE


def steps_to_the_kit(db: Database) -> int:
    steps: list[None] = []
    with db.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        driver.set_progress_handler(lambda: steps.append(None), 1)
        read_kit(session, db.today())
        driver.set_progress_handler(None, 0)
    return len(steps)


def test_the_kit_is_told_without_reading_every_consent(db: Database) -> None:
    her = arrange.person(db, "Лебедева")
    before = steps_to_the_kit(db)
    for day in range(1, 20):
        signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, day))
        give_consent(db, her, signed, actor=HEAD)
    assert steps_to_the_kit(db) == before


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, DocumentState.EXPIRED),
        (0, DocumentState.EXPIRING),
        (60, DocumentState.EXPIRING),
        (61, DocumentState.ACTIVE),
    ],
)
def test_a_term_is_told_by_the_day(db: Database, days: int, state: DocumentState) -> None:
    line = document_line(db, f"document:{enter(db, valid_until=db.today() + timedelta(days=days))}")
    assert line is not None
    assert line.state is state


def told(db: Database) -> list[tuple[Attention, int, str]]:
    asked = (Attention.DOCUMENT_OVER, Attention.DOCUMENT_EXPIRING, Attention.DOCUMENT_MISSING)
    return [(row.why, row.people, row.who) for row in attention(db) if row.why in asked]


def test_the_overview_says_whose_term_ends_and_what_the_kit_lacks(db: Database) -> None:
    assert told(db) == []
    arrange.fill_passport(db)
    enter(db, "Договор «А»", valid_until=db.today() - timedelta(days=1))
    enter(db, "Приказ", valid_until=db.today())
    enter(db, "Письмо", valid_until=db.today() + timedelta(days=3))
    enter(db, "Справка", valid_until=db.today() + timedelta(days=30))
    assert told(db) == [
        (Attention.DOCUMENT_OVER, 1, "«Договор „А“»"),
        (Attention.DOCUMENT_EXPIRING, 3, "«Приказ», «Письмо»"),
        (
            Attention.DOCUMENT_MISSING,
            11,
            "«Приказ о назначении ИРО краевым координатором проекта», «Приказ о реализации проекта»",
        ),
    ]
