"""Anything a site does in any order: what undo brings back is what was, and the file stays whole.

Seven linked tables (organization–person–consent–restricted fields, plan item–event–attendance, product) are changed,
filled in bulk, rebuilt by a schema step, undone and redone. The model is a stack of whole contents.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.exc import IntegrityError
from typing_extensions import override

from models.bulk import insert_many
from models.commands.roster import RosterSource, accept_roster
from models.commands.roster_undo import undo_batch
from models.commands.undo import next_redo, next_undo, redo_last, undo_last
from models.database import Database, connect
from models.errors import UserError
from models.migrations.runner import STEPS, Migration, MigrationStep, migrate
from models.queries.integrity import check_database
from models.rows.codes import ActionKind, RestrictedField
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowStatus
from models.rules.consents import scope_text
from models.schema.people import Consent, Person, PersonRestricted
from tests.conftest import SOAK
from tests.models.make import (
    HEAD,
    Content,
    clock,
    content,
    copied_database,
    engine_of,
    make_consent,
    make_event,
    make_organization,
    make_person,
    make_plan,
    make_plan_item,
    make_product,
    run,
)

ORDER = st.integers(0, 5)
KEPT = ("organization", "person", "plan", "plan_item", "event", "attendance")
TABLES = (*KEPT, "consent", "person_restricted", "product")
SNILS = ("112-233-445 95", "087-654-303 00")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)


NAMES = st.sets(st.sampled_from(("Абрамова", "Белов", "Вольнова", "Гусева", "Дроздов")), min_size=1)
PHONES = st.sampled_from(("+79140000001", "+79140000002"))


def without(whole: Content, tables: tuple[str, ...]) -> Content:
    return {table: rows for table, rows in whole.items() if table not in tables}


@dataclass(frozen=True)
class Turned:
    """One action: what was before it, and what after."""

    before: Content
    after: Content


class SiteMachine(RuleBasedStateMachine):
    """One site's file beside the stack of contents it went through."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="marshrut-machine-"))
        self.db: Database = copied_database(self.folder)
        self.now = content(self.db)
        self.undo: list[Turned] = []
        self.redo: list[Turned] = []
        self.schema = len(STEPS)
        self.names = 0

    @override
    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)

    def name(self, word: str) -> str:
        self.names += 1
        return f"{word} {self.names}"

    def done(self) -> None:
        """Compare after an action: if it changed anything, it can be undone and nothing can be redone."""
        before, self.now = self.now, content(self.db)
        if self.now != before:
            self.undo.append(Turned(before, self.now))
            self.redo.clear()

    def attempt(self, sql: str, *values: object) -> None:
        """A statement as one action; one that rules or references refuse must leave everything as it was."""
        try:
            run(self.db, sql, *values)
        except IntegrityError:
            assert content(self.db) == self.now
        else:
            self.done()

    def some(self, table: str, place: int) -> int | None:
        """The id of one of a table's rows, or None where there is none."""
        with self.db.reading() as session:
            ids = [id_ for (id_,) in session.connection().exec_driver_sql(f'SELECT id FROM "{table}" ORDER BY id')]
        return ids[place % len(ids)] if ids else None

    @initialize()
    def begin(self) -> None:
        make_person(self.db, last_name="Первая")
        make_plan(self.db)
        before = content(self.db)
        with self.db.writing(action="Начало", actor=HEAD, kind=ActionKind.BARRIER) as session:
            session.connection().exec_driver_sql("UPDATE role SET title = title || '.' WHERE id = 1")
        assert before != content(self.db)
        self.now = content(self.db)

    @rule(word=WORDS)
    def add_organization(self, word: str) -> None:
        make_organization(self.db, short_name=self.name(f"Сад {word}"))
        self.done()

    @rule(word=WORDS, place=ORDER)
    def add_person(self, word: str, place: int) -> None:
        make_person(self.db, last_name=f"Ф{word}", organization_id=self.some("organization", place))
        self.done()

    @rule(place=ORDER)
    def add_consent(self, place: int) -> None:
        person_id = self.some("person", place)
        if person_id:
            make_consent(self.db, person_id)
            self.done()

    @rule(place=ORDER, snils=st.integers(0, 99))
    def fill_restricted_fields(self, place: int, snils: int) -> None:
        """Under a consent that covers them: turning a step back leaves out what none covers."""
        self.attempt(
            "INSERT INTO person_restricted (created_at, updated_at, person_id, consent_id, snils) "
            "SELECT '', '', person_id, id, ? FROM consent WHERE data_scope LIKE '%СНИЛС%' ORDER BY id LIMIT 1 OFFSET ?",
            f"112-233-445 {snils:02d}",
            place,
        )

    @rule(word=WORDS, place=ORDER, person=ORDER)
    def add_plan_item(self, word: str, place: int, person: int) -> None:
        plan_id, person_id = self.some("plan", place), self.some("person", person)
        if plan_id and person_id:
            make_plan_item(self.db, title=f"П{word}", plan_id=plan_id, responsible_id=person_id)
            self.done()

    @rule(word=WORDS, place=ORDER, person=ORDER, planned=st.booleans())
    def add_event(self, word: str, place: int, person: int, planned: bool) -> None:
        leader_id = self.some("person", person)
        if leader_id:
            item_id = self.some("plan_item", place) if planned else None
            make_event(self.db, title=f"М{word}", leader_id=leader_id, plan_item_id=item_id)
            self.done()

    @rule(place=ORDER)
    def add_product(self, place: int) -> None:
        make_product(self.db, plan_item_id=self.some("plan_item", place))
        self.done()

    @rule(place=ORDER, state=st.sampled_from(("present", "absent", "remote")))
    def mark_everybody(self, place: int, state: str) -> None:
        event_id = self.some("event", place)
        if event_id:
            self.attempt(
                "INSERT INTO attendance (created_at, updated_at, event_id, person_id, state, signature_kept) "
                "SELECT '', '', ?, id, ?, 0 FROM person WHERE true "
                "ON CONFLICT (event_id, person_id) DO UPDATE SET state = excluded.state",
                event_id,
                state,
            )

    @rule(word=WORDS, place=ORDER)
    def change_a_person(self, word: str, place: int) -> None:
        self.attempt(
            "UPDATE person SET patronymic = ?, organization_id = (SELECT max(id) FROM organization) WHERE id = ?",
            word,
            self.some("person", place),
        )

    @rule(column=st.sampled_from(("short_name", "locality", "contact")), value=st.none() | WORDS, place=ORDER)
    def change_an_organization(self, column: str, value: str | None, place: int) -> None:
        self.attempt(f"UPDATE organization SET {column} = ? WHERE id = ?", value, self.some("organization", place))

    @rule(minutes=st.none() | st.integers(-1, 90))
    def change_marks(self, minutes: int | None) -> None:
        self.attempt("UPDATE attendance SET minutes = ?", minutes)

    @rule(table=st.sampled_from(TABLES), place=ORDER)
    def delete_one(self, table: str, place: int) -> None:
        self.attempt(
            f'DELETE FROM "{table}" WHERE rowid = (SELECT rowid FROM "{table}" ORDER BY rowid LIMIT 1 OFFSET ?)', place
        )

    @rule(table=st.sampled_from(TABLES))
    def delete_all(self, table: str) -> None:
        self.attempt(f'DELETE FROM "{table}"')

    @rule(number=st.integers(1, 12), changed=st.booleans())
    def import_people(self, number: int, changed: bool) -> None:
        """A batch as the roster import writes it: people, consents and restricted fields, and known people changed."""
        with self.db.writing(action="Список внесён", actor=HEAD) as session:
            if changed:
                session.connection().exec_driver_sql("UPDATE person SET phone = '+79140000000'")
            place = session.connection().exec_driver_sql("SELECT max(id) FROM organization").scalar()
            if place is None:
                return
            ids = insert_many(
                session,
                Person,
                [
                    {
                        "uid": self.db.new_uid(),
                        "last_name": "Изсписка",
                        "first_name": "Анна",
                        "name_key": f"{row}",
                        "position_id": 1,
                        "organization_id": place,
                    }
                    for row in range(number)
                ],
            )
            consents = insert_many(
                session,
                Consent,
                [
                    {
                        "person_id": id_,
                        "purpose": "frdo",
                        "data_scope": scope_text(RestrictedField),
                        "signed_on": clock()().date(),
                    }
                    for id_ in ids
                ],
            )
            insert_many(
                session,
                PersonRestricted,
                [
                    {"person_id": id_, "consent_id": consent_id, "sex": "female"}
                    for id_, consent_id in zip(ids, consents, strict=True)
                ],
            )
        self.done()

    def accept(self, names: set[str], *, phone: str, with_consents: bool) -> int:
        """Take a list of trainees in through the real command; known people in it are changed."""
        rows = [
            RosterRow(
                number,
                RowStatus.NEW,
                PersonFields(
                    last_name=name,
                    first_name="Анна",
                    position="воспитатель" if number % 2 else "кастелянша",
                    organization=f"Сад {name[-1]}",
                    municipality="Владивостокский городской округ",
                    phone=phone,
                    snils=SNILS[number] if number < len(SNILS) else None,
                ),
            )
            for number, name in enumerate(sorted(names))
        ]
        batch = accept_roster(
            self.db,
            RosterSheet("Лист1", 1, (), tuple(rows)),
            source=RosterSource("список.xlsx", "0" * 64),
            actor=HEAD,
            consents_on=date(2026, 2, 1) if with_consents else None,
        )
        self.done()
        return batch.batch_id

    @rule(names=NAMES, phone=PHONES, with_consents=st.booleans())
    def import_a_list(self, names: set[str], phone: str, with_consents: bool) -> None:
        self.accept(names, phone=phone, with_consents=with_consents)

    @rule(names=NAMES, phone=PHONES, with_consents=st.booleans(), turned=st.booleans())
    def import_a_list_and_take_it_back(self, names: set[str], phone: str, with_consents: bool, turned: bool) -> None:
        before = self.now
        batch_id = self.accept(names, phone=phone, with_consents=with_consents)
        if turned:
            self.undo_one()
            self.redo_one()
        undo_batch(self.db, batch_id, actor=HEAD)
        self.done()
        # The list of imports keeps the batch with its date; a position that was new stays in the directory.
        apart = ("import_batch", "position")
        assert without(self.now, apart) == without(before, apart)

    @rule(place=ORDER)
    def take_an_older_list_back(self, place: int) -> None:
        batch_id = self.some("import_batch", place)
        if batch_id:
            with suppress(UserError):
                undo_batch(self.db, batch_id, actor=HEAD)
            self.done()

    @precondition(lambda self: self.undo)
    @rule()
    def undo_one(self) -> None:
        undo_last(self.db, actor=HEAD)
        turned = self.undo.pop()
        self.now = content(self.db)
        assert self.now == turned.before
        self.redo.append(turned)

    @precondition(lambda self: self.redo)
    @rule()
    def redo_one(self) -> None:
        redo_last(self.db, actor=HEAD)
        turned = self.redo.pop()
        self.now = content(self.db)
        assert self.now == turned.after
        self.undo.append(turned)

    @precondition(lambda self: len(self.undo) > 2)
    @rule()
    def undo_all_and_redo_all(self) -> None:
        number = len(self.undo)
        for _ in range(number):
            self.undo_one()
        for _ in range(number):
            self.redo_one()

    @rule(table=st.sampled_from(KEPT))
    def migrate(self, table: str) -> None:
        """A later version of the program rebuilds a table: the content stays, what could be undone does not."""

        def rebuild(migration: Migration) -> None:
            with migration.rebuilding(table):
                pass

        self.schema += 1
        passed = [MigrationStep(version, rebuild) for version in range(len(STEPS) + 1, self.schema + 1)]
        self.db.close()
        migrate(engine_of(self.db), self.db.path, clock=self.db.clock, open_copy=connect, steps=(*STEPS, *passed))
        assert content(self.db) == self.now
        self.undo.clear()
        self.redo.clear()

    @invariant()
    def what_can_be_undone_and_redone_is_known(self) -> None:
        assert (next_undo(self.db) is None) == (not self.undo)
        assert (next_redo(self.db) is None) == (not self.redo)

    @invariant()
    def the_file_is_whole(self) -> None:
        assert check_database(self.db) == []


TestSite = pytest.mark.begun_first(pytest.mark.soak(SiteMachine.TestCase))
TestSite.settings = settings(
    max_examples=400 if SOAK else 12,
    stateful_step_count=60 if SOAK else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    # Explaining a failure runs it again under a tracer, for minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
