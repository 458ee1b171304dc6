"""Acts of depersonalisation and destruction: what to propose, the list, the printed act, and who they are about."""

import json
from datetime import date
from typing import NamedTuple, TypedDict, cast

from models.database import Database
from models.errors import UserError
from models.identity import local_text
from models.queries.fetch import Source, rows
from models.queries.site_papers import read_passport
from models.queries.team import choices
from models.rows.codes import ActKind
from models.rows.erased_people import ErasedPerson, MarkedText
from models.rows.personal_acts import ActEvent, ActItem, ActLine, ActMember, DestructionAct

KEPT_YEARS = 3
"""The act and the extract of the log are kept so long (приказ Роскомнадзора № 179 of 28.10.2022, п. 8)."""

_SYSTEM = "программа «Маршрут», файл данных на компьютере площадки"
_METHOD = (
    "стирание записей с заменой имени кодом, перезапись файла данных без освободившихся страниц, "
    "очистка журнала изменений и резервных копий"
)
_HOW = {ActKind.DEPERSONALISED: "обезличено", ActKind.DESTROYED: "уничтожено"}
_DEEDS = {
    ActKind.DEPERSONALISED: ("об обезличивании", "обезличены"),
    ActKind.DESTROYED: ("об уничтожении", "уничтожены"),
}


class ActContents(TypedDict):
    """What the column `contents` of an act holds."""

    at: str
    dropped: list[tuple[str, int]]
    files: int
    texts: int
    entries: int
    marked: list[tuple[str, str, str, int, list[int], list[int]]]
    """Each a `MarkedText`."""


class _Act(NamedTuple):
    id: int
    kind: ActKind
    number: str
    dated_on: date
    subject_code: str
    basis: str
    commission: str
    contents: str


class _Subject(NamedTuple):
    uid: str
    kind: ActKind
    contents: str


class _Number(NamedTuple):
    number: str


def keep_until(dated_on: date) -> date:
    """The last day of the three years."""
    try:
        return dated_on.replace(year=dated_on.year + KEPT_YEARS)
    except ValueError:  # 29 February
        return date(dated_on.year + KEPT_YEARS, 3, 1)


def next_act_number(db: Database) -> str:
    """The number to propose: one more than the highest of this year."""
    with db.reading() as session:
        used = rows(
            session,
            _Number,
            "SELECT number FROM personal_data_act WHERE dated_on >= :begin",
            begin=db.today().replace(month=1, day=1),
        )
    return str(max((int(each.number) for each in used if each.number.isdigit()), default=0) + 1)


def commission_to_choose(db: Database) -> list[str]:
    """Names of the team, as they stand in an act."""
    return [each.title for each in choices(db, "member")]


def acts(db: Database) -> list[ActLine]:
    """All acts, the newest first."""
    with db.reading() as session:
        found = rows(
            session,
            _Act,
            "SELECT id, kind, number, dated_on, subject_code, basis, commission, contents FROM personal_data_act "
            "ORDER BY dated_on DESC, id DESC",
        )
    return [
        ActLine(act.id, act.kind, act.number, act.dated_on, act.subject_code, act.basis, keep_until(act.dated_on))
        for act in found
    ]


def destruction_act(db: Database, act_id: int) -> DestructionAct:
    """The act as it is printed; raises UserError when it is gone or the passport is not filled."""
    with db.reading() as session:
        found = rows(
            session,
            _Act,
            "SELECT id, kind, number, dated_on, subject_code, basis, commission, contents FROM personal_data_act "
            "WHERE id = :act",
            act=act_id,
        )
        if not found:
            raise UserError("Этого акта нет.", "Обновите список: запись могли убрать.")
        act = found[0]
        passport, signatures = read_passport(session, act.dated_on)
    said = cast("ActContents", json.loads(act.contents))
    deed, done = _DEEDS[act.kind]
    how, at = _HOW[act.kind], local_text(said["at"])
    items = [*said["dropped"], *_besides(said)]
    return DestructionAct(
        passport=passport,
        signatures=signatures,
        number=act.number,
        dated_on=act.dated_on,
        deed=deed,
        done=done,
        subject_code=act.subject_code,
        basis=act.basis,
        system=_SYSTEM,
        method=_METHOD,
        keep_until=keep_until(act.dated_on),
        items=tuple(ActItem(no, title, records, how) for no, (title, records) in enumerate(items, 1)),
        members=tuple(ActMember(no, name) for no, name in enumerate(act.commission.splitlines(), 1)),
        events=tuple(
            ActEvent(no, at, how, title, records)
            for no, (title, records) in enumerate([*items, ("записи журнала изменений", said["entries"])], 1)
            if records
        ),
    )


def erased_people(session: Source) -> dict[str, ErasedPerson]:
    """Whom the acts are about, by uid, those of merged cards included."""
    found = rows(
        session,
        _Subject,
        """
        SELECT a.person_uid, a.kind, a.contents FROM personal_data_act AS a
        UNION ALL
        SELECT alias.uid, a.kind, a.contents FROM personal_data_act AS a JOIN person AS p ON p.uid = a.person_uid
        JOIN person_alias AS alias ON alias.person_id = p.id
        """,
    )
    people: dict[str, ErasedPerson] = {}
    for each in found:
        said = cast("ActContents", json.loads(each.contents))
        marked = (
            MarkedText(table, pk, column, mentions, tuple(left), tuple(taken))
            for table, pk, column, mentions, left, taken in said["marked"]
        )
        act = ErasedPerson(each.kind, tuple(marked))
        people[each.uid] = people.get(each.uid, act).joined(act)
    return people


def _besides(said: ActContents) -> list[tuple[str, int]]:
    """What went beside the fields of the card."""
    besides = [("файлы: сканы согласий, снимки, работы", said["files"]), ("упоминания в других записях", said["texts"])]
    return [(title, count) for title, count in besides if count]
