"""What binds a site to ИРО: invitations taken and refused, introductions, and the change of keys on either side."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.commands.institute_link import (
    accept_invitation,
    confirm_fingerprint,
    forget_institute,
    replace_site_key,
)
from models.commands.receipts import take_receipt
from models.commands.site_keys import current_key
from models.commands.undo import next_undo
from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.institute import (
    current_introduction,
    institute_invitation,
    institute_line,
    institute_recipient,
    present_key,
)
from models.queries.site_papers import read_passport
from models.rows.codes import PackageState, ReceiptVerdict
from models.rows.key_loss import KeyLoss
from models.rules.fingerprint import fingerprint
from models.rules.invitation import parse_invitation
from tests.models.commands import arrange
from tests.models.iro import LAST_DAY, SITE_CODE, Iro, SealedRow, iro, linked, sealed_row
from tests.models.make import HEAD, content, count, go_to, history, run

OTHER_RECIPIENT = "age1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0sfv9w5e"


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    return KeyStore.under(tmp_path)


@pytest.fixture
def institute(tmp_path: Path) -> Iro:
    return iro(tmp_path / "iro")


@pytest.fixture
def site(db: Database) -> Database:
    """A site with a passport, before any invitation."""
    arrange.fill_passport(db)
    return db


def refusal(db: Database, invitation: bytes) -> str:
    """The reason; nothing was written."""
    before = content(db), history(db)
    with pytest.raises(UserError) as refused:
        accept_invitation(db, invitation, actor=HEAD)
    assert (content(db), history(db)) == before
    assert refused.value.advice
    return refused.value.message


def confirmed(db: Database, institute: Iro, package: SealedRow, verdict: ReceiptVerdict) -> None:
    take_receipt(db, institute.receipt(package, verdict=verdict), came_by="файл", actor=HEAD)


def introducing(db: Database, keys: KeyStore, *, serial: int = 1) -> SealedRow:
    """A package that carries the site's present key."""
    return sealed_row(db, serial=serial, key_name=current_key(db, keys, actor=HEAD), introduces=True)


def test_an_invitation_makes_the_institute_known(site: Database, institute: Iro) -> None:
    line = accept_invitation(site, institute.invitation(), actor=HEAD)
    assert line == institute_line(site)
    assert (line.name, line.site_code, line.servers) == (
        "ПК ИРО",
        SITE_CODE,
        (("tus", "https://upload.example.ru/files"),),
    )
    assert line.fingerprint == fingerprint(institute.recipient.encode(), institute.key.key)
    assert (line.compared_on, line.is_introduced, line.site_fingerprint) == (None, False, None)
    assert institute_recipient(site) == institute.recipient
    with site.reading() as session:
        passport, _signatures = read_passport(session, site.today())
    assert passport.site_code == SITE_CODE


def test_the_same_invitation_opened_twice_is_harmless(site: Database, institute: Iro) -> None:
    invitation = institute.invitation()
    accept_invitation(site, invitation, actor=HEAD)
    before = content(site), history(site)
    accept_invitation(site, invitation, actor=HEAD)
    assert (content(site), history(site)) == before


def test_other_line_ends_do_no_harm(site: Database, institute: Iro) -> None:
    invitation = institute.invitation()
    line = accept_invitation(site, b"\xef\xbb\xbf" + invitation.replace(b"\n", b"\r\n"), actor=HEAD)
    assert accept_invitation(site, invitation.rstrip(b"\n"), actor=HEAD) == line
    assert count(site, "institute") == 1


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda whole: whole[:-20], "не приглашение"),
        (lambda whole: b"", "не приглашение"),
        (lambda whole: b"\xff\xfe" + whole, "не приглашение"),
        (lambda whole: whole.replace(b"upload.example.ru", b"stolen.example.ru"), "Подпись приглашения не сходится"),
        (lambda whole: whole.replace(b'"marshrut_invitation": 1', b'"marshrut_invitation": 2'), "более новой"),
    ],
)
def test_a_spoilt_invitation_stores_nothing(
    site: Database, institute: Iro, spoil: Callable[[bytes], bytes], reason: str
) -> None:
    assert reason in refusal(site, spoil(institute.invitation()))


def test_an_expired_invitation_stores_nothing(site: Database, institute: Iro) -> None:
    go_to(site, date(2026, 7, 1))
    assert "до 30.06.2026" in refusal(site, institute.invitation())


def test_an_invitation_needs_a_passport_to_put_the_code_into(db: Database, institute: Iro) -> None:
    assert "паспорт" in refusal(db, institute.invitation())


def test_the_invitation_of_another_site_stores_nothing(site: Database, institute: Iro) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    assert "другой площадки" in refusal(site, institute.invitation(site_code="ПР-042"))


def test_the_invitation_of_a_stranger_is_refused_until_the_institute_is_forgotten(
    site: Database, institute: Iro, tmp_path: Path
) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    other = iro(tmp_path / "other").invitation()
    assert "не тем ключом" in refusal(site, other)
    forget_institute(site, actor=HEAD)
    assert (institute_line(site), count(site, "institute_key")) == (None, 0)
    assert accept_invitation(site, other, actor=HEAD).fingerprint == parse_invitation(other).invitation.fingerprint


def test_a_new_key_of_the_institute_is_believed_if_the_old_one_signed_it(site: Database, institute: Iro) -> None:
    first, former = institute.invitation(), institute.key
    accept_invitation(site, first, actor=HEAD)
    confirm_fingerprint(site, actor=HEAD)
    institute.key = institute.keys.make()
    line = accept_invitation(site, institute.invitation(signed_by=former.name), actor=HEAD)
    assert (line.compared_on, institute_invitation(site).key) == (None, institute.key)
    with site.reading() as session:
        known = session.connection().exec_driver_sql("SELECT key_id, retired_on FROM institute_key").all()
    assert dict(map(tuple, known)) == {former.name: site.today().isoformat(), institute.key.name: None}
    assert "не тем ключом" in refusal(site, first)


def test_a_renewed_invitation_with_the_same_keys_stays_compared(site: Database, institute: Iro) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    confirm_fingerprint(site, actor=HEAD)
    renewed = accept_invitation(site, institute.invitation(expires_on=date(2026, 12, 31)), actor=HEAD)
    assert (renewed.compared_on, renewed.expires_on) == (site.today(), date(2026, 12, 31))


def test_a_new_recipient_is_to_be_compared_again(site: Database, institute: Iro) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    confirm_fingerprint(site, actor=HEAD)
    changed = institute.invitation(recipient=OTHER_RECIPIENT)
    assert accept_invitation(site, changed, actor=HEAD).compared_on is None


@pytest.mark.parametrize("act", [confirm_fingerprint, forget_institute])
def test_without_an_invitation_there_is_nothing_to_compare_or_forget(
    site: Database, act: Callable[..., object]
) -> None:
    with pytest.raises(UserError, match="ещё не открыто"):
        act(site, actor=HEAD)


def test_nothing_is_sealed_before_an_invitation(site: Database) -> None:
    with pytest.raises(UserError, match="Сначала откройте приглашение"):
        institute_recipient(site)


def test_nothing_of_it_is_among_what_can_be_turned_back(site: Database, institute: Iro) -> None:
    before = next_undo(site)
    accept_invitation(site, institute.invitation(), actor=HEAD)
    confirm_fingerprint(site, actor=HEAD)
    forget_institute(site, actor=HEAD)
    assert next_undo(site) == before


def test_packages_introduce_the_key_until_the_institute_accepted_one(
    site: Database, institute: Iro, keys: KeyStore
) -> None:
    invitation = institute.invitation()
    accept_invitation(site, invitation, actor=HEAD)
    assert current_introduction(site, keys) is None
    first, second = introducing(site, keys), introducing(site, keys, serial=2)
    found = current_introduction(site, keys)
    assert found is not None
    assert found.fits(parse_invitation(invitation).invitation.code, SITE_CODE)
    confirmed(site, institute, first, ReceiptVerdict.REJECTED)
    assert current_introduction(site, keys) == found
    confirmed(site, institute, second, ReceiptVerdict.ACCEPTED)
    assert (current_introduction(site, keys), institute_line(site).is_introduced) == (None, True)


def test_an_expired_invitation_introduces_nobody(site: Database, institute: Iro, keys: KeyStore) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    package = introducing(site, keys)
    go_to(site, date(2026, 7, 1))
    with pytest.raises(UserError, match="он ещё не знает"):
        current_introduction(site, keys)
    confirmed(site, institute, package, ReceiptVerdict.ACCEPTED)
    assert current_introduction(site, keys) is None


def test_a_key_that_is_not_on_this_computer_introduces_nobody(site: Database, institute: Iro, keys: KeyStore) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    keys.drop(current_key(site, keys, actor=HEAD))
    with pytest.raises(UserError, match="на этом компьютере нет"):
        current_introduction(site, keys)


def test_a_new_key_after_the_code_was_used_needs_a_new_invitation(
    site: Database, institute: Iro, keys: KeyStore
) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    confirmed(site, institute, introducing(site, keys), ReceiptVerdict.ACCEPTED)
    replaced = replace_site_key(site, keys, reason=KeyLoss.STOLEN, actor=HEAD)
    assert any("отзовёт прежний ключ" in told for told in replaced.told)
    assert any("новое приглашение" in told for told in replaced.told)
    with pytest.raises(UserError, match="второй раз"):
        current_introduction(site, keys)
    accept_invitation(site, institute.invitation(), actor=HEAD)
    found = current_introduction(site, keys)
    assert found is not None
    assert found.key.name == replaced.key_name


def test_a_new_key_before_the_code_was_used_needs_none(site: Database, institute: Iro, keys: KeyStore) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    introducing(site, keys)
    replaced = replace_site_key(site, keys, reason=KeyLoss.LOST, actor=HEAD)
    assert any("ещё не передано: 1\xa0пакет." in told for told in replaced.told)
    assert not any("приглашение" in told for told in replaced.told)
    with site.reading() as session:
        key = present_key(session)
    found = current_introduction(site, keys)
    assert key is not None
    assert found is not None
    assert found.key == key


def test_a_forgotten_institute_does_not_know_the_key(db: Database, keys: KeyStore, tmp_path: Path) -> None:
    institute = linked(db, tmp_path / "iro")
    confirmed(db, institute, introducing(db, keys), ReceiptVerdict.ACCEPTED)
    forget_institute(db, actor=HEAD)
    accept_invitation(db, iro(tmp_path / "other").invitation(expires_on=LAST_DAY), actor=HEAD)
    assert current_introduction(db, keys) is not None


@pytest.mark.parametrize("gone", [PackageState.SENDING, PackageState.SENT])
def test_a_code_that_may_have_arrived_counts_as_used(
    site: Database, institute: Iro, keys: KeyStore, gone: PackageState
) -> None:
    accept_invitation(site, institute.invitation(), actor=HEAD)
    package = introducing(site, keys)
    run(site, "UPDATE package SET state = ? WHERE id = ?", gone.value, package.id)
    replace_site_key(site, keys, reason=KeyLoss.PLANNED, actor=HEAD)
    with pytest.raises(UserError, match="второй раз"):
        current_introduction(site, keys)
