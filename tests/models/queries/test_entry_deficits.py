"""SQL that several queries put into theirs: it must not take their tables for its own."""

from datetime import date
from string import ascii_lowercase

from models.commands.program_example import add_example_program
from models.commands.programs import add_stream
from models.commands.routes import make_routes
from models.database import Database
from models.queries.entry_deficits import HAS_STEP, SECOND_MODULE
from models.queries.fetch import number
from models.rows.programs import StreamDraft
from tests.models.commands.diagnosed import FIRST, SECOND, deficit, diagnosed_stream
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]


def test_the_second_module_is_that_of_the_stream_whatever_letter_the_query_around_gives_it(db: Database) -> None:
    diagnosed_stream(db)
    program_id = add_example_program(db, actor=HEAD)
    with db.reading() as session:
        tutor_id = number(session, "SELECT min(tutor_id) FROM stream")
    draft = StreamDraft(
        program_id=program_id,
        title="Поток 2",
        starts_on=date(2026, 1, 12),
        ends_on=date(2026, 3, 20),
        tutor_id=tutor_id,
    )
    stream_id = add_stream(db, draft, actor=HEAD)
    with db.reading() as session:
        wanted = number(session, "SELECT id FROM module WHERE program_id = :program AND no = 2", program=program_id)
        found = {
            number(
                session,
                f"SELECT {SECOND_MODULE.format(f'{letter}.id')} FROM stream AS {letter} WHERE {letter}.id = :stream",
                stream=stream_id,
            )
            for letter in ascii_lowercase
        }
    assert found == {wanted}


def test_a_step_is_that_of_the_trainee_whatever_letter_the_query_around_gives_her(db: Database) -> None:
    at = diagnosed_stream(db)
    deficit(db, at, at.places[0], FIRST)
    make_routes(db, at.places, actor=HEAD)
    with db.reading() as session:
        for letter in ascii_lowercase:
            of = f"FROM enrollment AS {letter} WHERE {letter}.stream_id = :stream"
            for competence, expected in ((FIRST, 1), (SECOND, 0)):
                has_step = HAS_STEP.format(f"{letter}.id", f"{competence}")
                assert number(session, f"SELECT sum({has_step}) {of}", stream=at.stream_id) == expected
