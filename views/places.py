"""Where `Workplace.go(section, place)` may lead inside a section, besides a record's id (an int) and None.

A section that does not know a place just opens. A period goes by its code (`2026-Q1`, a str).
"""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """A part of a section that has no record of its own."""

    NEW = "new"
    IMPORT = "import"
    BATCHES = "batches"
    STREAMS = "streams"
    DUPLICATES = "duplicates"
    ORGANIZATIONS = "organizations"
    PASSPORT = "passport"
    TEAM = "team"
    DAYS_OFF = "days_off"
    FORMS = "forms"
    WITHOUT_CONSENT = "without_consent"
    CERTIFICATE_READY = "certificate_ready"
    PERSONAL_DATA = "personal_data"
    FRDO = "frdo"
    INDICATORS = "indicators"
    ANALYTICS = "analytics"
    TAKE = "take"
    KEYS = "keys"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Write an event down, filled from a plan item where one is given."""

    plan_item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation of the section «Мероприятия»."""

    id: int


@dataclass(frozen=True, slots=True)
class Minutes:
    """The протокол of a meeting, in the section «Мероприятия»; None begins one."""

    id: int | None = None


@dataclass(frozen=True, slots=True)
class OneStream:
    """The people of a stream, in the section «Стажёры»."""

    id: int


@dataclass(frozen=True, slots=True)
class OneProgram:
    """The designer of a programme, in the section «Программы», at one of its tabs (`views.programs.program_tabs`)."""

    id: int
    tab: str = ""


@dataclass(frozen=True, slots=True)
class InStream:
    """A tab of a stream's room (`views.programs.stream_tabs`), in «Программы», at the row of a person."""

    stream_id: int
    tab: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssueTo:
    """The issue of certificates to a stream, in the section «Сертификаты»."""

    stream_id: int


@dataclass(frozen=True, slots=True)
class FrdoOf:
    """The file for ФИС ФРДО of a stream, in the section «Сертификаты»."""

    stream_id: int


@dataclass(frozen=True, slots=True)
class DocumentsIn:
    """The papers of the register in one state (`models.rows.documents.DocumentState`), in «Документы»."""

    state: str


@dataclass(frozen=True, slots=True)
class OneIndicator:
    """An indicator of the room «Показатели», in «Отчёты»; with the code of a period, where its fact goes."""

    id: int
    period: str = ""


@dataclass(frozen=True, slots=True)
class OneCard:
    """The whole card of a person, in the section «Стажёры»; her id alone opens the panel beside the list."""

    id: int


@dataclass(frozen=True, slots=True)
class PeopleOf:
    """The trainees of one organisation."""

    organization_id: int


@dataclass(frozen=True, slots=True)
class OneOrganization:
    """An organisation in the panel of the directory, in the section «Стажёры»."""

    id: int


@dataclass(frozen=True, slots=True)
class PlanOf:
    """The plan of a period; with `begin`, the first step to a new one. `overdue` turns that filter on."""

    period: str
    begin: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A place where somebody has a question: once it is open, `text` stands at the field with this key."""

    place: object
    field: str
    text: str
