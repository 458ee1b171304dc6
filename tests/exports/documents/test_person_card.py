"""The card of a trainee on paper, read back by pdftotext. Today is 2 March 2026."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from exports.registry import paper_bytes
from models.commands.applications import change_place
from models.commands.consents import give_consent, withdraw_consent
from models.database import Database
from models.errors import NoPassportError, UserError
from models.queries.person_print import person_paper
from models.queries.streams import person_places
from models.rows.codes import ConsentPurpose, Mode, Presence
from models.rows.consents import ConsentDraft
from models.rows.person_print import PersonPaper
from models.rows.programs import PlaceDraft
from models.rules.person_code import person_code
from models.schema.programs import Module
from tests.exports.documents import sample_papers as sample
from tests.exports.withdrawn import planted
from tests.models.commands import arrange
from tests.models.conftest import db
from tests.models.make import HEAD, make_mark, store
from tests.views.trainees.card_scenes import learn

__all__ = ["db"]

LONG_NAME = "Константинопольская-Преображенская Александра-Виктория Вениаминовна-Магомедсалиховна"


def read(paper: PersonPaper, folder: Path) -> str:
    """The words of the paper in their order."""
    source = folder / "card.pdf"
    source.write_bytes(paper_bytes("person-card", "pdf", paper))
    told = subprocess.run(["pdftotext", "-raw", str(source), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", told.stdout.decode())


@pytest.fixture
def site(db: Database) -> Database:
    arrange.fill_passport(db, organization_id=arrange.organization(db, "Детский сад «Маяк»"))
    return db


@pytest.fixture
def learned(site: Database) -> int:
    """Somebody with scores, assignments, a creative work, a report and a certificate; her tutor is Соседкина."""
    person_id = arrange.person(site, "Вдовина", phone="+79140005571", email="v@example.ru")
    tutor = arrange.person(site, "Соседкина")
    stream_id = arrange.stream(site, tutor, person_id)
    module = Module(program_id=1, no=1, title="Погружение", hours=12, mode=Mode.MIXED)
    store(site, module, action="Внесено")
    for title, state in (("Первый", Presence.PRESENT), ("Второй", Presence.ABSENT)):
        event_id = arrange.event(site, tutor, stream_ids=[stream_id], title=title)
        make_mark(site, event_id=event_id, person_id=person_id, state=state)
    return learn(site)


def test_the_card_tells_who_she_is_and_how_far_she_came(site: Database, learned: int, tmp_path: Path) -> None:
    text = read(person_paper(site, learned), tmp_path)
    for words in (
        "КАРТОЧКА СТАЖЁРА", "Вдовина", "+7 (914) 000-55-71", "v@example.ru", person_code(learned),
        "обучается", "«Поток 1» (тьютор Соседкина",
        "г) Творческая работа", "«Лесная экспедиция»", "Мини-отчёт сдан 2 марта, ещё не принят",
        "Первый", "присутствовал", "Второй", "отсутствовал", "Итого",
        "Картотека игр", "устранён", "в работе", "Дневник наблюдений", "на доработке",
        "02.03.2026 72 Поток 1 подготовлен",
    ):  # fmt: skip
        assert words in text, words


def test_what_was_agreed_about_her_place_is_printed(site: Database, tmp_path: Path) -> None:
    person_id = arrange.person(site, "Вдовина")
    arrange.stream(site, arrange.person(site, "Соседкина"), person_id)
    (place,) = person_places(site, person_id)
    agreed = PlaceDraft(applied_on=date(2026, 1, 9), direction="Развитие речи", individual_path="Проба вместо модуля 2")
    change_place(site, place.id, agreed, actor=HEAD)
    text = read(person_paper(site, person_id), tmp_path)
    for words in ("заявка от 09.01.2026", "направление: Развитие речи", "индивидуальный путь: Проба вместо модуля 2"):
        assert words in text, words


def test_hours_are_those_she_was_there(site: Database, learned: int) -> None:
    visits = person_paper(site, learned).visits
    assert [(visit.mark, visit.minutes is None) for visit in visits] == [
        ("присутствовал", False),
        ("отсутствовал", True),
    ]


def test_neither_closed_fields_nor_notes_are_printed(db: Database, tmp_path: Path) -> None:
    text = read(person_paper(db, planted(db).person_id), tmp_path)
    assert "Жемчужникова-Щукина" in text
    for closed in ("112-233-445", "17.05.1983", "женский", "Тайнадиплома", "700133", "заметка"):
        assert closed not in text


def test_orders_stand_at_the_stream_they_speak_of(db: Database, tmp_path: Path) -> None:
    text = read(person_paper(db, planted(db).person_id), tmp_path)
    assert "приказ о зачислении № 7 от 12.01.2026" in text


def test_who_is_in_no_stream_has_a_card_that_says_so(site: Database, tmp_path: Path) -> None:
    text = read(person_paper(site, arrange.person(site, "Вдовина")), tmp_path)
    for words in ("Ни в одном потоке пока нет", "Сертификатов пока нет", "Согласий пока нет"):
        assert words in text
    for heading in ("Дефициты и маршрут", "Задания", "Дальше — о потоке"):
        assert heading not in text


def test_a_withdrawn_consent_is_told_in_place_of_name_and_contacts(
    site: Database, learned: int, tmp_path: Path
) -> None:
    given = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    withdraw_consent(site, give_consent(site, learned, given, actor=HEAD), site.today(), actor=HEAD)
    text = read(person_paper(site, learned), tmp_path)
    assert "вместо имени стоит код" in text
    assert "обработка персональных данных 12.01.2026 — бумага отозвано" in text
    assert "Вдовина" not in text
    assert "000-55-71" not in text


def test_a_long_name_is_printed_whole(tmp_path: Path) -> None:
    text = read(sample.person_card(person=LONG_NAME), tmp_path)
    assert LONG_NAME in text.replace("- ", "-")


def test_a_card_that_is_gone_is_refused(site: Database) -> None:
    with pytest.raises(UserError, match="уже нет"):
        person_paper(site, 99)


def test_a_site_without_a_passport_prints_no_card(db: Database) -> None:
    person_id = arrange.person(db, "Вдовина")
    with pytest.raises(NoPassportError):
        person_paper(db, person_id)
