"""A site with somebody whose every value is unlike any other, and a search for her letters in all files (152-ФЗ)."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from desktop.paths import Paths
from models.backups import make_backup
from models.commands.attachments import attach_file, describe_file, say_who_is_shown
from models.commands.people import change_trainee
from models.commands.reports import begin_report
from models.database import Database, open_database
from models.identity import seeded_uids
from models.queries.erasing_preview import erasing_preview
from models.rows.attachments import ConsentPlace, EventPlace, NewFile, PersonPlace
from models.rows.certificates import PrintedCertificate, PrintedSigner
from models.rows.codes import ActKind, ConsentPurpose, FilePurpose, PeopleShown
from models.rows.personal_acts import ActDraft
from models.rows.site import PersonDraft
from models.rules.certificate_text import CertificateText, pack
from models.rules.minisign import Signature
from models.rules.periods import parse_period
from models.schema.base import Table
from models.schema.journals import Meeting
from models.schema.papers import ReportText
from models.schema.people import Consent, ImportBatch, PersonRestricted, SavedFilter
from models.schema.programs import Enrollment, Route, RouteItem
from models.schema.works import Certificate
from tests.models.commands import arrange
from tests.models.make import HEAD, clock, make_event, make_mark, make_organization, make_person, run
from tests.models.make import store as stored
from views.drafts import keep_drafts
from views.remembered import Remembered

MAIDEN, SURNAME, FIRST, FATHER = "Юфтщёва", "Цэжмыгова", "Ыгдёза", "Хъюпзовна"
PHONE, EMAIL = "+79146203517", "zqxvkj.wyrpt@example.ru"
SNILS, BORN, DIPLOMA = "112-233-445 95", date(1931, 7, 29), "7093518264"
NOTE = "щуфжэлоб"
CAPTION = "цквэжюшь"
SCOPE = "шъюцэгмы"
DIRECTION = "зъэхфьюю"
DEFICIT = "ыжщёэкнт"
FORMER_NOTE = "эющжыгцм"
WORDS = (
    MAIDEN,
    SURNAME,
    FIRST,
    FATHER,
    "zqxvkj.wyrpt",
    NOTE,
    CAPTION,
    SCOPE,
    DIRECTION,
    DEFICIT,
    FORMER_NOTE,
)
DATIVE = f"{SURNAME[:-1]}ой {FIRST[:-1]}е {FATHER[:-1]}е"
CODE = pack(
    CertificateText("7/2026", date(2026, 5, 20), DATIVE, "Игра и речь", 36).text,
    Signature(b"planted.", bytes(range(64)), bytes(range(64))),
)
"""What the QR code on her certificate says: her name is in it, though nobody can read it there."""
FIGURES = (
    PHONE,
    PHONE[2:],
    "(914) 620-35-17",
    SNILS,
    SNILS.replace("-", ""),
    "29.07.1931",
    "1931-07-29",
    DIPLOMA,
    CODE,
)
VALUES = (*WORDS, PHONE, "+7 (914) 620-35-17", SNILS, "1931-07-29", "29.07.1931", DIPLOMA, DATIVE, CODE)
"""What the control must find, letter for letter."""
_FRAGMENT = 5

SCAN = f"%PDF-1.4\n% Согласие: {SURNAME} {FIRST}\n%%EOF\n".encode()
SCREENSHOT = f"%PDF-1.4\n% Список с экрана: {SURNAME}\n%%EOF\n".encode()


class Planted(NamedTuple):
    """Where everything stands."""

    paths: Paths
    person_id: int
    event_id: int


def opened(paths: Paths) -> Database:
    """The site's database, with a clock and ids of its own."""
    return open_database(paths.database, clock=clock(), uids=seeded_uids(5))


def site_without_her(paths: Paths) -> None:
    """The same kind of site where she never was."""
    paths.root.mkdir(parents=True, exist_ok=True)
    db = opened(paths)
    other = make_person(db, last_name="Петрова")
    make_mark(db, event_id=make_event(db, leader_id=other), person_id=other)
    make_backup(db, paths.root)
    db.close()


def plant(paths: Paths) -> Planted:
    """Write her into every place there is, former values and an earlier copy of the database included."""
    paths.root.mkdir(parents=True, exist_ok=True)
    db = opened(paths)
    place = make_organization(db, short_name="Детский сад № 8")
    leader = make_person(db, last_name="Петрова", organization_id=place)
    person = make_person(db, last_name=MAIDEN, organization_id=place)
    run(db, "UPDATE person SET note = ? WHERE id = ?", FORMER_NOTE, person)
    card = PersonDraft(
        last_name=SURNAME,
        first_name=FIRST,
        patronymic=FATHER,
        position_id=1,
        organization_id=place,
        phone=PHONE,
        email=EMAIL,
    )
    change_trainee(db, person, card, actor=HEAD)
    run(db, "UPDATE person SET note = ? WHERE id = ?", NOTE, person)
    event = make_event(db, leader_id=leader)
    make_mark(db, event_id=event, person_id=person)
    _plant_papers(db, paths, person, event)
    _plant_texts(db, person, leader, event)
    make_backup(db, paths.root)
    db.close()
    _plant_traces(paths)
    keep_drafts(paths.root, "person", {person: {"last_name": SURNAME, "phone": "+7 (914) 620-35-17"}})
    keep_drafts(
        paths.root, "event", {event: {"description": f"Говорила {SURNAME} {FIRST[0]}."}, "new": {"title": "Мимо"}}
    )
    return Planted(paths, person, event)


def _plant_traces(paths: Paths) -> None:
    """What the program leaves behind besides: a copy of before a schema step, and the name of a folder."""
    (copy,) = (paths.root / "backups").glob("copy-*.db")
    older = copy.with_name("before-schema-3-2026-01-01T00-00-00.db")
    shutil.copyfile(copy, older)
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("PRAGMA user_version = 2")
    remembered = Remembered(paths.root)
    remembered.remember_folder("lists", Path("/home/Документы") / SURNAME)
    remembered.remember_folder("pdf", Path("/home/Отчёты"))
    remembered.keep()


def _plant_papers(db: Database, paths: Paths, person: int, event: int) -> None:
    consent = store(
        db,
        Consent(person_id=person, purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12), data_scope=SCOPE),
    )
    store(
        db,
        PersonRestricted(
            person_id=person,
            consent_id=consent,
            snils=SNILS,
            birth_date=BORN,
            diploma_surname=MAIDEN,
            diploma_number=DIPLOMA,
        ),
    )
    attach_file(db, paths.attachments, NewFile(SCAN, f"{SURNAME}.pdf"), place=ConsentPlace(consent), actor=HEAD)
    hung = attach_file(db, paths.attachments, NewFile(SCREENSHOT, "s.pdf"), place=PersonPlace(person), actor=HEAD)
    describe_file(db, hung, purpose=FilePurpose.OTHER, caption=CAPTION, actor=HEAD)
    portrait = NewFile(f"%PDF-1.4\n% {FIRST} {FATHER}\n%%EOF\n".encode(), "портрет.pdf")
    theirs = NewFile(b"%PDF-1.4\n% 1\n%%EOF\n", f"{SURNAME.lower()}_выступление.pdf", caption=f"Говорит {SURNAME}")
    attach_file(db, paths.attachments, portrait, place=EventPlace(event), actor=HEAD)
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT max(id) FROM attachment").scalar_one()
    attach_file(db, paths.attachments, theirs, place=EventPlace(event), actor=HEAD)
    say_who_is_shown(db, int(found), PeopleShown.NAMED, actor=HEAD, person_ids=[person])


def _plant_texts(db: Database, person: int, leader: int, event: int) -> None:
    stream = arrange.stream(db, leader)
    place = store(db, Enrollment(stream_id=stream, person_id=person, direction=DIRECTION))
    route = store(db, Route(enrollment_id=place))
    store(db, RouteItem(route_id=route, deficit=DEFICIT))
    _plant_certificate(db, place, leader)
    store(
        db, ImportBatch(kind="roster", file_name=f"список_{SURNAME}.xlsx", file_sha256="0" * 64, sheet="1", action_id=1)
    )
    store(
        db,
        SavedFilter(section="trainees", title="Мой", wanted=json.dumps({"text": SURNAME.lower()}, ensure_ascii=False)),
    )
    run(
        db,
        "UPDATE event SET description = ?, outcome = ? WHERE id = ?",
        f"Выступила {SURNAME[:-1]}ой {FIRST[:-1]}е, тел. 8 914 620-35-17.",
        f"Отзыв написала {FIRST} {FATHER}, родилась 29.07.1931.",
        event,
    )
    run(db, "UPDATE event SET outcome = ? WHERE id = ?", f"Отзыв: {FIRST} {FATHER}, 29.07.1931", event)
    run(db, "UPDATE event SET place = 'Зал' WHERE id = ?", event, action=f"Карточка: {SURNAME} {FIRST}")
    doubtful = f"Работу оценила {SURNAME.lower()}, ей помогала {SURNAME} Анна."
    run(db, "UPDATE event SET materials = ? WHERE id = ?", f"Черновик: {SURNAME.lower()}; {MAIDEN.lower()}.", event)
    run(db, "UPDATE event SET materials = ? WHERE id = ?", doubtful, event)
    meeting = Meeting(
        uid=db.new_uid(), body="council", number="1", held_on=date(2026, 2, 10), chair_id=leader, secretary_id=leader
    )
    meeting.guests = f"{FIRST} {FATHER} {SURNAME}"
    store(db, meeting)
    report = begin_report(db, parse_period("2026-Q1"), actor=HEAD)
    store(db, ReportText(report_id=report, section="difficulties", text=f"Заболела {SURNAME} ({MAIDEN})."))


def _plant_certificate(db: Database, place: int, leader: int) -> None:
    """Hers, worded anew once: the log holds what it said before."""
    words = PrintedCertificate(
        name=DATIVE,
        position="воспитатель",
        organization="Детский сад № 8",
        program="Игра и речь",
        starts_on=date(2026, 1, 12),
        ends_on=date(2026, 5, 20),
        city="Артём",
        site="Детский сад № 7",
        coordinator="Институт",
        signers=(PrintedSigner(person_id=leader, position="Заведующий"),),
    )
    certificate = Certificate(
        uid=db.new_uid(),
        year=2026,
        reg_no=7,
        enrollment_id=place,
        issue_date=date(2026, 5, 20),
        hours=36,
        basis=f"Заявление {SURNAME}",
        name_dative=DATIVE,
        printed=words.model_dump_json(),
        signed=CODE,
    )
    id_ = store(db, certificate)
    run(db, "UPDATE certificate SET printed = replace(printed, 'Артём', 'Находка') WHERE id = ?", id_)


def act(db: Database, person_id: int) -> ActDraft:
    """What the commission signs, after it has looked at the doubtful mentions: all mean her."""
    seen = erasing_preview(db, person_id, ActKind.DESTROYED)
    return ActDraft(
        number="1",
        taken=frozenset(each.key for each in seen.mentions if not each.certain),
        dated_on=date(2026, 3, 2),
        basis=f"Заявление {SURNAME} {FIRST[0]}. {FATHER[0]}.",
        commission=("Петрова Мария", "Ким Ольга"),
    )


def patterns() -> dict[bytes, str]:
    """Every five letters of her words, and her figures whole, in every spelling and encoding."""
    found: dict[bytes, str] = {}
    for word in WORDS:
        for at in range(len(word) - _FRAGMENT + 1):
            piece = word[at : at + _FRAGMENT]
            for said in _spellings(piece):
                for encoding in ("utf-8", "utf-16-le", "cp1251"):
                    found[said.encode(encoding)] = word
    for figure in FIGURES:
        for encoding in ("utf-8", "utf-16-le"):
            found[figure.encode(encoding)] = figure
    return found


def _spellings(text: str) -> set[str]:
    return {
        form
        for each in (text, text.casefold(), text.upper())
        for form in (each, each.replace("ё", "е").replace("Ё", "Е"))
    }


def files_that_hold(root: Path, what: dict[bytes, str]) -> dict[str, set[str]]:
    """Value → names of the files below `root` that hold it or a part of it."""
    found: dict[str, set[str]] = {}
    for path in _files(root):
        content = path.read_bytes()
        for pattern, value in what.items():
            if pattern in content:
                found.setdefault(value, set()).add(path.relative_to(root).as_posix())
    return found


def whole_values() -> dict[bytes, str]:
    """Her values as they were written, to be found before."""
    return {said.encode(): value for value in VALUES for said in (value, value.casefold())}


def terms(db: Database) -> list[str]:
    """All words of the search index."""
    with db.reading() as session:
        return list(session.connection().exec_driver_sql("SELECT term FROM search_fts_terms").scalars())


def store(db: Database, row: Table) -> int:
    return stored(db, row, action="Запись внесена")


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file())
