"""What leans on what: the question every later undo of a batch asks first."""

from models.database import Database
from models.inverse import referenced_elsewhere
from tests.models.make import make_consent, make_person, make_restricted


def test_the_second_column_of_a_double_key_is_not_taken_for_an_id(db: Database) -> None:
    """`person_restricted` points to (consent, person): a person's number is no number of a consent."""
    people = [make_person(db, last_name=name) for name in ("Абрамова", "Белова", "Вольнова")]
    make_consent(db, people[0])
    make_consent(db, people[0])
    make_restricted(db, people[1])
    with db.reading() as session:
        used = referenced_elsewhere(session.connection(), "consent", [1, 2, 3])
    assert used == {3}


def test_a_person_with_closed_fields_is_leaned_on(db: Database) -> None:
    person = make_person(db)
    make_restricted(db, person)
    with db.reading() as session:
        assert referenced_elsewhere(session.connection(), "person", [person]) == {person}
