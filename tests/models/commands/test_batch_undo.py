"""A list taken back later: everything is as it was before it, except what hands have changed since, which is told."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commands.people import change_trainee
from models.commands.roster import RosterSource, accept_roster
from models.commands.roster_undo import undo_batch
from models.database import Database
from models.errors import UserError
from models.queries.integrity import check_database
from models.queries.people import batch_outlook, person_card
from models.rows.roster import RosterSheet
from models.rows.site import PersonDraft
from tests.models.commands.arrange import sheet, trainee
from tests.models.make import HEAD, Content, content, copied_database

Rows = dict[int, dict[str, object]]
KNOWN, NEW = ("Абрамова", "Белова", "Власова"), ("Грачёва", "Дроздова")
OF_THE_WRITING = ("updated_at", "author_id", "name_key")

SAID = st.fixed_dictionaries(
    {},
    optional={
        "position": st.sampled_from(["методист", "тьютор"]),
        "phone": st.sampled_from(["+79140000001", "+79140000002"]),
        "category": st.sampled_from(["первая", "высшая"]),
        "experience_years": st.integers(0, 3),
        "organization": st.sampled_from(["Детский сад № 7", "Детский сад № 9"]),
    },
)
EDITS = st.dictionaries(
    st.sampled_from((*KNOWN, *NEW)),
    st.fixed_dictionaries(
        {},
        optional={
            "position_id": st.sampled_from([1, 2, 3]),
            "phone": st.sampled_from(["+79140000002", "+79140000003", None]),
            "category": st.sampled_from(["first", "none", None]),
            "experience_years": st.sampled_from([2, 40]),
            "last_name": st.sampled_from(["Яшина", "Юдина"]),
        },
    ),
    max_size=3,
)


def accept(db: Database, roster: RosterSheet, *, columns: Mapping[str, str] | None = None) -> int:
    source = RosterSource("список.xlsx", "0" * 64, {"a" * 64: columns or {}})
    return accept_roster(db, roster, source=source, actor=HEAD).batch_id


def besides_batches(whole: Content) -> Content:
    """The batch stays with its date; a position that was new may be in use by then."""
    return {table: rows for table, rows in whole.items() if table not in ("import_batch", "position")}


def people(db: Database) -> Rows:
    """Cards by id, without who wrote them and when."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT * FROM person").mappings().all()
    return {int(row["id"]): {key: row[key] for key in row if key not in OF_THE_WRITING} for row in found}


def edit(db: Database, person_id: int, said: Mapping[str, object]) -> None:
    card = person_card(db, person_id)
    assert card is not None
    kept = {name: getattr(card, name) for name in PersonDraft.model_fields}
    with suppress(UserError):  # two cards of one name in one organisation are refused
        change_trainee(db, person_id, PersonDraft.model_validate(kept | dict(said)), actor=HEAD)


def as_hands_left_it(before: Rows, listed: Rows, edited: Rows) -> Rows:
    """What has to stand after the list was taken back."""
    expected: Rows = {}
    for id_, now in edited.items():
        touched = {name for name in now if now[name] != listed[id_][name]}
        if id_ in before:
            expected[id_] = {name: now[name] if name in touched else before[id_][name] for name in now}
        elif touched:
            expected[id_] = now
    return expected


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.tuples(SAID, SAID, SAID), edits=EDITS)
def test_undo_of_a_batch_restores_everything_except_later_hand_edits_which_are_listed(
    said: tuple[dict[str, object], ...], edits: dict[str, dict[str, object]]
) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        accept(db, sheet(*(trainee(name) for name in KNOWN)))
        start, before = content(db), people(db)
        known = [trainee(name, **more) for name, more in zip(KNOWN, said, strict=True)]
        batch = accept(db, sheet(*known, *map(trainee, NEW)), columns={"phone": "C"})
        listed = people(db)
        ids = {str(row["last_name"]): id_ for id_, row in listed.items()}
        for name, changes in edits.items():
            edit(db, ids[name], changes)
        edited = people(db)
        by_hand = {id_ for id_, row in edited.items() if row != listed[id_] and listed[id_] != before.get(id_)}
        told = batch_outlook(db, batch)
        undone = undo_batch(db, batch, actor=HEAD)
        assert people(db) == as_hands_left_it(before, listed, edited)
        assert set(undone.kept_person_ids) == by_hand
        assert len(told.kept) == len(by_hand)
        assert all(person.reason.startswith("карточку с тех пор меняли: ") for person in told.kept)
        assert check_database(db) == []
        if edited == listed:
            assert besides_batches(content(db)) == besides_batches(start)
        db.close()
