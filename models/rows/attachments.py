"""Files and the records they hang at."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import FilePurpose, PeopleShown


@dataclass(frozen=True, slots=True)
class EventPlace:
    """A file hangs at this event."""

    id: int


@dataclass(frozen=True, slots=True)
class ProductPlace:
    """A file hangs at this product."""

    id: int


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """A file hangs at this meeting."""

    id: int


@dataclass(frozen=True, slots=True)
class ConsultationPlace:
    """A file hangs at this consultation."""

    id: int


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """A file hangs at this person's card."""

    id: int


@dataclass(frozen=True, slots=True)
class ConsentPlace:
    """The scan of a signed sheet hangs at this consent."""

    id: int


@dataclass(frozen=True, slots=True)
class MaterialPlace:
    """A file hangs at this learning material."""

    id: int


@dataclass(frozen=True, slots=True)
class SubmissionPlace:
    """A file hangs at this submission."""

    id: int


@dataclass(frozen=True, slots=True)
class CreativeWorkPlace:
    """A file hangs at this creative work."""

    id: int


@dataclass(frozen=True, slots=True)
class FinalWorkPlace:
    """A file hangs at this final work."""

    id: int


@dataclass(frozen=True, slots=True)
class InternshipReportPlace:
    """A file hangs at this report of a trainee."""

    id: int


@dataclass(frozen=True, slots=True)
class DiaryEntryPlace:
    """A file hangs at this page of a diary."""

    id: int


@dataclass(frozen=True, slots=True)
class DocumentPlace:
    """A scan hangs at this document of the register."""

    id: int


Place = (
    EventPlace
    | ProductPlace
    | MeetingPlace
    | ConsultationPlace
    | PersonPlace
    | ConsentPlace
    | MaterialPlace
    | SubmissionPlace
    | CreativeWorkPlace
    | FinalWorkPlace
    | InternshipReportPlace
    | DiaryEntryPlace
    | DocumentPlace
)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep, as `views.pictures.prepare_file` made it ready; a picture is reduced already."""

    content: bytes
    name: str | None = None
    """What the file was called; shown, never used to store it."""
    purpose: FilePurpose = FilePurpose.OTHER
    caption: str | None = None
    thumbnail: bytes | None = None
    """A WebP of at most 256 px."""
    original: bytes | None = None
    """The unreduced picture, where it was asked to be kept."""


class AttachedFile(NamedTuple):
    """A file where it hangs; `kind` is a media type, `size` in bytes."""

    use_id: int
    attachment_id: int
    sha256: str
    size: int
    kind: str
    name: str | None
    purpose: FilePurpose
    caption: str | None
    people: PeopleShown
    may_leave: bool
    original_sha256: str | None

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return self.kind.startswith("image/")


class PhotoToCheck(NamedTuple):
    """A picture or a video that may not leave yet, and where it hangs.

    `without_consent` counts the people named in it who have no consent for publication in force; 0 while nobody
    said who is shown.
    """

    attachment_id: int
    sha256: str
    kind: str
    name: str | None
    people: PeopleShown
    without_consent: int
    event_id: int | None
    title: str
    day: date | None


class ShownPerson(NamedTuple):
    """Somebody who can be recognised in a picture, and whether her consent for publication is in force."""

    person_id: int
    name: str
    has_consent: bool


class Collected(NamedTuple):
    """What was cleared away: files and their bytes."""

    files: int
    size: int
