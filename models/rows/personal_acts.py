"""Acts of depersonalisation and destruction: what is asked before, and what is printed after (приказ РКН № 179)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import Field

from models.rows.codes import ActKind, PersonalDataState
from models.rows.draft import Draft, Text
from models.rows.erased_data import Dropped
from models.rows.report import ReportSignatures, SitePassport


class MentionKey(NamedTuple):
    """Which mention: of a text (table, key as JSON, column) the one with this number, from 0."""

    table: str
    pk: str
    column: str
    number: int


class FoundMention(NamedTuple):
    """A place in another record that names the person, with the words around it."""

    key: MentionKey
    title: str
    """What kind of record it is."""
    before: str
    said: str
    after: str
    certain: bool
    """Not a word that looks like the surname, nor a namesake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasingPreview:
    """What an act would do, shown before it is signed."""

    person_id: int
    code: str
    name: str
    state: PersonalDataState
    is_acting: bool
    """Has a role in the team: her papers of that are not closed yet."""
    dropped: tuple[Dropped, ...] = ()
    files: int = 0
    mentions: tuple[FoundMention, ...] = ()
    in_history: int = 0
    """Entries of the log that hold her data."""


class ActDraft(Draft):
    """An act as it is about to be signed; `basis` and `commission` name nobody but those who sign."""

    number: Text
    dated_on: date
    basis: Text
    commission: tuple[Text, ...] = Field(min_length=1)
    left: frozenset[MentionKey] = frozenset()
    """Mentions that stay, as they mean somebody else."""
    taken: frozenset[MentionKey] = frozenset()
    """Uncertain mentions that do mean her."""


class ActLine(NamedTuple):
    """An act in the list of acts."""

    id: int
    kind: ActKind
    number: str
    dated_on: date
    subject_code: str
    basis: str
    keep_until: date
    """It may go after this day."""

    def may_go(self, today: date) -> bool:
        """Whether the paper need not be kept any longer."""
        return self.keep_until < today


class ActItem(NamedTuple):
    """A category of data in the printed act."""

    no: int
    title: str
    records: int
    how: str


class ActEvent(NamedTuple):
    """A line of the extract of the log."""

    no: int
    at: str
    """Local «12.03.2026, 14:31»."""
    event: str
    title: str
    records: int


class ActMember(NamedTuple):
    """Somebody of the commission, with a place to sign."""

    no: int
    name: str
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionAct:
    """«Акт об уничтожении персональных данных» with the extract of the log."""

    passport: SitePassport
    signatures: ReportSignatures
    number: str
    dated_on: date
    deed: str
    """«об уничтожении» or «об обезличивании»."""
    done: str
    """«уничтожены» or «обезличены»."""
    subject_code: str
    basis: str
    system: str
    method: str
    keep_until: date
    items: tuple[ActItem, ...] = ()
    members: tuple[ActMember, ...] = ()
    events: tuple[ActEvent, ...] = ()
