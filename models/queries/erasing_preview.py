"""What an act about a person's data would drop, asked and said before it is signed (152-ФЗ)."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from models.database import Database
from models.erasing_packages import NAMING, bags_naming, packages_to_drop, still_here
from models.errors import UserError
from models.queries.fetch import Source, number, rows
from models.queries.person_traces import FoundText, dropped, entries_of, identities, named_in, owned_rows
from models.queries.short_name import FULL_NAME
from models.rows.codes import ActKind, PersonalDataState
from models.rows.erased_people import MarkedText
from models.rows.personal_acts import ErasingPreview, FoundMention, MentionKey
from models.rules.mentions import mentions_in, traces_of
from models.rules.person_code import person_code
from models.rules.personal_columns import PLACES
from models.sealed_files import OUTBOX

_CONTEXT = 40
_ACTING = """SELECT count(*) FROM role_assignment
    WHERE person_id = :person AND coalesce(ends_on, :today) >= :today"""


class _Card(NamedTuple):
    name: str
    state: PersonalDataState


def erasing_preview(db: Database, person_id: int, kind: ActKind) -> ErasingPreview:
    """What an act of this kind would drop and where else the person is named.

    Raises UserError when the card is gone.
    """
    with db.reading() as session:
        found = rows(
            session,
            _Card,
            f"SELECT {FULL_NAME.format('p')}, p.pd_state FROM person AS p WHERE p.id = :person",
            person=person_id,
        )
        if not found:
            raise UserError("Этой карточки уже нет.", "Обновите список: запись могли убрать.")
        connection = session.connection()
        owned = owned_rows(connection, person_id)
        traces = traces_of(identities(connection, owned["person"]))
        bags = bags_naming(db.path.parent / OUTBOX, traces)
        packages = packages_to_drop(connection, bags=bags, kinds=NAMING)
        return ErasingPreview(
            person_id=person_id,
            code=person_code(person_id),
            name=found[0].name,
            state=found[0].state,
            is_acting=is_acting(session, person_id, today=db.today()),
            dropped=(*dropped(connection, owned, kind), *still_here(connection, packages)),
            files=len(owned["attachment"]),
            mentions=tuple(each for text in named_in(connection, traces, owned, kind) for each in _shown(text)),
            in_history=sum(1 for _ in entries_of(connection, owned)),
        )


def names_person(db: Database, person_id: int) -> Callable[[str], bool]:
    """What says of a text kept outside of the database whether it names the person."""
    with db.reading() as session:
        connection = session.connection()
        traces = traces_of(identities(connection, owned_rows(connection, person_id)["person"]))
    return lambda text: bool(mentions_in(text, traces))


def marked_texts(
    connection: Connection,
    person_id: int,
    kind: ActKind,
    *,
    left: Collection[MentionKey],
    taken: Collection[MentionKey],
) -> tuple[MarkedText, ...]:
    """What was said of single mentions, text by text."""
    places = {key[:3] for key in (*left, *taken)}
    if not places:
        return ()
    owned = owned_rows(connection, person_id)
    traces = traces_of(identities(connection, owned["person"]))
    return tuple(
        MarkedText(*place, len(found.mentions), _numbers(left, place), _numbers(taken, place))
        for found in named_in(connection, traces, owned, kind)
        if (place := (found.table, found.pk, found.column)) in places
    )


def is_acting(session: Source, person_id: int, *, today: date) -> bool:
    """Whether the person has a role in the team on that day."""
    return number(session, _ACTING, person=person_id, today=today) > 0


def _numbers(keys: Collection[MentionKey], place: tuple[str, str, str]) -> tuple[int, ...]:
    return tuple(sorted(key.number for key in keys if key[:3] == place))


def _shown(text: FoundText) -> Iterator[FoundMention]:
    for at, each in enumerate(text.mentions):
        yield FoundMention(
            MentionKey(text.table, text.pk, text.column, at),
            PLACES.get(text.table, "Другая запись"),
            text.text[max(0, each.start - _CONTEXT) : each.start],
            text.text[each.start : each.end],
            text.text[each.end : each.end + _CONTEXT],
            each.certain,
        )
