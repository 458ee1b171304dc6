"""The whole circle, by every road: a site seals, the institute receives, its receipt makes the package «принят».

Everything is driven by the words of the command line, against real servers; nothing is shared by the two sides but
what a road carries and what a person hands over.
"""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.arguments import RussianParser
from desktop.exchange_verbs import EXCHANGE_VERBS
from desktop.institute_verbs import INSTITUTE_VERBS
from desktop.paths import Paths
from desktop.verb import DONE, Answer
from exports.packages.sealing import PackageWish, Sealed, seal_package
from models.commands.institute_link import replace_site_key
from models.commands.reports import save_report_text
from models.database import open_database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.outbox import outbox_lines
from models.queries.report import report_data
from models.rows.codes import PackageKind, PackageState
from models.rows.exchange import OutboxLine
from models.rows.key_loss import KeyLoss
from models.rules.report_figures import TOTAL_TITLES
from tests.exports.packages.sealing import Q1, fill
from tests.exports.transport.servers import CuttingProxy, DavServer, TusServer
from tests.models.make import HEAD, copied_database

SITE = "artem-041"
LONG = "\n".join(chance.randbytes(150).hex() for chance in map(random.Random, range(200)))
"""A text that cannot be pressed: a package of some 30 kB, for several letters and several cuts."""


def said(*words: str | Path, data: Path) -> Answer:
    """What the program answers to a command."""
    verb = next(each for each in (*EXCHANGE_VERBS, *INSTITUTE_VERBS) if each.name == words[0])
    parser = RussianParser("marshrut")
    if verb in EXCHANGE_VERBS:
        parser.set_defaults(data=data)
        verb.takes(parser)
        wish = parser.parse_args([*map(str, words[1:])])
    else:
        verb.takes(parser)
        wish = parser.parse_args([*map(str, words[1:]), "--data", str(data)])
    return verb.act(wish, Paths.under(data))


@dataclass(frozen=True, slots=True)
class Sides:
    """The data folders of a site and of the institute, and a place between them."""

    site: Path
    institute: Path
    between: Path

    def invite(self, *servers: str) -> None:
        """The institute invites, the site opens the invitation, both read out the fingerprint."""
        said("institute", "init", "--name", "Институт (пример)", data=self.institute)
        out = self.between / "site.invitation"
        addresses = [word for server in servers for word in ("--server", server)]
        made = said("institute", "invite", "--site", SITE, *addresses, "--out", out, data=self.institute)
        opened = said("invitation", out, data=self.site)
        assert opened.payload["fingerprint"] == made.payload["fingerprint"]

    def seal(self, kind: PackageKind = PackageKind.QUARTERLY_REPORT, *, text: str = "") -> Sealed:
        """Seal a package of the quarter; into its report goes another text if one is given."""
        db = open_database(self.site / "marshrut.db")
        paths = Paths.under(self.site)
        if text:
            save_report_text(db, Q1, "goal", text, actor=HEAD)
        sealed = seal_package(
            db,
            PackageWish(kind, Q1),
            outbox=paths.outbox,
            attachments=paths.attachments,
            keys=KeyStore.under(self.site),
            actor=HEAD,
            program_version="0.1.0",
        )
        db.close()
        return sealed

    def line(self, name: str) -> OutboxLine:
        """Where the package stands at the site."""
        db = open_database(self.site / "marshrut.db")
        (line,) = [each for each in outbox_lines(db) if each.name == name]
        db.close()
        return line

    def receive(self, *folders: Path, answers: Path | None = None) -> list[str]:
        """The institute takes in what came; gives the names."""
        given = ("--answers", answers) if answers else ()
        done = said("institute", "receive", *folders, *given, data=self.institute)
        assert done.exit_code == DONE, done.lines
        taken = done.payload["taken"]
        assert isinstance(taken, list)
        return [each["name"] for each in taken]

    def receipt(self, name: str) -> Path:
        """The receipt that the institute has laid out."""
        return self.institute / "receipts" / f"{name}.receipt"

    def kept(self, sealed: Sealed) -> bool:
        """Whether the institute has the very bytes that the site sealed."""
        content = sealed.path.read_bytes()
        return content in [each.read_bytes() for each in (self.institute / "packages").iterdir()]


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    made = Sides(tmp_path / "site", tmp_path / "institute", tmp_path / "between")
    made.site.mkdir()
    made.between.mkdir()
    db = copied_database(made.site)
    fill(db)
    db.close()
    return made


def test_by_tus_over_a_network_that_cuts_and_the_receipt_as_a_file(sides: Sides, tmp_path: Path):
    with TusServer(tmp_path / "server") as server, CuttingProxy(server.port, every=4000) as network:
        sides.invite(f"tus={server.url_through(network.port)}")
        sealed = sides.seal(text=LONG)
        while said("send", sealed.name, data=sides.site).exit_code != DONE:
            # What came so far is left alone, and the site says nothing that is not so.
            assert sides.receive(server.uploads) == []
            assert sides.line(sealed.name).state is PackageState.QUEUED
            said("outbox", "resume", sealed.name, data=sides.site)
        assert network.cuts > 1
        assert sides.receive(server.uploads) == [sealed.name]
    assert sides.kept(sealed)
    assert sides.line(sealed.name).state is PackageState.SENT
    said("receipt", sides.receipt(sealed.name), data=sides.site)
    assert sides.line(sealed.name).state is PackageState.ACCEPTED


@pytest.mark.parametrize("road", ["tus", "webdav"])
def test_the_receipt_comes_by_the_server_and_then_a_correction_goes_the_same_way(
    sides: Sides, tmp_path: Path, road: str
):
    made: TusServer | DavServer = (TusServer if road == "tus" else DavServer)(tmp_path / "server")
    with made as server:
        sides.invite(f"{road}={server.url}")
        uploads, answers = server.uploads, server.answers
        if isinstance(server, DavServer):
            uploads, answers = server.packages, server.packages / "receipts"
        sent: list[Sealed] = []
        for text in ("", "Первый абзац.\nВторой, исправленный."):
            sealed = sides.seal(text=text)
            said("send", sealed.name, data=sides.site)
            assert sides.line(sealed.name).state is PackageState.SENT
            assert sides.receive(uploads, answers=answers) == [sealed.name]
            asked = said("send", data=sides.site)
            assert (asked.payload["answered"], sides.line(sealed.name).state) == ([sealed.name], PackageState.ACCEPTED)
            sent.append(sealed)
    first, correction = sent
    assert (correction.corrects, correction.size < first.size) == (first.name, True)
    report = tmp_path / "report.pdf"
    said("institute", "report", "--site", SITE, "--period", Q1.code, "--out", report, data=sides.institute)
    assert "Второй, исправленный." in text_of(report)


def test_by_flash_drive_and_back(sides: Sides, tmp_path: Path):
    sides.invite()
    sealed = sides.seal()
    stick = tmp_path / "stick"
    said("send", sealed.name, "--out", stick, data=sides.site)
    assert sides.line(sealed.name).state is PackageState.SENT
    assert sides.receive(stick, answers=stick) == [sealed.name]
    said("receipt", stick / f"{sealed.name}.receipt", data=sides.site)
    assert (sides.line(sealed.name).state, sides.kept(sealed)) == (PackageState.ACCEPTED, True)


def test_by_pieces_of_letters_in_any_order_and_the_receipt_in_the_text_of_an_answer(sides: Sides, tmp_path: Path):
    sides.invite()
    sealed = sides.seal(text=LONG)
    drafts, inbox = tmp_path / "drafts", tmp_path / "inbox"
    said("send", sealed.name, "--mail", drafts, "--piece-kb", "16", "--to", "iro@example.ru", data=sides.site)
    letters = sorted(drafts.glob("*.eml"))
    assert len(letters) > 1
    inbox.mkdir()
    for number, letter in enumerate(reversed([*letters, letters[0]])):
        shutil.copy(letter, inbox / f"Пакет {number}.eml")
    assert sides.receive(inbox) == [sealed.name]
    letters_of_receipt = said("institute", "receipt", sealed.name, "--text", data=sides.institute)
    answer = tmp_path / "answer.txt"
    answer.write_text("\n".join(["Добрый день!", "", *letters_of_receipt.lines, "", "Отдел стажировок"]), "utf-8")
    said("receipt", answer, data=sides.site)
    assert (sides.line(sealed.name).state, sides.kept(sealed)) == (PackageState.ACCEPTED, True)


@pytest.mark.parametrize("kind", [PackageKind.ROSTER, PackageKind.FULL_COPY])
def test_other_kinds_go_round_as_well(sides: Sides, kind: PackageKind):
    sides.invite()
    sealed = sides.seal(kind)
    said("send", sealed.name, "--out", sides.between, data=sides.site)
    assert sides.receive(sides.between) == [sealed.name]
    said("receipt", sides.receipt(sealed.name), data=sides.site)
    assert (sides.line(sealed.name).state, sides.kept(sealed)) == (PackageState.ACCEPTED, True)


def test_by_two_roads_at_once_it_is_taken_once(sides: Sides, tmp_path: Path):
    sides.invite()
    sealed = sides.seal()
    stick, drafts = tmp_path / "stick", tmp_path / "drafts"
    said("send", sealed.name, "--out", stick, data=sides.site)
    said("send", sealed.name, "--mail", drafts, data=sides.site)
    done = said("institute", "receive", stick, drafts, data=sides.institute)
    assert [len(done.payload[outcome]) for outcome in ("taken", "known", "refused")] == [1, 1, 0]  # pyright: ignore[reportArgumentType] - lists


def test_rejected_with_a_question_that_names_its_record(sides: Sides, tmp_path: Path):
    sides.invite()
    sealed = sides.seal()
    said("send", sealed.name, "--out", sides.between, data=sides.site)
    sides.receive(sides.between)
    question = "report_text:goal::Какая это цель?"
    said("institute", "receipt", sealed.name, "--reject", "--ask", question, data=sides.institute)
    told = said("receipt", sides.receipt(sealed.name), data=sides.site)
    assert "Какая это цель?" in "\n".join(told.lines)
    line = sides.line(sealed.name)
    assert (line.state, line.questions) == (PackageState.REJECTED, 1)


def test_keys_of_both_sides_change_and_the_circle_goes_on(sides: Sides):
    sides.invite()
    first = sides.seal()
    said("send", first.name, "--out", sides.between, data=sides.site)
    sides.receive(sides.between)
    said("receipt", sides.receipt(first.name), data=sides.site)
    said("institute", "init", "--new-keys", data=sides.institute)
    out = sides.between / "again.invitation"
    said("institute", "invite", "--site", SITE, "--revoke", "--out", out, data=sides.institute)
    said("invitation", out, data=sides.site)
    db = open_database(sides.site / "marshrut.db")
    replace_site_key(db, KeyStore.under(sides.site), reason=KeyLoss.STOLEN, actor=HEAD)
    db.close()
    second = sides.seal(text="После смены ключей.")
    said("send", second.name, "--out", sides.between, data=sides.site)
    assert sides.receive(sides.between) == [second.name]
    said("receipt", sides.receipt(second.name), data=sides.site)
    assert sides.line(second.name).state is PackageState.ACCEPTED


def test_a_receipt_signed_by_the_former_key_is_signed_again_by_the_present_one(sides: Sides):
    sides.invite()
    sealed = sides.seal()
    said("send", sealed.name, "--out", sides.between, data=sides.site)
    said("institute", "init", "--new-keys", data=sides.institute)
    assert sides.receive(sides.between) == [sealed.name]
    # The site opens the new invitation before the receipt comes, and the institute cannot know of it.
    out = sides.between / "again.invitation"
    said("institute", "invite", "--site", SITE, "--out", out, data=sides.institute)
    said("invitation", out, data=sides.site)
    said("institute", "receipt", sealed.name, "--present-key", data=sides.institute)
    said("receipt", sides.receipt(sealed.name), data=sides.site)
    assert sides.line(sealed.name).state is PackageState.ACCEPTED


def test_a_receipt_for_the_package_of_another_site_is_refused(sides: Sides, tmp_path: Path):
    other = Sides(tmp_path / "other", tmp_path / "institute of other", sides.between)
    shutil.copytree(sides.site, other.site)
    sides.invite()
    other.invite()
    sealed, theirs = sides.seal(), other.seal()
    for each, package in ((sides, sealed), (other, theirs)):
        stick = tmp_path / f"stick {each.site.name}"
        said("send", package.name, "--out", stick, data=each.site)
        each.receive(stick)
    with pytest.raises(UserError):
        said("receipt", other.receipt(theirs.name), data=sides.site)
    assert sides.line(sealed.name).state is PackageState.SENT


def test_the_consolidated_report_has_the_sites_own_figures(sides: Sides, tmp_path: Path):
    sides.invite()
    sealed = sides.seal()
    said("send", sealed.name, "--out", sides.between, data=sides.site)
    sides.receive(sides.between)
    out = tmp_path / "consolidated.xlsx"
    said("institute", "report", "--period", Q1.code, "--out", out, data=sides.institute)
    db = open_database(sides.site / "marshrut.db")
    totals = report_data(db, Q1).totals
    db.close()
    _heading, titles, row, _whole = load_workbook(out)["Сводка"].iter_rows(values_only=True)
    printed = dict(zip(titles, row, strict=True))
    own = {title: getattr(totals, name) for name, title in TOTAL_TITLES.items() if name != "plan_percent"}
    assert {title: printed[title] for title in own} == own


def text_of(pdf: Path) -> str:
    with pdf.open("rb") as file:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
