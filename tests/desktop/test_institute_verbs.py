"""The institute from the command line, as a person at ИРО drives it."""

import stat
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from desktop.arguments import RussianParser, WrongUsage
from desktop.institute_verbs import INSTITUTE_VERBS
from desktop.paths import Paths, default_paths
from desktop.verb import REFUSED, Answer
from exports.packages.seal import SealedPackage
from models.errors import UserError
from models.identity import local_date, system_clock
from models.invitations import read_invitation
from models.receipts import find_receipts
from models.rules.receipt import PackedReceipt, parse_receipt
from tests.exports.institute.office import Site, site_in

Run = Callable[..., CompletedProcess[str]]


def institute(*words: str | Path, data: Path) -> Answer:
    """What the verb answers, in this process."""
    (verb,) = INSTITUTE_VERBS
    parser = RussianParser("marshrut institute")
    verb.takes(parser)
    return verb.act(parser.parse_args([*map(str, words), "--data", str(data)]), Paths.under(data))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_in(tmp_path_factory.mktemp("site"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "институт"
    institute("init", "--name", "Институт (пример)", data=folder)
    return folder


def invited(office: Path, site: Site) -> SealedPackage:
    """An invitation made, and the package that a site seals by it."""
    out = office.parent / "site.invitation"
    words = ("--site", site.code, "--server", "tus=https://iro.example.ru/files/", "--out", out)
    institute("invite", *words, data=office)
    return site.seal(read_invitation(out.read_bytes(), today=local_date(system_clock())))


def test_from_an_invitation_to_the_consolidated_report(marshrut: Run, site: Site, tmp_path: Path):
    office, out, inbox, answers = (tmp_path / name for name in ("институт", "site.invitation", "inbox", "receipts"))
    assert marshrut("institute", "init", "--name", "Институт (пример)", "--data", office).returncode == 0
    done = marshrut("institute", "invite", "--site", site.code, "--out", out, "--data", office)
    assert done.returncode == 0, done.stderr
    sealed = site.seal(read_invitation(out.read_bytes(), today=local_date(system_clock())))
    inbox.mkdir()
    (inbox / f"{sealed.name}.age").write_bytes(sealed.content)
    done = marshrut("institute", "receive", inbox, "--answers", answers, "--data", office)
    assert (done.returncode, f"принят пакет {sealed.name}" in done.stdout) == (0, True), done.stderr
    receipt = parse_receipt((answers / f"{sealed.name}.receipt").read_bytes()).receipt
    assert (receipt.package_id, receipt.sealed_sha256) == (sealed.id, sealed.sha256)

    listed = institute("list", data=office)
    assert [line for line in listed.lines if sealed.name in line and line.endswith("принят")]

    report = tmp_path / "сводный.xlsx"
    done = institute("report", "--period", "2026-Q1", "--out", report, data=office)
    assert done.payload["sites"] == [site.code]
    assert load_workbook(report)["Сводка"].max_row == 4


def test_an_invitation_that_cannot_be_written_leaves_the_one_before_it_good(office: Path, site: Site, tmp_path: Path):
    sealed = invited(office, site)
    with pytest.raises(UserError, match="нет, файл"):
        institute("invite", "--site", site.code, "--out", tmp_path / "gone" / "site.invitation", data=office)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "package").write_bytes(sealed.content)
    assert len(institute("receive", tmp_path / "inbox", data=office).payload["taken"]) == 1


def test_a_receipt_in_letters_and_as_a_code(office: Path, site: Site, tmp_path: Path):
    sealed = invited(office, site)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "package").write_bytes(sealed.content)
    institute("receive", tmp_path / "inbox", data=office)
    picture = tmp_path / "receipt.png"
    asked = ("--reject", "--ask", "event:0190:outcome:Кто вёл занятие: педагог или гость?")
    done = institute("receipt", sealed.name, *asked, "--text", "--qr", picture, data=office)
    (typed,) = find_receipts("\n".join(done.lines))
    assert isinstance(typed, PackedReceipt)
    assert [each.text for each in typed.questions] == ["Кто вёл занятие: педагог или гость?"]
    with Image.open(picture) as opened:
        (code,) = zxingcpp.read_barcodes(opened.convert("L"))
    assert find_receipts(code.text) == [typed]


def test_a_question_alone_leaves_the_verdict_as_it_was(office: Path, site: Site, tmp_path: Path):
    sealed = invited(office, site)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "package").write_bytes(sealed.content)
    institute("receive", tmp_path / "inbox", data=office)
    institute("receipt", sealed.name, "--reject", "--ask", ":::Нет подписи", data=office)
    assert institute("receipt", sealed.name, "--ask", ":::А теперь?", data=office).payload["verdict"] == "rejected"


def test_what_is_refused_is_told_with_its_reason(office: Path, tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "bad.age").write_bytes(b"age-encryption.org/v1\n")
    done = institute("receive", tmp_path / "inbox", data=office)
    assert done.exit_code == REFUSED
    assert "bad.age: Пакет не принят: файл обрезан или повреждён." in done.lines


def test_secret_keys_are_for_nobody_elses_eyes(office: Path):
    secrets = [office / "keys", *(office / "keys").iterdir()]
    assert len(secrets) == 3
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in secrets)


def test_without_a_folder_said_the_institute_never_lands_in_that_of_a_site():
    (verb,) = INSTITUTE_VERBS
    parser = RussianParser("marshrut institute")
    parser.set_defaults(data=None)
    verb.takes(parser)
    with pytest.raises(UserError, match="marshrut-institute"):
        verb.act(parser.parse_args(["list"]), default_paths())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite", "--site", "!!!", "--out", "x"), "нет букв и цифр"),
        (("invite", "--site", "artem-041", "--days", "0", "--out", "x"), "от 1 до 366 дней"),
        (("receipt", "artem-041_2026-Q1_roster_001"), "институт не получал"),
        (("report", "--period", "2026-Q1", "--out", "x"), "нет ни от одной площадки"),
        (("init", "--name", "Ещё один"), "уже заведён"),
        (("init",), "одно из двух"),
    ],
)
def test_what_cannot_be_done_is_refused(office: Path, words: tuple[str, ...], said: str):
    with pytest.raises(UserError, match=said):
        institute(*words, data=office)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite", "--site", "a", "--server", "ftp=ftp://x", "--out", "x"), "не похоже на адрес"),
        (("receipt", "x", "--ask", "person:1:name:Кто это?"), "не похоже на вопрос"),
        (("dance",), "Команды «dance» нет"),
    ],
)
def test_what_makes_no_command_is_said_in_russian(tmp_path: Path, words: tuple[str, ...], said: str):
    with pytest.raises(WrongUsage, match=said):
        institute(*words, data=tmp_path)
