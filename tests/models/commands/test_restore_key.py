"""The recovery sheet: what brings the site's key back on another computer, and what does not."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from exports.registry import paper_bytes
from models.commands.institute_link import accept_invitation
from models.commands.site_keys import current_key, renew_key, restore_key
from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.institute import institute_line
from models.queries.recovery_sheet import recovery_sheet
from tests.models.commands import arrange
from tests.models.iro import iro
from tests.models.make import HEAD, clear, content, history


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    return KeyStore.under(tmp_path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> KeyStore:
    """Another computer, without the secret part."""
    return KeyStore.under(tmp_path / "elsewhere")


@pytest.fixture
def key(db: Database, keys: KeyStore) -> str:
    arrange.fill_passport(db)
    return current_key(db, keys, actor=HEAD)


def rows(db: Database, keys: KeyStore) -> list[str]:
    return [f"{row.no} {row.letters}" for row in recovery_sheet(db, keys).rows]


def refusal(db: Database, keys: KeyStore, letters: str | bytes) -> str:
    """The reason; nothing was written."""
    before = content(db), history(db), keys.folder.exists()
    with pytest.raises(UserError) as refused:
        restore_key(db, keys, letters, actor=HEAD)
    assert (content(db), history(db), keys.folder.exists()) == before
    assert refused.value.advice
    return refused.value.message


def test_typed_letters_bring_the_key_back(db: Database, keys: KeyStore, elsewhere: KeyStore, key: str) -> None:
    letters = rows(db, keys)
    assert (len(letters), max(map(len, letters))) == (4, 28)
    assert restore_key(db, elsewhere, "\n".join(letters).lower(), actor=HEAD) == key
    assert elsewhere.secret(key) == keys.secret(key)


def test_the_scan_of_the_printed_sheet_brings_the_key_back(
    db: Database, keys: KeyStore, elsewhere: KeyStore, key: str
) -> None:
    printed = paper_bytes("recovery-sheet", "pdf", recovery_sheet(db, keys))
    page, scanned = PdfDocument(printed)[0], BytesIO()
    page.render(scale=150 / 72, grayscale=True).to_pil().rotate(2, fillcolor=255).save(scanned, "PNG")
    assert restore_key(db, elsewhere, scanned.getvalue(), actor=HEAD) == key


def test_a_site_whose_data_know_no_key_yet_takes_it(
    db: Database, keys: KeyStore, elsewhere: KeyStore, key: str
) -> None:
    letters = "\n".join(rows(db, keys))
    clear(db, "signing_key")
    restore_key(db, elsewhere, letters, actor=HEAD)
    assert current_key(db, elsewhere, actor=HEAD) == key


def test_slips_are_named_by_their_rows(db: Database, keys: KeyStore, elsewhere: KeyStore, key: str) -> None:
    letters = rows(db, keys)
    letters[1] = letters[1][:4] + "2222" + letters[1][8:]
    assert "описка в строке 2; не хватает строки 4" in refusal(db, elsewhere, "\n".join(letters[:3]))


@pytest.mark.parametrize("letters", ["", "1/4 ABCD EFGH", "Лист восстановления"])
def test_what_is_no_sheet_restores_nothing(db: Database, elsewhere: KeyStore, letters: str) -> None:
    assert "не лист восстановления" in refusal(db, elsewhere, letters)


def test_the_sheet_of_a_replaced_key_restores_nothing(
    db: Database, keys: KeyStore, elsewhere: KeyStore, key: str
) -> None:
    letters = "\n".join(rows(db, keys))
    renew_key(db, keys, actor=HEAD)
    assert "заменён 02.03.2026" in refusal(db, elsewhere, letters)


def test_the_sheet_of_another_site_restores_nothing(
    db: Database, keys: KeyStore, elsewhere: KeyStore, key: str
) -> None:
    letters = "\n".join(rows(db, keys))
    clear(db, "signing_key")
    current_key(db, keys, actor=HEAD)
    assert "от другого ключа" in refusal(db, elsewhere, letters)


def test_there_is_no_sheet_before_there_is_a_key(db: Database, keys: KeyStore) -> None:
    arrange.fill_passport(db)
    with pytest.raises(UserError, match="Ключа у площадки ещё нет"):
        recovery_sheet(db, keys)


def test_the_sheet_says_both_fingerprints(db: Database, keys: KeyStore, key: str, tmp_path: Path) -> None:
    assert recovery_sheet(db, keys).institute_fingerprint == ""
    line = accept_invitation(db, iro(tmp_path / "iro").invitation(), actor=HEAD)
    sheet = recovery_sheet(db, keys)
    assert (sheet.site_fingerprint, sheet.institute_fingerprint) == (line.site_fingerprint, line.fingerprint)
    assert institute_line(db) == line
