"""The reference quarter of a site, the same each time: as much as its report sends to ИРО, in words as people write.

200 trainees of 100 kindergartens in 8 streams, 60 events with 6,000 marks, 40 plan items, 3,000 scores, 12 products
and 7,600 characters of prose; nothing here is about anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from models.bulk import insert_many
from models.commands.reports import save_report_text
from models.database import Database
from models.rows.codes import Category, Education, Mode, Presence
from models.rows.report import TEXT_CODES
from models.rules.periods import Period, parse_period
from models.schema.base import Table
from models.schema.events import Attendance, Event, EventStream
from models.schema.people import Organization, Person
from models.schema.plans import Plan, PlanItem, Product
from models.schema.programs import DiagnosticCard, DiagnosticItem, Enrollment, Module, Program, Stream
from tests.benchmarks import invented

PERIOD: Period = parse_period("2026-Q2")
TRAINEES, GARDENS, STREAMS, EVENTS, MARKS, ITEMS, SCORES, PROSE = 200, 100, 8, 60, 6_000, 40, 3_000, 7_600
COMPETENCES = 15
_PER_STREAM = TRAINEES // STREAMS
_SEED = 20260401

_WHAT = (
    "Семинар", "Практикум", "Мастер-класс", "Круглый стол", "Открытое занятие", "Консультация", "Разбор случаев",
    "Проба", "Обсуждение", "Встреча", "Показ", "Защита разработок",
)  # fmt: skip
_ABOUT = (
    "развитие связной речи", "сюжетно-ролевая игра", "наблюдение за детьми", "планирование недели", "работа с семьёй",
    "прогулка и исследование", "дети с особыми потребностями", "театр в группе", "математика в быту", "книга и рассказ",
    "речевая среда группы", "педагогическая диагностика", "проект с родителями", "музыка и движение", "безопасность",
    "цифровые материалы", "конструирование", "утренний круг", "адаптация новичков", "подготовка к школе",
)  # fmt: skip
_WHOM = (
    "младшего возраста", "средней группы", "старших дошкольников", "разновозрастной группы", "малокомплектного сада",
    "отдалённых посёлков", "начинающих воспитателей", "логопедической группы",
)  # fmt: skip
_OUTCOMES = (
    "собраны конспекты участников", "разобраны записи занятий", "составлена памятка", "согласован план проб",
    "участники описали трудности", "подготовлены карточки", "опыт рекомендован другим садам", "",
)  # fmt: skip
_REASONS = ("тайфун и закрытые дороги", "болезнь ведущего", "карантин в группах", "перенесено по просьбе стажёров")
_WORDS = (
    "площадка", "стажёры", "воспитатели", "дети", "занятия", "группы", "провели", "показали", "обсудили", "записали",
    "поэтому", "чаще", "реже", "вместе", "сначала", "затем", "трудности", "связаны", "дорогой", "погодой", "связью",
    "наблюдения", "результаты", "пробы", "игра", "речь", "среда", "семья", "родители", "материалы", "конспекты",
    "описания", "видео", "для", "после", "до", "при", "без", "между", "каждый", "половина", "большинство", "некоторые",
    "новые", "простые", "понятные", "подробные", "полезные", "короткие", "весной", "месяц", "неделя", "квартал",
    "предлагаем", "просим", "планируем", "продолжим", "изменили", "добавили", "убрали", "посетили", "научились",
    "отмечают", "спрашивают", "сравнили", "выбрали", "подготовили", "тьютор", "куратор", "методист", "заведующий",
    "сад", "посёлок", "округ", "участники", "опыт", "разработка", "диагностика", "маршрут", "дефицит", "задание",
    "отчёт", "встреча", "вопрос", "ответ", "помощь", "решение", "причина", "вывод", "цель", "задача", "шаг", "день",
    "утро", "прогулка", "книга", "рассказ", "музыка", "движение", "краски", "песок", "вода", "лес", "море", "двор",
)  # fmt: skip


def make_quarter(folder: Path) -> Database:
    """A site's database that holds the quarter; open."""
    db = invented.reopened(invented.new_site(folder))
    dice = Random(_SEED)
    with db.writing(action="Квартал работы", actor=invented.ACTOR) as session:

        def put(table: type[Table], rows: Sequence[Mapping[str, object]]) -> list[int]:
            return insert_many(session, table, rows)

        gardens = put(Organization, [_garden(row, dice) for row in invented.garden_rows(db)[:GARDENS]])
        people = put(Person, [_person(row, dice) for row in invented.people_rows(db, TRAINEES, gardens)])
        (program,) = put(Program, [{"uid": db.new_uid(), "title": "Речь и игра", "kind": "outside_dpp", "hours": 36}])
        put(Module, [{"program_id": program, "no": no, "title": f"Модуль {no}", "hours": 12, "mode": "mixed"}
                     for no in (1, 2, 3)])  # fmt: skip
        streams = put(Stream, [_stream(db, no, program, people[0]) for no in range(STREAMS)])
        places = put(Enrollment, [_place(no, person, streams, dice) for no, person in enumerate(people)])
        (plan,) = put(Plan, [{"uid": db.new_uid(), "title": "План квартала", "kind": "quarter",
                              "starts_on": PERIOD.start, "ends_on": PERIOD.end}])  # fmt: skip
        items = put(PlanItem, [_item(db, no, plan, people[0], dice) for no in range(ITEMS)])
        events = put(Event, [_event(db, no, items, people[0], dice) for no in range(EVENTS)])
        groups = [dice.sample(range(STREAMS), MARKS // EVENTS // _PER_STREAM) for _event_id in events]
        put(EventStream, [{"event_id": event, "stream_id": streams[group]}
                          for event, called in zip(events, groups, strict=True) for group in called])  # fmt: skip
        put(Attendance, list(_marks(events, groups, people, dice)))
        cards = put(DiagnosticCard, [{"enrollment_id": place, "stage": "entry", "filled_on": PERIOD.start}
                                     for place in places[: SCORES // 2 // COMPETENCES]])  # fmt: skip
        put(DiagnosticItem, list(_scores(cards, dice)))
        put(Product, [_product(db, no, events, dice) for no in range(12)])
    for section, text in zip(TEXT_CODES, _prose(dice), strict=False):
        save_report_text(db, PERIOD, section, text, actor=invented.ACTOR)
    return db


def _garden(row: Mapping[str, object], dice: Random) -> dict[str, object]:
    return {**row, "is_remote": dice.random() < 0.4}


def _person(row: Mapping[str, object], dice: Random) -> dict[str, object]:
    return {
        **row,
        "position_id": min(dice.randrange(1, 20), dice.randrange(1, 20), dice.randrange(1, 20)),
        "category": dice.choice([*Category, None]),
        "education": dice.choice([*Education]),
        "experience_years": dice.randrange(0, 42),
    }


def _stream(db: Database, no: int, program: int, tutor: int) -> dict[str, object]:
    start = PERIOD.start + timedelta(days=3 * no)
    return {"uid": db.new_uid(), "program_id": program, "title": f"Поток {no + 1}", "starts_on": start,
            "ends_on": start + timedelta(days=60), "tutor_id": tutor}  # fmt: skip


def _place(no: int, person: int, streams: Sequence[int], dice: Random) -> dict[str, object]:
    group = no // _PER_STREAM
    is_out = dice.random() < 0.04
    start = PERIOD.start + timedelta(days=3 * group)
    return {"stream_id": streams[group], "person_id": person, "status": "expelled" if is_out else "completed",
            "enrolled_on": start,
            "left_on": start + timedelta(days=dice.randrange(5, 50)) if is_out else None}  # fmt: skip


def _topic(dice: Random) -> str:
    return f"{dice.choice(_WHAT)} «{dice.choice(_ABOUT).capitalize()}: {dice.choice(_ABOUT)}» для {dice.choice(_WHOM)}"


def _day(dice: Random) -> date:
    return PERIOD.start + timedelta(days=dice.randrange(88))


def _item(db: Database, no: int, plan: int, responsible: int, dice: Random) -> dict[str, object]:
    due = _day(dice)
    status = dice.choices(["done", "postponed", "cancelled", "planned"], [34, 3, 1, 2])[0]
    return {"uid": db.new_uid(), "plan_id": plan, "section_id": no * 7 // ITEMS + 1, "title": _topic(dice),
            "format_id": dice.randrange(1, 23), "due_from": due, "due_to": due, "mode": dice.choice([*Mode]),
            "planned_count": 5 * dice.randrange(2, 12), "responsible_id": responsible,
            "expected_result": dice.choice(_OUTCOMES) or None, "status": status,
            "postponed_to": PERIOD.end + timedelta(days=20) if status == "postponed" else None,
            "reason": dice.choice(_REASONS) if status in {"postponed", "cancelled"} else None}  # fmt: skip


def _event(db: Database, no: int, items: Sequence[int], leader: int, dice: Random) -> dict[str, object]:
    return {"uid": db.new_uid(), "plan_item_id": items[no] if no < len(items) * 3 // 4 else None,
            "held_on": PERIOD.start + timedelta(days=no * 88 // EVENTS), "duration_min": dice.choice([45, 90, 135, 60]),
            "title": _topic(dice), "format_id": dice.randrange(1, 23), "mode": dice.choice([*Mode]),
            "leader_id": leader, "outcome": dice.choice(_OUTCOMES) or None,
            "total_external": dice.randrange(0, 9)}  # fmt: skip


def _marks(
    events: Sequence[int], groups: Sequence[Sequence[int]], people: Sequence[int], dice: Random
) -> Iterator[dict[str, object]]:
    """A tenth did not come: some people miss more than others."""
    care = {person: dice.betavariate(9, 1) for person in people}
    for event, called in zip(events, groups, strict=True):
        came = dice.choice([Presence.PRESENT, Presence.PRESENT, Presence.REMOTE])
        for group in sorted(called):
            for person in people[group * _PER_STREAM : (group + 1) * _PER_STREAM]:
                missed = Presence.EXCUSED if dice.random() < 0.3 else Presence.ABSENT
                yield {
                    "event_id": event,
                    "person_id": person,
                    "state": came if dice.random() < care[person] else missed,
                }


def _scores(cards: Sequence[int], dice: Random) -> Iterator[dict[str, object]]:
    for card in cards:
        level = dice.gauss(1.8, 0.6)
        for competence in range(1, COMPETENCES + 1):
            own = min(3, max(0, round(dice.gauss(level, 0.6))))
            seen = min(3, max(0, own + dice.choices([-1, 0, 1], [3, 6, 1])[0]))
            yield {"card_id": card, "competence_id": competence, "self_score": own, "tutor_score": seen,
                   "is_deficit": seen < 2}  # fmt: skip


def _product(db: Database, no: int, events: Sequence[int], dice: Random) -> dict[str, object]:
    return {"uid": db.new_uid(), "title": _topic(dice), "kind_id": dice.randrange(1, 16), "made_on": _day(dice),
            "level": dice.choice(["муниципальный", "региональный"]) if no % 3 == 0 else None,
            "event_id": dice.choice(events) if no % 2 else None}  # fmt: skip


def _prose(dice: Random) -> list[str]:
    """Fourteen sections that are `PROSE` characters together; every fourth sentence ends a paragraph."""
    sections = len(TEXT_CODES)
    written: list[str] = []
    for no in range(sections):
        wanted = PROSE * (no + 1) // sections - PROSE * no // sections
        text = ""
        while len(text) < wanted:
            said = " ".join(dice.choice(_WORDS) for _word in range(dice.randrange(5, 12)))
            text += f"{said.capitalize()}.{dice.choice(' ' * 3 + chr(10))}"
        written.append(text[: wanted - 1].rstrip().ljust(wanted, "."))
    return written
