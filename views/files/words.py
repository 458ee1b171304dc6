"""What is said of a file: its name, and what stands in the way of its leaving the site (152-ФЗ)."""

from typing import NamedTuple

from models.rows.attachments import AttachedFile
from models.rows.codes import FilePurpose, PeopleShown
from models.rules.file_kinds import SUFFIXES
from models.rules.words import file_size
from views.states import State
from views.theme import ChipLook


class Note(NamedTuple):
    """What is unusual about a file: in a word on its tile, in full on its card."""

    look: ChipLook
    word: str
    words: str


_NO_CONSENT = Note(ChipLook(State.OVERDUE, "warning"), "нет согласия", "нельзя публиковать: нет согласия")
_UNCHECKED = Note(ChipLook(State.ATTENTION, "question_circle"), "не проверено", "нельзя публиковать: не проверено")
_STAYS = Note(ChipLook(State.NEUTRAL, "lock_closed"), FilePurpose.SIGNED_SHEET.label, "остаётся на площадке")


def note_of(file: AttachedFile) -> Note | None:
    """What is unusual about a file, None for nothing; documents are not asked about until they are to leave."""
    if file.purpose is FilePurpose.SIGNED_SHEET:
        return _STAYS
    if file.may_leave:
        return None
    if file.people is PeopleShown.NAMED:
        return _NO_CONSENT
    return _UNCHECKED if shows_people(file) else None


def shows_people(file: AttachedFile) -> bool:
    """Whether somebody may be recognised in it at a glance: a picture or a video."""
    return file.is_picture or file.kind.startswith("video/")


def title_of(file: AttachedFile) -> str:
    """How a file is called: by its caption, else by its name, else by its kind."""
    return file.caption or file.name or file.purpose.label.capitalize()


def suffix_of(file: AttachedFile) -> str:
    """What another program knows it by: «.webp», «.pdf»."""
    return SUFFIXES[file.kind]


def said(file: AttachedFile) -> str:
    """What a screen reader says of a tile."""
    note = note_of(file)
    return ", ".join([title_of(file), file.purpose.label, file_size(file.size), *([note.words] if note else [])])
