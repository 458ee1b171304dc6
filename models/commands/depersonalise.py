"""Depersonalising and destroying a person's data: for good, with an act (152-ФЗ; domain.md §3.7)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlmodel import Session

from models import destroyed
from models.cleaned_copies import clean_backups
from models.commands.attachments import collect_garbage, forget_unused
from models.commands.personal_data_register import note_personal_data
from models.commands.store import add, found
from models.database import Actor, Database
from models.erasing import STATES, Erased, erase, without_person
from models.errors import UserError
from models.identity import stamp
from models.queries.erasing_preview import is_acting, marked_texts
from models.queries.personal_acts import ActContents, erased_people
from models.rows.codes import ActionKind, ActKind, PersonalDataAction, PersonalDataState
from models.rows.erased_people import MarkedText
from models.rows.personal_acts import ActDraft
from models.rules.person_code import person_code
from models.schema.people import Person, PersonalDataAct
from models.sealed_files import OUTBOX, drop_strays

_DONE = {
    ActKind.DEPERSONALISED: ("Данные обезличены", PersonalDataAction.DEPERSONALISED),
    ActKind.DESTROYED: ("Данные уничтожены", PersonalDataAction.DESTROYED),
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of the copies of the database."""

    backups: int
    """Copies that the person was taken out of."""
    removed: int
    """Copies that could not be cleaned and were deleted."""


def depersonalise(db: Database, person_id: int, draft: ActDraft, *, actor: Actor) -> int:
    """Put a code in place of the name and drop contacts, notes, closed fields and scans; returns the act's id.

    Position, organisation, enrolments and attendance stay for the figures. Raises UserError for a card without
    personal data and for a member of the team. `finish_erasing` cleans the file and its copies after it.
    """
    return _erase(db, person_id, draft, kind=ActKind.DEPERSONALISED, actor=actor)


def destroy_person(db: Database, person_id: int, draft: ActDraft, *, actor: Actor) -> int:
    """The same, and with it everything that describes the person beyond the figures."""
    return _erase(db, person_id, draft, kind=ActKind.DESTROYED, actor=actor)


def finish_erasing(db: Database, attachments: Path) -> Cleaned:
    """Take what an act has dropped out of the files, the copies and the pages of the database.

    Done again at the next start where it was cut off (`destroyed.Known`). Raises UserError where the disk or
    another program is in the way; it stays unfinished then.
    """
    folder = db.path.parent
    with db.reading() as session:
        destroyed.remember(folder, erased_people(session))
    collect_garbage(db, attachments)
    drop_strays(db, folder / OUTBOX)
    cleaned, removed = clean_backups(db, folder)
    if not db.forget_deleted():
        raise UserError(
            "Данные человека убраны, но файл ещё читает другая программа, и следы в нём остались.",
            "Закройте её: при следующем запуске «Маршрут» дочистит файл сам.",
        )
    destroyed.finish(folder)
    return Cleaned(cleaned, removed)


def _erase(db: Database, person_id: int, draft: ActDraft, *, kind: ActKind, actor: Actor) -> int:
    label, noted = _DONE[kind]
    code = person_code(person_id)
    destroyed.begin(db.path.parent)
    with db.writing(action=f"{label}: {code}", actor=actor, kind=ActionKind.BARRIER) as session:
        card = found(session, Person, person_id, "Этой карточки уже нет.")
        uid = card.uid
        _refuse(db, session, card, kind)
        basis = without_person(session.connection(), person_id, draft.basis)
        marked = marked_texts(session.connection(), person_id, kind, left=draft.left, taken=draft.taken)
        done = erase(
            session.connection(),
            person_id,
            kind,
            day=draft.dated_on.isoformat(),
            act=f"№ {draft.number}",
            forget_files=partial(forget_unused, session.connection()),
            marked=marked,
            outbox=db.path.parent / OUTBOX,
        )
        note_personal_data(session, action=noted, person_id=person_id, basis=f"Акт № {draft.number}. {basis}")
        return add(
            session,
            PersonalDataAct(
                kind=kind,
                number=draft.number,
                dated_on=draft.dated_on,
                subject_code=code,
                person_uid=uid,
                basis=basis,
                commission="\n".join(draft.commission),
                contents=_contents(session, done, marked),
            ),
        )


def _refuse(db: Database, session: Session, card: Person, kind: ActKind) -> None:
    state = PersonalDataState(card.pd_state)
    if state in (PersonalDataState.DESTROYED, STATES[kind]):
        raise UserError("Данных этого человека здесь уже нет.", "Акт можно напечатать снова из списка актов.")
    if is_acting(session, card.id or 0, today=db.today()):
        raise UserError(
            "Этот человек сейчас в команде площадки.",
            "Сначала закончите её роли в «Настройках» → «Команда», потом повторите.",
        )


def _contents(session: Session, done: Erased, marked: Iterable[MarkedText]) -> str:
    said: ActContents = {
        "at": stamp(session.info["now"]),
        "dropped": [(each.title, each.records) for each in done.dropped],
        "files": done.files,
        "texts": done.texts,
        "entries": done.entries,
        "marked": [(*each[:4], list(each.left), list(each.taken)) for each in marked],
    }
    return json.dumps(said, ensure_ascii=False)
