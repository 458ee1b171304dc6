"""Sealed packages and people whose data go: what was not handed over is dropped, and nothing of it is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.commands.consents import give_consent, withdraw_consent
from models.commands.depersonalise import depersonalise, destroy_person, finish_erasing
from models.commands.outbox import enqueue
from models.commands.reports import save_report_text
from models.commands.undo import undo_last
from models.errors import UserError
from models.queries.erasing_preview import erasing_preview
from models.queries.personal_acts import destruction_act
from models.rows.codes import ActKind, ConsentPurpose, PackageKind, PackageState, Road
from models.rows.consents import ConsentDraft
from models.rows.erased_data import Dropped
from models.rows.personal_acts import ActDraft
from models.sealed_files import bag_path
from tests.exports.packages.outgoing import Site, invited
from tests.exports.packages.sealing import Q1, fill
from tests.models.make import HEAD, copied_database

ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Председатель П. П.",))
TITLE = "запечатанные пакеты, ещё не переданные"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Site, int]]:
    """A site, and the trainee whose data go."""
    db = copied_database(tmp_path)
    her = fill(db)["trainee"]
    yield invited(db, tmp_path), her
    db.close()


def states(site: Site) -> dict[str, tuple[str, bool]]:
    """State of each package by kind, and whether its file is there."""
    with site.db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT kind, state, name FROM package").all()
    return {kind: (state, (site.outbox / "sealed" / f"{name}.age").exists()) for kind, state, name in found}


def test_a_roster_that_was_not_sent_goes_with_the_person_and_the_act_says_so(made: tuple[Site, int]):
    site, her = made
    sealed = site.seal(PackageKind.ROSTER)
    site.seal()
    dropped = Dropped(TITLE, 1)
    assert dropped in erasing_preview(site.db, her, ActKind.DESTROYED).dropped
    act = destroy_person(site.db, her, ACT, actor=HEAD)
    finish_erasing(site.db, site.attachments)
    assert states(site) == {"roster": ("withdrawn", False), "quarterly_report": ("built", True)}
    with pytest.raises(UserError, match="Файл этого пакета удалён"):
        enqueue(site.db, sealed.package_id, road=Road.NETWORK, actor=HEAD)
    assert f"{TITLE}" in str(destruction_act(site.db, act))


def test_a_roster_that_was_handed_over_stays_in_the_register_without_its_file(made: tuple[Site, int]):
    site, her = made
    site.say(site.seal(PackageKind.ROSTER), PackageState.SENT)
    depersonalise(site.db, her, ACT, actor=HEAD)
    finish_erasing(site.db, site.attachments)
    assert states(site) == {"roster": ("sent", False)}


def test_a_report_whose_text_names_the_person_goes_with_its_bag(made: tuple[Site, int]):
    site, her = made
    save_report_text(site.db, Q1, "goal", "Занятие провела Кузнецова Анна.", actor=HEAD)
    sealed = site.seal()
    depersonalise(site.db, her, ACT, actor=HEAD)
    finish_erasing(site.db, site.attachments)
    assert states(site) == {"quarterly_report": ("withdrawn", False)}
    assert not bag_path(site.outbox, sealed.name).exists()
    again = site.seal()
    assert (again.is_new, again.corrects) == (True, None)


def test_an_accepted_report_that_names_her_is_no_base_of_corrections_any_more(made: tuple[Site, int]):
    site, her = made
    save_report_text(site.db, Q1, "goal", "Занятие провела Кузнецова Анна.", actor=HEAD)
    site.say(site.seal(), PackageState.ACCEPTED)
    depersonalise(site.db, her, ACT, actor=HEAD)
    finish_erasing(site.db, site.attachments)
    assert states(site) == {"quarterly_report": ("accepted", False)}
    assert site.seal().corrects is None


@pytest.mark.parametrize(
    ("purpose", "left"),
    [(ConsentPurpose.PROCESSING, "withdrawn"), (ConsentPurpose.FRDO, "built"), (ConsentPurpose.PUBLICATION, "built")],
)
def test_withdrawing_a_consent_drops_what_it_was_for(made: tuple[Site, int], purpose: ConsentPurpose, left: str):
    site, her = made
    given = give_consent(site.db, her, ConsentDraft(purpose=purpose, signed_on=date(2026, 1, 12)), actor=HEAD)
    site.seal(PackageKind.ROSTER)
    withdraw_consent(site.db, given, site.db.today(), actor=HEAD)
    assert states(site) == {"roster": (left, left == "built")}


def test_a_consent_that_is_not_withdrawn_after_all_lets_the_list_be_sealed_anew(made: tuple[Site, int]):
    site, her = made
    draft = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    given = give_consent(site.db, her, draft, actor=HEAD)
    first = site.seal(PackageKind.ROSTER)
    withdraw_consent(site.db, given, site.db.today(), actor=HEAD)
    undo_last(site.db, actor=HEAD)
    again = site.seal(PackageKind.ROSTER)
    assert (again.is_new, again.name) == (True, first.name.replace("001", "002"))


def test_a_list_that_was_drawn_before_the_person_went_is_not_entered_after_her(made: tuple[Site, int]):
    site, her = made

    def erase(done: int, total: int) -> None:
        if (done, total > 1) == (0, True):
            depersonalise(site.db, her, ACT, actor=HEAD)
            finish_erasing(site.db, site.attachments)

    with pytest.raises(UserError, match="Пока пакет собирался"):
        site.seal(PackageKind.ROSTER, progress=erase)
    assert (states(site), list((site.outbox / "sealed").iterdir())) == ({}, [])
    assert site.seal(PackageKind.ROSTER).is_new


def test_a_consent_withdrawn_while_a_list_is_sealed_keeps_the_list_back(made: tuple[Site, int]):
    site, her = made
    draft = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    given = give_consent(site.db, her, draft, actor=HEAD)

    def withdraw(done: int, total: int) -> None:
        if (done, total > 1) == (0, True):
            withdraw_consent(site.db, given, site.db.today(), actor=HEAD)

    with pytest.raises(UserError, match="Пока пакет собирался"):
        site.seal(PackageKind.ROSTER, progress=withdraw)
    assert states(site) == {}
