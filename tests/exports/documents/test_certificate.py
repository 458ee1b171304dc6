"""The certificate on paper: its words, its frame, and a code that programs of others read and verify."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from exports.documents.certificate import CERTIFICATE
from exports.documents.certificate_batch import ALL, file_name, write_batch
from exports.registry import paper_bytes
from models.certificate_check import Verdict, check_certificate
from models.commands.attachments import choose_emblem
from models.commands.certificate_signers import save_signers
from models.commands.certificates import annul_certificate, hand_over, issue_duplicate
from models.commands.merge_people import merge_people
from models.commands.people import change_trainee
from models.commands.site_keys import current_key, renew_key
from models.database import Database
from models.errors import UserError
from models.imports.certificate_code import code_on
from models.progress import Cancelled
from models.queries.certificates import certificate_line, public_keys, site_keys
from models.queries.certificates_print import certificate_book, certificate_check_sheet, certificate_paper
from models.rows.attachments import NewFile
from models.rows.certificates import AnnulmentDraft, SignerDraft, SignersDraft
from models.rows.merge import MergeDraft
from models.rows.site import PersonDraft
from resources.loader import read_bytes
from tests.exports.documents import sample_papers as sample
from tests.models.commands import arrange
from tests.models.commands.issuing import DAY, issue, keys_of, ready_stream
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]

HELP = read_bytes("help/certificate_check.md").decode()
needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("minisign", "zbarimg", "pdftoppm"))), reason="zbar, minisign or poppler is not installed"
)


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def picture(colour: str = "teal") -> bytes:
    made = BytesIO()
    Image.new("RGBA", (64, 48), colour).save(made, "PNG")
    return made.getvalue()


def blocks(language: str) -> list[str]:
    """The commands of the help page as they stand there."""
    return re.findall(rf"```{language}\n(.*?)```", HELP, re.DOTALL)


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["bash", "-ec", command], cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_a_certificate_says_what_a_certificate_of_a_site_says() -> None:
    said = text_of(paper_bytes("certificate", "pdf", sample.certificates(1)))
    for words in (
        "СЕРТИФИКАТ",
        "участника стажировочной площадки",
        "рег. № 1/2026",
        "Жемчужниковой-Щукиной Эсфири Аполлинариевне",
        "старший воспитатель, МБДОУ «Детский сад № 12»",
        "в объёме 36 (тридцати шести) академических часов",
        "с 12 января 2026 г. по 20 мая 2026 г.",
        "М.П. Вымышленная",
        "О.В. Придуманная",
        "Артём, 20 мая 2026 г.",
    ):
        assert words in said
    assert "Дубликат" not in said


def test_a_duplicate_names_its_original() -> None:
    said = text_of(paper_bytes("certificate", "pdf", sample.certificates(1, duplicate_of="№ 5/2025 от 12.03.2025")))
    assert "Дубликат сертификата № 5/2025 от 12.03.2025" in said


def test_the_file_is_called_by_number_and_never_by_person() -> None:
    properties = PdfReader(BytesIO(paper_bytes("certificate", "pdf", sample.certificates(3)))).metadata
    assert properties is not None
    assert properties.title == "Сертификат участника стажировочной площадки № 1/2026–3/2026"
    assert "Жемчужник" not in str(properties)
    assert file_name("2026-0007") == "Сертификат 2026-0007.pdf"


def test_nothing_that_ships_ever_prints_another_papers_name() -> None:
    root = Path(__file__).parents[3]
    forbidden = re.compile("удостоверени", re.IGNORECASE)
    printing = [*(root / "exports").rglob("*.py"), *(root / "resources" / "forms").glob("*.json")]
    printing += [*(root / "models").rglob("*certificate*.py"), *(root / "views" / "certificates").rglob("*.py")]
    assert [path.name for path in printing if forbidden.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("long", ["program", "site", "organization", "name", "first_position"])
def test_long_words_are_set_smaller_and_never_lost(long: str) -> None:
    words = " ".join(f"слово{number}" for number in range(45 if long != "name" else 8))
    said = text_of(CERTIFICATE.pdf(sample.certificates(1, **{long: words}, emblem=picture())))
    assert all(word in said.replace("- ", "") for word in words.split())


@pytest.mark.parametrize("emblem", ["wide", "tall", "none"])
def test_an_emblem_of_any_shape_stands_on_one_page(emblem: str) -> None:
    made = BytesIO()
    Image.new("RGB", (900, 90) if emblem == "wide" else (90, 900), "teal").save(made, "JPEG")
    paper = sample.certificates(1, emblem=None if emblem == "none" else made.getvalue())
    assert len(PdfReader(BytesIO(CERTIFICATE.pdf(paper))).pages) == 1


def test_the_same_certificates_give_the_same_bytes() -> None:
    assert CERTIFICATE.pdf(sample.certificates(2)) == CERTIFICATE.pdf(sample.certificates(2))


def test_printing_is_repeated_from_what_was_kept(db: Database, tmp_path: Path) -> None:
    ids = issue(db, *ready_stream(db))
    first = paper_bytes("certificate", "pdf", certificate_paper(db, ids, attachments=tmp_path))
    hand_over(db, ids, DAY, actor=HEAD)
    assert paper_bytes("certificate", "pdf", certificate_paper(db, ids, attachments=tmp_path)) == first


def test_an_emblem_is_chosen_and_drawn(db: Database, tmp_path: Path) -> None:
    (id_,) = issue(db, ready_stream(db)[0])
    choose_emblem(db, tmp_path, NewFile(picture()), actor=HEAD)
    assert certificate_paper(db, [id_], attachments=tmp_path).emblem is not None
    with pytest.raises(UserError, match="не картинка"):
        choose_emblem(db, tmp_path, NewFile(b"%PDF-1.4\n%%EOF"), actor=HEAD)
    choose_emblem(db, tmp_path, None, actor=HEAD)
    assert certificate_paper(db, [id_], attachments=tmp_path).emblem is None
    with db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM attachment").scalar() == 0


def test_an_annulled_certificate_is_not_drawn(db: Database, tmp_path: Path) -> None:
    (id_,) = issue(db, ready_stream(db)[0])
    annul_certificate(db, id_, AnnulmentDraft(annulled_on=DAY, reason="Описка"), actor=HEAD)
    with pytest.raises(UserError, match="Печатать нечего"):
        certificate_paper(db, [id_], attachments=tmp_path)


def test_the_book_keeps_the_chain(db: Database) -> None:
    first, second, _third = ready_stream(db)
    lost, wrong = issue(db, first, second)
    hand_over(db, [lost], DAY, actor=HEAD)
    issue_duplicate(db, lost, DAY, keys=keys_of(db), actor=HEAD)
    annul_certificate(db, wrong, AnnulmentDraft(annulled_on=DAY, reason="Описка"), actor=HEAD)
    book = certificate_book(db, 2026)
    assert [(line.number, line.note) for line in book.lines] == [
        ("1/2026", "выдан дубликат № 3/2026"),
        ("2/2026", "аннулирован 02.03.2026: Описка"),
        ("3/2026", "дубликат № 1/2026"),
    ]
    assert "Описка" in text_of(paper_bytes("certificate-book", "pdf", book))


def test_the_book_says_what_the_certificate_says_after_a_later_change_of_the_card(db: Database) -> None:
    (id_,) = issue(db, ready_stream(db)[0])
    (before,) = certificate_book(db, 2026).lines
    line = certificate_line(db, id_)
    assert line is not None
    draft = PersonDraft(
        last_name="Абрикосова", first_name="Мария", position_id=2, organization_id=arrange.organization(db, "Сад № 99")
    )
    change_trainee(db, line.person_id, draft, actor=HEAD)
    (after,) = certificate_book(db, 2026).lines
    assert after.place == before.place


def test_a_signature_stays_on_the_paper_when_the_card_of_who_signs_is_merged(db: Database, tmp_path: Path) -> None:
    places = ready_stream(db)
    signs, twice = arrange.person(db, "Подписная"), arrange.person(db, "Подписная", first_name="Марья")
    save_signers(db, SignersDraft(signers=(SignerDraft(person_id=twice, position="Заведующий"),)), actor=HEAD)
    (id_,) = issue(db, places[0])
    merge_people(db, signs, twice, MergeDraft(), actor=HEAD)
    (page,) = certificate_paper(db, [id_], attachments=tmp_path).pages
    assert (page.first_position, page.first_name) == ("Заведующий", "М. Подписная")


def test_the_instruction_carries_every_public_key_of_the_site(db: Database) -> None:
    ready_stream(db)
    with pytest.raises(UserError, match="Ключа у площадки пока нет"):
        certificate_check_sheet(db)
    former = current_key(db, keys_of(db), actor=HEAD)
    renew_key(db, keys_of(db), actor=HEAD)
    said = text_of(paper_bytes("certificate-check", "pdf", certificate_check_sheet(db))).replace(" ", "")
    keys = site_keys(db)
    assert former in [key.name for key in keys]
    assert all(key.public_key.splitlines()[1] in said for key in keys)


# The code


@needs_tools
def test_the_code_is_read_by_zbar_and_verified_by_minisign_as_the_help_page_says(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "check"
    folder.mkdir()
    paper = certificate_paper(db, issue(db, ready_stream(db)[0]), attachments=tmp_path)
    (folder / "scan.pdf").write_bytes(paper_bytes("certificate", "pdf", paper))
    (folder / "site.pub").write_text(site_keys(db)[0].public_key)
    (folder / "split.py").write_text(blocks("python")[0])
    assert run("pdftoppm -r 150 -png -singlefile scan.pdf scan", folder).returncode == 0
    read, verify = blocks("sh")
    assert run(read, folder).returncode == 0
    done = run(verify.replace("python3", sys.executable), folder)
    assert done.returncode == 0, done.stderr
    assert "Signature and comment signature verified" in done.stdout
    assert "Сертификат № 1/2026 от 02.03.2026\nАбрикосовой Марии\n" in done.stdout
    signed = (folder / "certificate.txt").read_text(encoding="utf-8")
    for was, becomes in (("Абрикосовой", "Абрикосиной"), ("12 ч", "72 ч"), ("№ 1/", "№ 2/")):
        (folder / "certificate.txt").write_text(signed.replace(was, becomes), encoding="utf-8")
        assert run("minisign -V -p site.pub -m certificate.txt", folder).returncode != 0


def test_the_code_of_a_long_programme_is_read_from_the_page(db: Database, tmp_path: Path) -> None:
    places = ready_stream(db)
    with db.writing(action="Длинно", actor=HEAD) as session:
        long = (
            "Развитие инженерного мышления детей дошкольного возраста средствами конструирования и робототехники, " * 3
        )
        session.connection().exec_driver_sql("UPDATE program SET title = ? || id", (long,))
    pdf = paper_bytes("certificate", "pdf", certificate_paper(db, issue(db, places[0]), attachments=tmp_path))
    assert check_certificate(code_on(pdf), public_keys(db)).verdict is Verdict.GENUINE


# A batch


def test_a_batch_is_one_file_of_all_and_one_of_each(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    paper = sample.certificates(3)
    assert write_batch(lambda done, total: seen.append((done, total)), paper, tmp_path) == 3
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {ALL, *(file_name(f"2026-000{number}") for number in (1, 2, 3))}
    assert len(PdfReader(tmp_path / ALL).pages) == 3
    assert len(PdfReader(tmp_path / file_name("2026-0002")).pages) == 1
    assert seen[-1] == (6, 6)
    assert seen == sorted(seen)


def test_a_batch_is_stopped_between_two_pages(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_batch(stop, sample.certificates(3), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
