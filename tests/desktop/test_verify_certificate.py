"""`marshrut verify-certificate`: from a scan, a picture, a text; told in Russian and by the exit code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pypdfium2
import pytest

from exports.registry import paper_bytes
from models.certificate_check import certificate_code
from models.errors import UserError
from models.imports.certificate_code import code_from, code_on
from models.queries.certificates import site_keys
from models.queries.certificates_print import certificate_paper
from models.rules.certificate_text import pack, unpack
from models.rules.file_kinds import MAX_FILE_BYTES
from tests.models.commands.issuing import issue, keys_of, ready_stream
from tests.models.make import copied_database

Run = Callable[..., CompletedProcess[str]]


@dataclass(frozen=True)
class Given:
    """A certificate that somebody brought."""

    data: Path
    pdf: Path
    key: Path
    code: str


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    folder = tmp_path_factory.mktemp("issued")
    db = copied_database(folder)
    paper = certificate_paper(db, issue(db, ready_stream(db)[0]), attachments=folder)
    (folder / "scan.pdf").write_bytes(paper_bytes("certificate", "pdf", paper))
    (folder / "site.pub").write_text(site_keys(db)[0].public_key)
    db.close()
    return Given(folder, folder / "scan.pdf", folder / "site.pub", paper.pages[0].code)


def test_a_genuine_certificate_is_told_from_its_pdf(marshrut: Run, given: Given) -> None:
    done = marshrut("verify-certificate", given.pdf, "--key", given.key)
    assert done.returncode == 0, done.stderr
    assert "Сертификат подлинный" in done.stdout
    assert "Кому: Абрикосовой Марии" in done.stdout
    assert "Номер 1/2026 от 02.03.2026" in done.stdout


def test_a_picture_is_read_too_and_the_sites_own_keys_are_taken(marshrut: Run, given: Given, tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    page = pypdfium2.PdfDocument(given.pdf)[0]
    page.render(scale=150 / 72).to_pil().convert("RGB").save(picture, quality=70)
    done = marshrut("verify-certificate", picture, "--data", given.data, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["verdict"], answer["certificate"]["hours"]) == (0, "genuine", 12)


def test_a_changed_certificate_is_told_by_the_exit_code(marshrut: Run, given: Given, tmp_path: Path) -> None:
    packed = unpack(given.code)
    forged = tmp_path / "code.txt"
    forged.write_text(pack(packed.text.replace("12 ч", "72 ч"), packed.signature))
    done = marshrut("verify-certificate", forged, "--key", given.key)
    assert done.returncode == 1
    assert "не подлинный" in done.stderr


def letter(code: str) -> str:
    lines = [code[at : at + 76] for at in range(0, len(code), 76)]
    return "\r\n".join(["Добрый день! Вот код:", *lines, "", "С уважением,", "Ольга."])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_code_is_found_in_a_letter(marshrut: Run, given: Given, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "letter.txt").write_text(letter(given.code), encoding=encoding)
    assert marshrut("verify-certificate", tmp_path / "letter.txt", "--key", given.key).returncode == 0


def test_of_two_codes_in_one_text_the_first_is_read(given: Given) -> None:
    assert certificate_code([f"{given.code}\n{given.code}"]) == given.code


def test_a_scan_that_is_grey_and_askew_is_read(given: Given) -> None:
    page = pypdfium2.PdfDocument(given.pdf)[0].render(scale=200 / 72, grayscale=True).to_pil()
    grey = page.point(lambda light: 90 + light * 9 // 20).rotate(7, expand=True, fillcolor=160)
    scan = BytesIO()
    grey.rotate(180).save(scan, "JPEG", quality=60)
    assert code_on(scan.getvalue()) == given.code


def test_a_file_far_too_large_for_a_scan_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "film.pdf").open("wb") as film:
        film.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(UserError, match="слишком велик"):
        code_from(str(tmp_path / "film.pdf"))


def test_the_text_itself_may_be_given(marshrut: Run, given: Given) -> None:
    assert marshrut("verify-certificate", given.code, "--key", given.key).returncode == 0


def test_another_sites_key_proves_nothing(marshrut: Run, given: Given, tmp_path: Path) -> None:
    db = copied_database(tmp_path)
    (tmp_path / "other.pub").write_text(keys_of(db).make().text)
    db.close()
    done = marshrut("verify-certificate", given.code, "--key", tmp_path / "other.pub", "--json")
    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (1, "unknown_key")


def test_without_a_key_and_a_site_of_ones_own_it_says_what_to_ask_for(
    marshrut: Run, given: Given, tmp_path: Path
) -> None:
    done = marshrut("verify-certificate", given.code, "--data", tmp_path / "empty")
    assert (done.returncode, "--key" in done.stderr, "demo" in done.stderr) == (1, True, False)


@pytest.mark.parametrize("source", ["нет-такого.pdf", "~никто-такой/код.txt", "MARSHRUT1:ABC"])
def test_what_is_no_code_is_refused_with_advice(marshrut: Run, given: Given, source: str) -> None:
    done = marshrut("verify-certificate", source, "--key", given.key, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["refused"]) == (1, True)
    assert answer["advice"]


def test_a_file_that_is_no_key_is_told_apart(marshrut: Run, given: Given) -> None:
    done = marshrut("verify-certificate", given.code, "--key", given.pdf)
    assert (done.returncode, "не открытый ключ" in done.stderr) == (1, True)
