"""Whatever is written into the journals in any order is turned back step by step, and repeated, exactly."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.commands.attachments import attach_files, collect_garbage, describe_file, detach_file, say_who_is_shown
from models.commands.consultations import add_consultation, change_consultation, remove_consultation
from models.commands.event_import import accept_events
from models.commands.events import add_guest, mark_many, remove_event, repeat_event
from models.commands.meetings import add_meeting, change_meeting, mark_decision_done, remove_meeting
from models.commands.products import add_product, change_product, remove_product
from models.commands.undo import next_redo, next_undo, redo_last, undo_last
from models.database import Database
from models.errors import UserError
from models.kept_files import content_path
from models.queries.integrity import check_database
from models.rows.attachments import ConsultationPlace, EventPlace, MeetingPlace, NewFile, Place, ProductPlace
from models.rows.codes import ConsultationKind, FilePurpose, MeetingBody, PeopleShown, Presence
from models.rows.consultations import ConsultationDraft
from models.rows.events import Mark
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from models.rows.plans import ProductDraft
from models.rows.site import PersonDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, copied_database

DAY = date(2026, 2, 1)
PLACES: dict[str, Callable[[int], Place]] = {
    "event": EventPlace,
    "product": ProductPlace,
    "meeting": MeetingPlace,
    "consultation": ConsultationPlace,
}
STEPS = st.lists(st.tuples(st.integers(0, 16), st.integers(0, 9)), min_size=1, max_size=14)


class _Site:
    """A site whose records are picked by number: the n-th of those that are there, whichever they are."""

    def __init__(self, folder: Path) -> None:
        self.db: Database = copied_database(folder)
        self.files = folder / "attachments"
        self.people = [arrange.person(self.db, name) for name in ("Вишнёва", "Грушева", "Яблокова")]
        self.home = arrange.organization(self.db)
        self.stream = arrange.stream(self.db, self.people[0], *self.people[1:])
        arrange.event(self.db, self.people[0], stream_ids=[self.stream])
        self.first = content(self.db)
        self.named = 0

    def ids(self, table: str) -> list[int]:
        with self.db.reading() as session:
            return [id_ for (id_,) in session.connection().exec_driver_sql(f"SELECT id FROM {table} ORDER BY id")]

    def some(self, table: str, place: int) -> int:
        ids = self.ids(table)
        return ids[place % len(ids)] if ids else 900

    def act(self, what: int, n: int) -> None:
        self.named += 1
        if what < 5:
            self.act_on_files(what, n)
        elif what < 12:
            self.act_on_journals(what, n)
        else:
            self.act_on_events(what, n)

    def act_on_files(self, what: int, n: int) -> None:
        db, people = self.db, self.people
        match what:
            case 0 | 1:
                table = list(PLACES)[n % 4]
                files = [NewFile(f"текст {each}".encode(), purpose=FilePurpose.PHOTO) for each in (n % 3, n % 2)]
                attach_files(db, self.files, files, place=PLACES[table](self.some(table, n)), actor=HEAD)
            case 2:
                detach_file(db, self.some("attachment_use", n), actor=HEAD)
            case 3:
                describe_file(
                    db, self.some("attachment_use", n), purpose=FilePurpose.OTHER, caption=str(self.named), actor=HEAD
                )
            case _:
                people_shown = list(PeopleShown)[n % 3]
                say_who_is_shown(db, self.some("attachment", n), people_shown, person_ids=people[: n % 3], actor=HEAD)

    def act_on_journals(self, what: int, n: int) -> None:
        db = self.db
        match what:
            case 5:
                add_consultation(db, self.consultation(n), actor=HEAD)
            case 6:
                change_consultation(db, self.some("consultation", n), self.consultation(n), actor=HEAD)
            case 7:
                remove_consultation(db, self.some("consultation", n), actor=HEAD)
            case 8:
                add_meeting(db, self.meeting(n), actor=HEAD)
            case 9:
                change_meeting(db, self.some("meeting", n), self.meeting(n), actor=HEAD)
            case 10:
                remove_meeting(db, self.some("meeting", n), actor=HEAD)
            case _:
                mark_decision_done(db, self.some("decision", n), DAY + timedelta(days=n + 20), actor=HEAD)

    def act_on_events(self, what: int, n: int) -> None:
        db, one = self.db, self.people[n % 3]
        match what:
            case 12:
                self.product(n)
            case 13:
                repeat_event(db, self.some("event", n), [DAY + timedelta(days=self.named)], actor=HEAD)
            case 14:
                marks = {self.some("event", each): [Mark(one, list(Presence)[each % 4])] for each in (n, n + 1)}
                mark_many(db, marks, actor=HEAD)
            case 15:
                accept_events(db, [arrange.event_draft(one, title=f"Событие {self.named}")], actor=HEAD)
                remove_event(db, self.some("event", n), actor=HEAD)
            case _:
                guest = PersonDraft(
                    last_name="Гостева" + "абвгдежзиклмно"[self.named % 14] * (n + 1),
                    first_name="Анна",
                    position_id=1,
                    organization_id=self.home,
                )
                add_guest(db, self.some("event", n), guest, state=Presence.ABSENT, actor=HEAD)

    def consultation(self, n: int) -> ConsultationDraft:
        return ConsultationDraft(
            held_on=DAY + timedelta(days=n),
            kind=ConsultationKind.GROUP,
            minutes=30 + n,
            topic=f"Тема {self.named}",
            consultant_id=self.people[0],
            person_ids=self.people[1 : 2 + n % 2],
            outsiders=n % 3,
        )

    def meeting(self, n: int) -> MeetingDraft:
        questions = self.ids("agenda_item")
        return MeetingDraft(
            body=MeetingBody.COUNCIL,
            number=str(self.named),
            held_on=DAY,
            chair_id=self.people[0],
            attendee_ids=self.people[1 : 1 + n % 3],
            agenda=[
                AgendaDraft(
                    id=questions[each] if each < len(questions) and n % 2 else None,
                    question=f"Вопрос {each}",
                    decisions=[DecisionDraft(text=f"Решение {each}", due_on=DAY + timedelta(days=n))][: n % 2 + each],
                )
                for each in range(n % 3 + 1)
            ],
        )

    def product(self, n: int) -> None:
        said = ProductDraft(
            title=f"Продукт {self.named}", kind_id=n % 3 + 1, made_on=DAY, author_ids=self.people[: n % 3]
        )
        match n % 3:
            case 0:
                add_product(self.db, said, actor=HEAD)
            case 1:
                change_product(self.db, self.some("product", n), said, actor=HEAD)
            case _:
                remove_product(self.db, self.some("product", n), actor=HEAD)


@given(STEPS)
@settings(max_examples=25)
@pytest.mark.usefixtures("_quiet_log")
def test_journals_are_turned_back_and_repeated_exactly(steps: list[tuple[int, int]]) -> None:
    folder = Path(mkdtemp(prefix="marshrut-journals-"))
    site = _Site(folder)
    db = site.db
    begin = next_undo(db)
    try:
        for what, n in steps:
            before = content(db)
            try:
                site.act(what, n)
            except UserError:
                if what != 15:
                    assert content(db) == before
        last = content(db)
        collect_garbage(db, site.files)
        turned = 0
        while next_undo(db) != begin:
            undo_last(db, actor=HEAD)
            turned += 1
        assert content(db) == site.first
        for _ in range(turned):
            redo_last(db, actor=HEAD)
        assert next_redo(db) is None
        assert content(db) == last
        assert check_database(db) == []
        with db.reading() as session:
            hashes = [digest for (digest,) in session.connection().exec_driver_sql("SELECT sha256 FROM attachment")]
        assert all(content_path(site.files, digest).exists() for digest in hashes)
    finally:
        db.close()
        rmtree(folder)
