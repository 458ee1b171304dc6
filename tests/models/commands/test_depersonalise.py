"""Whose data go with an act, and whose stay: cards that were one for a time, texts, and what other people keep."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from exports.registry import paper_bytes
from models.commands.depersonalise import depersonalise, destroy_person
from models.commands.merge_people import merge_people, split_people
from models.database import Database
from models.queries.erasing_preview import erasing_preview
from models.queries.integrity import check_database
from models.queries.personal_acts import destruction_act
from models.rows.codes import ActKind
from models.rows.merge import PERSON_FIELDS, MergeDraft
from models.rows.personal_acts import ActDraft
from models.schema.people import Person
from models.schema.programs import Enrollment, Route
from tests.models.commands import arrange
from tests.models.make import HEAD, make_event, make_restricted, run, store

ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Петрова Мария",))
HERS, OTHERS = "Щукожемчугова", "Эхоцаплина"


@pytest.fixture
def parted(db: Database) -> tuple[int, int]:
    """Two people who were taken for one, and were split again."""
    stays = arrange.person(db, OTHERS, first_name="Юзефа", phone="+79001234567", email="other@example.ru")
    goes = arrange.person(db, HERS, first_name="Эсфирь", phone="+79147713355", email="hers@example.ru")
    make_restricted(db, goes, snils="112-233-445 95")
    stream = arrange.stream(db, stays)
    enrollment = store(db, Enrollment(stream_id=stream, person_id=goes), action="Зачислена")
    store(db, Route(enrollment_id=enrollment, goal="Ценный маршрут"), action="Маршрут")
    uid = arrange.stored(db, Person, goes).uid
    merge_people(db, stays, goes, MergeDraft(from_gone=frozenset(PERSON_FIELDS)), actor=HEAD)
    split_people(db, uid, actor=HEAD)
    return stays, goes


def history(db: Database) -> str:
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT coalesce(old, '') || coalesce(new, '') FROM change")
        return "\n".join(found.scalars())


def test_nothing_of_her_is_left_in_the_history_of_a_card_that_was_one_with_hers(
    db: Database, parted: tuple[int, int]
) -> None:
    destroy_person(db, parted[1], ACT, actor=HEAD)
    left = history(db)
    hers = (HERS, HERS.casefold(), "9147713355", "hers@example.ru", "112-233-445 95")
    assert [value for value in hers if value in left] == []
    assert OTHERS in left
    assert check_database(db) == []


def test_a_card_that_was_one_with_hers_keeps_all_of_its_own(db: Database, parted: tuple[int, int]) -> None:
    stays, goes = parted
    event = make_event(db, leader_id=goes)
    run(db, "UPDATE event SET outcome = ? WHERE id = ?", f"Выступила {HERS} Эсфирь.", event)
    destroy_person(db, stays, ACT, actor=HEAD)
    card = arrange.stored(db, Person, goes)
    assert (card.last_name, card.phone, card.email) == (HERS, "+79147713355", "hers@example.ru")
    with db.reading() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT snils FROM person_restricted").scalar() == "112-233-445 95"
        assert connection.exec_driver_sql("SELECT goal FROM route").scalar() == "Ценный маршрут"
        assert HERS in str(connection.exec_driver_sql("SELECT outcome FROM event").scalar())
        assert connection.exec_driver_sql("SELECT count(*) FROM consent WHERE destroyed_on IS NOT NULL").scalar() == 0
    assert OTHERS not in history(db)


def entries(db: Database) -> dict[int, tuple[str | None, str | None]]:
    """What the log holds, by its entries."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id, old, new FROM change")
        return {id_: (old, new) for id_, old, new in found}


@pytest.mark.parametrize("erase", [depersonalise, destroy_person])
def test_the_act_keeps_what_went_with_an_extract_of_the_log(
    db: Database, erase: Callable[..., int], tmp_path: Path
) -> None:
    arrange.fill_passport(db)
    person = arrange.person(db, HERS, first_name="Эсфирь", phone="+79147713355")
    run(db, "UPDATE person SET phone = '+79147713356' WHERE id = ?", person)
    before = entries(db)
    act_id = erase(db, person, ACT, actor=HEAD)
    after = entries(db)
    act = destruction_act(db, act_id)
    extract = {line.title: line.records for line in act.events}
    cleaned = sum(after[id_] != sides for id_, sides in before.items())
    # The entries of the erasing itself are cleaned and counted too.
    assert extract["записи журнала изменений"] >= cleaned > 0
    assert {line.title for line in act.items} == extract.keys() - {"записи журнала изменений"} != set()
    assert {(line.at, line.event) for line in act.events} == {(act.events[0].at, act.items[0].how)}
    (tmp_path / "act.pdf").write_bytes(paper_bytes("destruction-act", "pdf", act))
    printed = "".join(page.extract_text() for page in PdfReader(tmp_path / "act.pdf").pages)
    assert "записи журнала изменений" in " ".join(printed.split())


def test_a_namesake_left_in_a_text_leaves_nothing_of_her_in_its_history(db: Database) -> None:
    person = arrange.person(db, HERS, first_name="Эсфирь")
    event = make_event(db, leader_id=arrange.person(db, OTHERS))
    run(db, "UPDATE event SET outcome = ? WHERE id = ?", f"{HERS} Эсфирь.", event)
    run(db, "UPDATE event SET outcome = ? WHERE id = ?", f"Говорила {HERS}. Слушала {HERS} Эсфирь.", event)
    namesake, _herself = erasing_preview(db, person, ActKind.DESTROYED).mentions
    destroy_person(db, person, ACT.model_copy(update={"left": frozenset({namesake.key})}), actor=HEAD)
    code = f"С-{person:05d}"
    with db.reading() as session:
        said = session.connection().exec_driver_sql("SELECT outcome FROM event").scalar_one()
    assert said == f"Говорила {HERS}. Слушала {code}."
    assert "Эсфирь" not in history(db)
    assert said in history(db)
