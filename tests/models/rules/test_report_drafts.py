"""Drafts say what the data say, with the right forms of words, and nothing where there is no data."""

import re
from dataclasses import replace
from datetime import date

import pytest

from models.rows.report import (
    EventRow,
    GeographyRow,
    IndicatorRow,
    PlanItemRow,
    ReportData,
    ReportSignatures,
    ReportTotals,
    SitePassport,
)
from models.rules.report_drafts import drafts

_PASSPORT = SitePassport(site_code="041", full_name="Сад", short_name="Сад", theme="Речь", municipality="Артём")
EMPTY = ReportData(
    period_code="2026-Q1",
    period_title="I квартал 2026 года",
    period_start=date(2026, 1, 1),
    period_end=date(2026, 3, 31),
    kind_title="Квартальный отчёт",
    passport=_PASSPORT,
    signatures=ReportSignatures(approver_position="Заведующий"),
    totals=ReportTotals(),
)
ITEM = PlanItemRow(1, "Семинар", "семинар", date(2026, 2, 28), status="выполнено", done_on=date(2026, 2, 20))
EVENT = EventRow(1, date(2026, 2, 20), "Семинар", "семинар", "очно", 12, 2, 3, 2, 90)


def with_totals(**figures: object) -> ReportData:
    return replace(EMPTY, totals=replace(EMPTY.totals, **figures), events=(EVENT,))


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_where_there_is_no_data_there_is_no_draft() -> None:
    assert drafts(EMPTY, EMPTY) == {}


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 мероприятие"), (3, "3 мероприятия"), (11, "11 мероприятий"), (21, "21 мероприятие")],
)
def test_numbers_go_with_the_right_forms(number: int, words: str) -> None:
    data = with_totals(events=number, minutes=45 * number, visits=number)
    assert said(drafts(data)["events"]).startswith(f"Проведено {words} ({number} ак. ч), на них {number} посещен")


@pytest.mark.parametrize(
    ("was", "words"),
    [
        (15, "Мероприятий за прошлый период было 15, стало на 3 больше."),
        (20, "Мероприятий за прошлый период было 20, стало на 2 меньше."),
        (18, "Столько же мероприятий было и за прошлый период."),
        (0, "За прошлый период мероприятий не было."),
    ],
)
def test_it_is_compared_with_the_period_before(was: int, words: str) -> None:
    assert drafts(with_totals(events=18), with_totals(events=was))["events"].endswith(words)


def test_a_period_without_a_record_is_no_measure() -> None:
    assert "прошлый" not in drafts(with_totals(events=18), EMPTY)["events"]


def test_what_was_late_is_told_with_its_days_and_its_reason() -> None:
    late = ITEM._replace(title="Круглый стол", done_on=date(2026, 3, 4), reason="Снегопад закрыл дорогу.")
    data = replace(with_totals(planned=2, done=2, late=1), plan_items=(ITEM, late))
    assert said(drafts(data)["plan"]).splitlines() == [
        "За I квартал 2026 года в плане 2 пункта, выполнено 2 (100 %).",
        "Позже срока выполнен 1 пункт: «Круглый стол» (срок 28 февраля, проведено 4 марта; Снегопад закрыл дорогу).",
    ]


def test_what_was_moved_behind_the_period_is_a_task_of_the_next() -> None:
    moved = ITEM._replace(status="перенесено", done_on=None, postponed_to=date(2026, 4, 9), reason="Карантин")
    data = replace(with_totals(planned=1, moved=1), plan_items=(moved,))
    made = {code: said(text) for code, text in drafts(data).items()}
    assert made["next_tasks"] == "Провести перенесённое: «Семинар» (на 9 апреля; Карантин)."
    assert made["difficulties"] == "Причины отклонений от плана: «Семинар» (Карантин)."


def test_long_lists_are_cut_and_counted() -> None:
    left = tuple(ITEM._replace(no=no, title=f"Дело {no}", status="в работе") for no in range(1, 9))
    text = drafts(replace(with_totals(planned=8, open_items=8), plan_items=left))["next_tasks"]
    assert text.endswith("«Дело 5» и ещё 3.")


def test_municipalities_that_are_new_are_named() -> None:
    artyom, lazo = GeographyRow("Артём", "1", 1, 3, 0), GeographyRow("Лазо", "2", 1, 1, 1)
    now = replace(with_totals(unique_people=4, organisations=2, municipalities=2), geography=(artyom, lazo))
    before = replace(with_totals(unique_people=3, organisations=1, municipalities=1), geography=(artyom,))
    lines = said(drafts(now, before)["geography"]).splitlines()
    assert lines[0].startswith("Участвовали 4 человека из 2 организаций и 2 муниципалитетов.")
    assert lines[-1] == "В прошлом периоде не участвовали: Лазо."


def test_indicators_without_a_fact_are_named_and_not_guessed() -> None:
    rows = (IndicatorRow(1, "Веб-продукты", "шт.", 5, 4), IndicatorRow(2, "Справка", "шт.", 1, None))
    text = drafts(replace(EMPTY, indicators=rows))["indicators"]
    assert text.splitlines() == [
        "Из показателей с планом и фактом план выполнен у 0 из 1.",
        "Ниже плана: «Веб-продукты» — 4 при плане 5.",
        "Значение не внесено: «Справка».",
    ]


def test_every_sentence_is_whole() -> None:
    data = replace(
        with_totals(
            planned=2, done=1, moved=1, events=2, unplanned_events=1, visits=9, minutes=100, streams=1, enrolled=5,
            completed=1, certificates=1, unique_people=5, organisations=1, municipalities=1, deficits_found=4,
            survey_responses=1, satisfaction=4.456, remote_people=1, expelled=1,
        ),
        plan_items=(ITEM, ITEM._replace(status="отменено", reason="Нет зала")),
        unplanned_events=(EVENT,),
    )  # fmt: skip
    for text in drafts(data, with_totals(events=1)).values():
        for line in text.splitlines():
            assert re.fullmatch(r"[А-ЯЁ«].*[^.]\.", line), line
            assert "None" not in line
            assert "  " not in line
