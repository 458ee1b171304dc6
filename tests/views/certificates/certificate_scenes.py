"""The section «Сертификаты» in its states, for pictures and walks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.commands.certificate_signers import save_signers
from models.commands.certificates import annul_certificate, hand_over, issue_certificates, issue_duplicate
from models.database import Database
from models.key_store import KeyStore
from models.queries.certificate_issue import issue_lines
from models.queries.certificates import streams_to_issue
from models.queries.team import choices
from models.rows.certificates import AnnulmentDraft, IssueDraft, SignerDraft, SignersDraft
from models.rows.codes import RequirementKey
from models.schema.works import Certificate, RequirementOverride
from tests.models.commands import arrange
from tests.models.make import HEAD, store
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.certificates.page import CertificatesPage


def _db(stage: Stage) -> Database:
    assert stage.session.workplace is not None
    return stage.session.workplace.db


def _page(stage: Stage) -> CertificatesPage:
    stage.settle()
    return cast("CertificatesPage", stage.page("certificates"))


def _decide(db: Database, places: list[int]) -> None:
    """Let these places be ready, by a decision about each requirement."""
    for place in places:
        for key in RequirementKey:
            decision = RequirementOverride(enrollment_id=place, key=key, reason="Решение совета", decided_on=db.today())
            store(db, decision, action="Решение")


def _issued(stage: Stage) -> tuple[int, ...]:
    """Six certificates: two handed over, one of them doubled, one annulled; the next four of the stream are ready."""
    db = _db(stage)
    streams = [issue_lines(db, each.id) for each in streams_to_issue(db)]
    without = ([line for line in lines if not line.certificate and line.may_be_named] for lines in streams)
    free = [line.enrollment_id for line in max(without, key=len)]
    _decide(db, free[:10])
    keys = KeyStore.under(stage.folder)
    draft = IssueDraft(enrollment_ids=tuple(free[:6]), issue_date=db.today(), basis="Приказ № 7")
    ids = issue_certificates(db, draft, keys=keys, actor=HEAD)
    hand_over(db, ids[:2], db.today(), actor=HEAD)
    issue_duplicate(db, ids[0], db.today(), keys=keys, actor=HEAD)
    annul_certificate(db, ids[2], AnnulmentDraft(annulled_on=db.today(), reason="Описка в отчестве"), actor=HEAD)
    return ids


def _list(stage: Stage) -> None:
    ids = _issued(stage)
    _page(stage).show_place(ids[3])


def _wording(stage: Stage) -> None:
    ids = _issued(stage)
    page = _page(stage)
    page.show_place(ids[3])
    page.tasks.reword()
    stage.settle()


def _annulment(stage: Stage) -> None:
    ids = _issued(stage)
    page = _page(stage)
    page.show_place(ids[3])
    page.tasks.annul()
    page.panel.save()


def _paper(stage: Stage) -> None:
    _page(stage).write_paper()


def _issue(stage: Stage) -> None:
    ids = _issued(stage)
    db = _db(stage)
    with db.reading() as session:
        sql = "SELECT stream_id FROM enrollment WHERE id = ?"
        place = arrange.stored(db, Certificate, ids[0]).enrollment_id
        stream = session.connection().exec_driver_sql(sql, (place,)).scalar_one()
    _page(stage).show_issue(stream)


def _issue_nobody(stage: Stage) -> None:
    _page(stage).show_issue()


def _requirements(stage: Stage) -> None:
    page = _page(stage)
    _issue(stage)
    page.show_requirements(page.issuing.line.stream_id)


def _form(stage: Stage) -> None:
    _issued(stage)
    db = _db(stage)
    members = choices(db, "member")[:2]
    drafts = tuple(SignerDraft(person_id=each.id, position="Заведующий") for each in members)
    save_signers(db, SignersDraft(signers=drafts), actor=HEAD)
    _page(stage).show_form()


def _check(stage: Stage) -> None:
    ids = _issued(stage)
    page = _page(stage)
    page.show_check()
    page.check.text.set_value(arrange.stored(_db(stage), Certificate, ids[0]).signed)
    page.check.check()


CERTIFICATES: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("certificates", "demo", _list),
    ("certificates-wording", "demo", _wording),
    ("certificates-annulment", "demo", _annulment),
    ("certificates-paper-book", "demo", _paper),
    ("certificates-issue", "demo", _issue),
    ("certificates-issue-begin", "demo", _issue_nobody),
    ("certificates-requirements", "demo", _requirements),
    ("certificates-issue-long", "long", _issue),
    ("certificates-form", "demo", _form),
    ("certificates-form-empty", "new", lambda stage: _page(stage).show_form()),
    ("certificates-check", "demo", _check),
    ("certificates-empty", "new", _page),
)
