"""`marshrut invitation`, `receipt`, `recovery-sheet` and `restore-key`: told in Russian and by the exit code."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

from models.commands.site_keys import current_key
from models.database import open_database
from models.key_store import KeyStore
from models.queries.institute import institute_line
from models.receipts import receipt_letters
from tests.models.commands import arrange
from tests.models.iro import asked, iro, sealed_row
from tests.models.make import HEAD, copied_database

Run = Callable[..., CompletedProcess[str]]


def said(done: CompletedProcess[str]) -> dict[str, object]:
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_an_invitation_and_a_receipt_are_opened_without_the_window(marshrut: Run, tmp_path: Path) -> None:
    institute, data = iro(tmp_path / "iro"), tmp_path / "site"
    data.mkdir()
    db = copied_database(data)
    arrange.fill_passport(db)
    package = sealed_row(db)
    db.close()
    (tmp_path / "iro.invitation").write_bytes(institute.invitation(expires_on=date(2099, 1, 1)))
    (tmp_path / "letter.txt").write_text(receipt_letters(institute.receipt(package, questions=(asked(),))), "utf-8")

    refused = marshrut("receipt", tmp_path / "letter.txt", "--data", data)
    assert (refused.returncode, "Сначала откройте приглашение" in refused.stderr) == (1, True)
    opened = marshrut("invitation", tmp_path / "iro.invitation", "--data", data)
    assert opened.returncode == 0, opened.stderr
    assert "код площадки ПР-041" in opened.stdout
    taken = marshrut("receipt", tmp_path / "letter.txt", "--data", data, "--json")
    assert [(each["verdict"], each["is_new"]) for each in said(taken)["receipts"]] == [("accepted", True)]
    again = marshrut("receipt", tmp_path / "letter.txt", "--data", data)
    assert (again.returncode, "у Вас уже была" in again.stdout) == (0, True)

    db = open_database(data / "marshrut.db")
    line = institute_line(db)
    db.close()
    assert line is not None
    assert line.fingerprint in opened.stdout


def test_a_key_comes_back_from_its_sheet_without_the_window(marshrut: Run, tmp_path: Path) -> None:
    data, sheet = tmp_path / "site", tmp_path / "sheet.pdf"
    data.mkdir()
    db = copied_database(data)
    arrange.fill_passport(db)
    key = current_key(db, KeyStore.under(data), actor=HEAD)
    db.close()
    assert marshrut("recovery-sheet", "--out", sheet, "--data", data).returncode == 0
    secret = KeyStore.under(data).secret(key)
    shutil.rmtree(data / "keys")
    assert said(marshrut("restore-key", sheet, "--data", data, "--json")) == {"key": key}
    assert KeyStore.under(data).secret(key) == secret
    missing = marshrut("restore-key", tmp_path / "no.txt", "--data", data)
    assert (missing.returncode, "нет" in missing.stderr) == (1, True)
