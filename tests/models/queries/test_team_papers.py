"""What a member did over a period, the week's sheet, and the announcement of an event."""

from datetime import date

import pytest

from models.commands.consents import give_consent, withdraw_consent
from models.commands.depersonalise import destroy_person
from models.commands.events import mark_attendance
from models.commands.products import add_product
from models.database import Database
from models.errors import UserError
from models.queries.team_papers import event_announcement, team_works, week_sheet
from models.rows.codes import ConsentPurpose, Mode, Presence, ProductStatus
from models.rows.consents import ConsentDraft
from models.rows.events import Mark
from models.rows.personal_acts import ActDraft
from models.rows.plans import ProductDraft
from models.rows.team_papers import TeamWorksPaper
from models.rules.announcements import announcement
from models.rules.person_code import person_code
from models.rules.plan_periods import Span
from tests.models.commands import arrange
from tests.models.make import HEAD

YEAR = Span(date(2025, 9, 1), date(2026, 8, 31))
HELD = date(2026, 2, 2)
"""A Monday."""


@pytest.fixture(autouse=True)
def _passport(db: Database) -> None:
    arrange.fill_passport(db)


def works(db: Database, person_id: int, span: Span = YEAR) -> TeamWorksPaper:
    return team_works(db, person_id, span)


def test_talks_are_those_she_led_alone_or_with_others(db: Database) -> None:
    her, other = arrange.person(db, "Ведущая"), arrange.person(db, "Другая")
    arrange.event(db, her, title="Одна", held_on=HELD, total_external=7)
    arrange.event(db, other, title="Вдвоём", held_on=date(2026, 2, 3), co_leader_ids=[her])
    arrange.event(db, her, title="Раньше", held_on=date(2025, 8, 31))
    found = works(db, her)
    assert [(talk.title, talk.part) for talk in found.talks] == [("Одна", "ведущий"), ("Вдвоём", "соведущий")]
    assert (found.talk_count, found.listeners) == (2, 7)
    assert found.period_title == f"с 01.09.2025 по {db.today():%d.%m.%Y}"


def test_what_she_listened_to_is_her_training_and_not_her_talk(db: Database) -> None:
    her, other = arrange.person(db, "Слушательница"), arrange.person(db, "Другая")
    listened = arrange.event(db, other, title="Чужое", held_on=HELD, duration_min=90)
    led = arrange.event(db, her, title="Своё", held_on=HELD)
    for event_id in (listened, led):
        mark_attendance(db, event_id, [Mark(her, Presence.PRESENT, None)], actor=HEAD)
    assert [(each.title, each.minutes) for each in works(db, her).trainings] == [("Чужое", 90)]


def test_products_and_streams_of_the_period_are_hers(db: Database) -> None:
    her = arrange.person(db, "Авторова")
    arrange.stream(db, her, arrange.person(db))
    for title, status in (("Сборник", ProductStatus.READY), ("Черновик", ProductStatus.DRAFT)):
        made = ProductDraft(title=title, kind_id=1, made_on=HELD, status=status, author_ids=[her], level="краевой")
        add_product(db, made, actor=HEAD)
    found = works(db, her)
    assert [(each.title, each.level, each.shown) for each in found.products] == [("Сборник", "краевой", "")]
    assert [(each.stream, each.trainees) for each in found.streams] == [("Поток 1", 1)]


def test_nobody_has_no_paper(db: Database) -> None:
    with pytest.raises(UserError, match="карточки"):
        works(db, 900)


def test_days_to_come_have_no_paper(db: Database) -> None:
    her = arrange.person(db)
    with pytest.raises(UserError, match="впереди"):
        works(db, her, Span(date(2027, 1, 1), date(2027, 2, 1)))


def test_who_withdrew_or_was_destroyed_is_called_by_her_code(db: Database) -> None:
    withdrew, destroyed = (arrange.person(db, name, patronymic="Юрьевна") for name in ("Жаворонкова", "Соловейко"))
    events = [arrange.event(db, her, title="Речь", held_on=HELD) for her in (withdrew, destroyed)]
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=HELD)
    withdraw_consent(db, give_consent(db, withdrew, signed, actor=HEAD), HELD, actor=HEAD)
    act = ActDraft(number="1", dated_on=HELD, basis="заявление", commission=("Петрова Мария",))
    destroy_person(db, destroyed, act, actor=HEAD)
    for her, event_id in zip((withdrew, destroyed), events, strict=True):
        found = works(db, her)
        assert (found.person, found.talk_count) == (person_code(her), 1)
        assert f"Ведёт: {person_code(her)}" in announcement(event_announcement(db, event_id))


def test_a_week_runs_from_monday_to_sunday(db: Database) -> None:
    her = arrange.person(db, "Ведущая")
    for day in (date(2026, 2, 1), HELD, date(2026, 2, 8), date(2026, 2, 9)):
        arrange.event(db, her, title=f"{day.day}", held_on=day, starts_at="15:30")
    item = {"due_from": HELD, "due_to": date(2026, 2, 6), "title": "Сборник"}
    arrange.plan_item(db, arrange.plan(db), her, **item)
    sheet = week_sheet(db, date(2026, 2, 4))
    assert [(event.title, event.weekday, event.time) for event in sheet.events] == [
        ("2", "пн", "15:30"),
        ("8", "вс", "15:30"),
    ]
    assert [(term.what, term.title, term.day.day) for term in sheet.terms] == [("Пункт плана", "Сборник", 6)]
    assert "2\u00a0февраля" in sheet.days


def test_an_announcement_says_what_when_where_and_for_whom(db: Database) -> None:
    her = arrange.person(db, "Ведущая", patronymic="Петровна")
    stream_id = arrange.stream(db, her)
    event_id = arrange.event(
        db,
        her,
        title="Речь и игра",
        held_on=HELD,
        starts_at="15:30",
        duration_min=90,
        mode=Mode.REMOTE,
        link="https://example.ru/room",
        stream_ids=[stream_id],
    )
    said = announcement(event_announcement(db, event_id)).replace("\u00a0", " ").splitlines()
    assert said[0].endswith("«Речь и игра»")
    assert "Когда: Понедельник, 2 февраля 2026 года, начало в 15:30, 90 минут" in said
    assert {"Где: дистанционно", "Ссылка: https://example.ru/room", "Для кого: Поток 1"} <= set(said)
    assert any(line.startswith("Ведёт: Ведущая Мария") for line in said)
