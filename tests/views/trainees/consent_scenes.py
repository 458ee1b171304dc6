"""A person with her consents as the panel shows them: none, all, running out, withdrawn, and the register."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from models.commands.consents import give_consent, withdraw_consent
from models.commands.depersonalise import destroy_person
from models.commands.restricted import write_restricted
from models.database import Database
from models.queries.consents import person_consents
from models.rows.codes import ConsentPurpose, RestrictedField, RestrictedNeed
from models.rows.consents import ConsentDraft, RestrictedDraft
from models.rows.personal_acts import ActDraft
from tests.models.commands import arrange
from tests.models.make import HEAD
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.trainees.page import TraineesPage


def _page(stage: Stage) -> "TraineesPage":
    return cast("TraineesPage", stage.page("trainees"))


def _db(stage: Stage) -> Database:
    assert stage.session.workplace is not None
    return stage.session.workplace.db


def _consents(stage: Stage, *given: ConsentPurpose, until: date | None = None) -> int:
    """A new card with consents for these purposes, shown where they stand; returns the person."""
    db = _db(stage)
    person_id = arrange.person(db, "Вымышленникова", at=1)
    for purpose in given:
        closed = frozenset(RestrictedField) if purpose is not ConsentPurpose.PUBLICATION else frozenset()
        draft = ConsentDraft(purpose=purpose, signed_on=db.today(), valid_until=until, restricted=closed)
        give_consent(db, person_id, draft, actor=HEAD)
    _show_consents(stage, person_id)
    return person_id


def _show_consents(stage: Stage, person_id: int) -> None:
    stage.settle()
    page = _page(stage)
    page.open_person(person_id)
    stage.settle()
    page.panel.area.verticalScrollBar().setValue(page.panel.consents.y())


def consents_none(stage: Stage) -> None:
    """No consent yet."""
    _consents(stage)


def consents_all(stage: Stage) -> None:
    """A consent for each purpose."""
    _consents(stage, *ConsentPurpose)


def consents_expiring(stage: Stage) -> None:
    """One that runs out in nine days."""
    _consents(stage, ConsentPurpose.PROCESSING, until=_db(stage).today() + timedelta(days=9))


def consents_withdrawn(stage: Stage) -> None:
    """The consent for processing is taken back."""
    person_id = _consents(stage, *ConsentPurpose)
    db = _db(stage)
    shown = person_consents(db, person_id)
    assert shown is not None
    assert shown.purposes[0].sheet is not None
    withdraw_consent(db, shown.purposes[0].sheet.id, db.today(), actor=HEAD)
    _show_consents(stage, person_id)


def consent_form(stage: Stage) -> None:
    """A consent being written down."""
    _consents(stage)
    panel = _page(stage).panel
    panel.consents.editor.write_new(ConsentPurpose.PROCESSING)
    stage.settle()
    panel.area.ensureWidgetVisible(panel.consents.editor.save_button)


def closed_fields(stage: Stage) -> None:
    """СНИЛС and birth date behind their mask."""
    person_id = _consents(stage, *ConsentPurpose)
    draft = RestrictedDraft(need=RestrictedNeed.FRDO, snils="112-233-445 95", birth_date=date(1983, 5, 17))
    write_restricted(_db(stage), person_id, draft, actor=HEAD)
    _show_consents(stage, person_id)
    panel = _page(stage).panel
    panel.area.ensureWidgetVisible(panel.consents.closed_fields)


def register(stage: Stage) -> None:
    """The register of what was done with her data, and an act about somebody else."""
    consents_withdrawn(stage)
    db = _db(stage)
    act = ActDraft(number="1", dated_on=db.today(), basis="Заявление субъекта", commission=("Петрова Мария",))
    destroy_person(db, arrange.person(db, "Придуманникова", at=1), act, actor=HEAD)
    stage.settle()
    _page(stage).show_register()
    _page(stage).register.acts.table.select_first()
