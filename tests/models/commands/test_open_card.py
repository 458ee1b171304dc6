"""Nothing new is written about somebody whose data were destroyed: a restored copy would not destroy it again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.commands.applications import apply
from models.commands.attachments import attach_file
from models.commands.consents import give_consent
from models.commands.depersonalise import depersonalise, destroy_person
from models.commands.people import change_note, change_trainee
from models.commands.programs import enroll, enroll_people
from models.commands.site import assign_role
from models.database import Database
from models.errors import UserError
from models.rows.attachments import ConsentPlace, NewFile, PersonPlace
from models.rows.codes import ConsentPurpose
from models.rows.consents import ConsentDraft
from models.rows.person_page import NoteDraft
from models.rows.personal_acts import ActDraft
from models.rows.programs import ApplicationDraft
from models.rows.site import PersonDraft, RoleDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, make_consent

DAY = date(2026, 2, 2)
ACT = ActDraft(number="1", dated_on=DAY, basis="заявление", commission=("Петрова Мария",))
CARD = PersonDraft(last_name="Ким", first_name="Анна", position_id=1, organization_id=1, phone="+79001234567")
SIGNED = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=DAY)
SCAN = NewFile(b"%PDF-1.4\n% 1\n%%EOF\n", "согласие.pdf")

HERS, STREAM, CONSENT = 1, 1, 1
WRITES: dict[str, Callable[[Database, Path], object]] = {
    "card": lambda db, _folder: change_trainee(db, HERS, CARD, actor=HEAD),
    "note": lambda db, _folder: change_note(db, HERS, NoteDraft(note="Пришла снова"), actor=HEAD),
    "consent": lambda db, _folder: give_consent(db, HERS, SIGNED, actor=HEAD),
    "file": lambda db, folder: attach_file(db, folder, SCAN, place=PersonPlace(HERS), actor=HEAD),
    "scan": lambda db, folder: attach_file(db, folder, SCAN, place=ConsentPlace(CONSENT), actor=HEAD),
    "role": lambda db, _folder: assign_role(db, RoleDraft(person_id=HERS, role_id=1, starts_on=DAY), actor=HEAD),
    "place": lambda db, _folder: enroll(db, STREAM, [arrange.place(HERS)], actor=HEAD),
    "places": lambda db, _folder: enroll_people(db, STREAM, [HERS], actor=HEAD),
    "application": lambda db, _folder: apply(
        db, STREAM, [ApplicationDraft(person_id=HERS, applied_on=DAY, direction="Речь")], actor=HEAD
    ),
}


@pytest.mark.parametrize("act", [depersonalise, destroy_person])
@pytest.mark.parametrize("write", WRITES)
def test_nothing_is_written_about_somebody_whose_data_are_gone(
    db: Database, tmp_path: Path, write: str, act: Callable[..., int]
) -> None:
    assert arrange.person(db, "Ким") == HERS
    assert make_consent(db, HERS) == CONSENT
    assert arrange.stream(db, arrange.person(db)) == STREAM
    act(db, HERS, ACT, actor=HEAD)
    before = content(db)
    with pytest.raises(UserError, match="вести нельзя"):
        WRITES[write](db, tmp_path / "attachments")
    assert content(db) == before
