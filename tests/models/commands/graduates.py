"""People who completed a stream of a programme inside a ДПП, with all that the register for ФИС ФРДО asks."""

from datetime import date

from models.commands.consents import give_consent
from models.commands.programs import add_program, add_stream, enroll
from models.commands.restricted import write_restricted
from models.database import Database
from models.rows.codes import (
    ConsentPurpose,
    DppKind,
    Education,
    EnrollmentStatus,
    Funding,
    ProgramKind,
    RestrictedField,
    RestrictedNeed,
    Sex,
    StudyForm,
    StudyPlace,
)
from models.rows.consents import ConsentDraft, RestrictedDraft
from models.rows.frdo import FrdoWish
from models.rows.programs import ProgramDraft, StreamDraft
from tests.models.commands import arrange
from tests.models.make import HEAD

STARTS, ENDS = date(2026, 1, 12), date(2026, 3, 20)
SPRING = FrdoWish(date(2026, 1, 1), date(2026, 6, 30))
SNILS = ("112-233-445 95", "087-654-303 00")


def dpp_program(db: Database, **said: object) -> int:
    draft = {
        "title": "Конструирование с детьми",
        "kind": ProgramKind.INSIDE_DPP,
        "hours": 12,
        "dpp_title": "Инженерное мышление дошкольников: практика (36 часов)",
        "dpp_hours": 36,
        "dpp_kind": DppKind.TRAINING,
        "study_form": StudyForm.PART_TIME,
        "funding": Funding.REGIONAL,
        "study_place": StudyPlace.INSIDE,
    }
    return add_program(db, ProgramDraft.model_validate(draft | said), actor=HEAD)


def dpp_stream(
    db: Database, program_id: int, *people: int, status: EnrollmentStatus = EnrollmentStatus.COMPLETED
) -> int:
    tutor = arrange.person(db, "Тьюторова")
    draft = StreamDraft(program_id=program_id, title="Поток ДПП", starts_on=STARTS, ends_on=ENDS, tutor_id=tutor)
    stream_id = add_stream(db, draft, actor=HEAD)
    left = ENDS if status is EnrollmentStatus.COMPLETED else None
    enroll(
        db,
        stream_id,
        [arrange.place(each, status=status, enrolled_on=STARTS, left_on=left) for each in people],
        actor=HEAD,
    )
    return stream_id


def educated(db: Database, last_name: str, **said: object) -> int:
    return arrange.person(db, last_name, **({"education": Education.HIGHER, "patronymic": "Павловна"} | said))  # pyright: ignore[reportArgumentType] - test words


def agreed(db: Database, person_id: int, *, scope: frozenset[RestrictedField] = frozenset(RestrictedField)) -> int:
    """She lets her closed fields go to ФИС ФРДО."""
    draft = ConsentDraft(purpose=ConsentPurpose.FRDO, signed_on=STARTS, restricted=scope)
    return give_consent(db, person_id, draft, actor=HEAD)


def closed(db: Database, person_id: int, snils: str, **said: object) -> None:
    draft = {
        "need": RestrictedNeed.FRDO,
        "snils": snils,
        "birth_date": date(1985, 4, 7),
        "sex": Sex.FEMALE,
        "diploma_surname": "Девичья",
        "diploma_series": "ВСГ",
        "diploma_number": "0700133",
    }
    write_restricted(db, person_id, RestrictedDraft.model_validate(draft | said), actor=HEAD)


def graduate(db: Database, last_name: str, snils: str, **said: object) -> int:
    """Somebody whom nothing keeps out of the register."""
    person_id = educated(db, last_name)
    agreed(db, person_id)
    closed(db, person_id, snils, **said)
    return person_id
