"""The help pages of the exchange: ИРО's commands are run as they stand, and the window has the buttons they name."""

import os
import re
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from desktop import cli
from desktop.paths import Paths
from desktop.verb import DONE, Answer
from models.commands.institute_link import forget_institute, replace_site_key
from models.database import Database, open_database
from models.key_store import KeyStore
from models.queries.outbox import outbox_lines
from models.rows.key_loss import KeyLoss
from resources.loader import read_text
from tests.conftest import ROOT
from tests.exports.packages.sealing import fill
from tests.models.make import HEAD, copied_database

REPORT, ROSTER, COPY = (f"artem-041_2026-Q1_{kind}_001" for kind in ("quarterly-report", "roster", "full-copy"))
SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Sides:
    """The folder that the page is read in, with the institute in it, and a site beside."""

    between: Path
    site: Path

    def said(self, *words: str | Path, data: Path | None = None) -> Answer:
        """What the program answers at the site, or about other data."""
        at = data or self.site
        return cli._answered(cli._parser().parse_args([*map(str, words), "--data", str(at)]), Paths.under(at))

    def open_invitation(self, name: str) -> None:
        assert self.said("invitation", self.between / name).exit_code == DONE

    def seal(self, kind: str) -> Path:
        """A package sealed at the site."""
        done = self.said("seal", "--kind", kind, "--period", "2026-Q1")
        return Path(str(done.payload["file"]))

    def carry(self, name: str, folder: str) -> Path:
        """What the site writes to a flash drive."""
        assert self.said("send", name, "--out", self.between / folder).exit_code == DONE
        return self.between / folder / f"{name}.age"

    def go_round(self, kind: str) -> str:
        """A package sealed, carried to the institute, answered; gives where it stands at the site then."""
        name = self.seal(kind).stem
        flash = self.carry(name, name).parent
        done = self.said("institute", "receive", flash, "--answers", flash, data=self.between / "iro")
        assert done.exit_code == DONE, done.lines
        self.said("receipt", flash / f"{name}.receipt")
        return self.state(name)

    def database(self) -> "closing[Database]":
        return closing(open_database(self.site / "marshrut.db"))

    def state(self, name: str) -> str:
        with self.database() as db:
            (state,) = [line.state.value for line in outbox_lines(db) if line.name == name]
        return state

    def run(self, script: str) -> str:
        """What a script of the page says; `marshrut` in it is this program."""
        program = self.between.parent / "bin" / "marshrut"
        if not program.exists():
            program.parent.mkdir()
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m desktop "$@"\n', "utf-8")
            program.chmod(0o755)
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            cwd=self.between,
            env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    made = Sides(tmp_path / "between", tmp_path / "site")
    made.between.mkdir()
    made.site.mkdir()
    db = copied_database(made.site)
    fill(db)
    db.close()
    return made


def scripts() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", read_text("help/institute.md"), re.DOTALL)


def test_the_commands_of_the_page_for_the_institute_do_what_it_says(sides: Sides):
    at = sides.between
    steps = iter(scripts())

    def run(word: str) -> str:
        """Run the next script of the page, the one with this word in it."""
        script = next(steps)
        assert word in script
        return sides.run(script)

    assert "Отпечаток ключей" in run("init --data iro --name")
    run("invite")
    sides.open_invitation("artem-041.invitation")

    sides.seal("quarterly-report")
    sealed = sides.carry(REPORT, "handed over")
    uploads, cloud = at / "uploads", at / "cloud"
    uploads.mkdir()
    (uploads / "24e533e0").write_bytes(sealed.read_bytes())
    (uploads / "24e533e0.json").write_text(f'{{"id": "24e533e0", "size": {sealed.stat().st_size}}}', "utf-8")
    assert f"принят пакет {REPORT}" in run("receive uploads")
    assert (at / "receipts" / f"{REPORT}.receipt").is_file()
    assert (uploads / "24e533e0").is_file(), "nothing is removed from where packages come"
    cloud.mkdir()
    (cloud / sealed.name).write_bytes(sealed.read_bytes())
    assert "Приняты раньше: 1" in run("receive cloud")
    assert (cloud / "receipts" / f"{REPORT}.receipt").is_file()

    sides.seal("roster")
    sides.carry(ROSTER, "flash")
    assert f"принят пакет {ROSTER}" in run("receive flash")
    assert (at / "flash" / f"{ROSTER}.receipt").is_file()

    sides.seal("full-copy")
    sides.said("send", COPY, "--mail", at / "mail", "--piece-kb", "16")
    assert len(list((at / "mail").glob("*.eml"))) >= SEVERAL
    assert f"принят пакет {COPY}" in run("receive mail")

    listed = run("list")
    assert all(name in listed for name in (REPORT, ROSTER, COPY))
    letters = run("--text --qr receipt.png")
    assert zxingcpp.read_barcode(Image.open(at / "receipt.png")) is not None
    (at / "letter.txt").write_text(letters, "utf-8")
    sides.said("receipt", at / "letter.txt")
    assert sides.state(REPORT) == "accepted"
    assert "вопросов 1" in run("--ask")
    assert "отклонён" in run("--reject")
    sides.said("receipt", at / "iro" / "receipts" / f"{ROSTER}.receipt")
    assert sides.state(ROSTER) == "rejected"

    run("report --data iro")
    assert load_workbook(at / "svod.xlsx")["Сводка"].max_row > SEVERAL
    assert (at / "artem-041.pdf").read_bytes().startswith(b"%PDF-")
    assert "цел" in run("verify")

    run("--new-keys")
    sides.open_invitation("artem-041.new.invitation")
    run("--present-key")
    told = sides.said("receipt", at / "iro" / "receipts" / f"{REPORT}.receipt")
    assert told.exit_code == DONE, "the site believes the present key"
    assert sides.go_round("roster") == "accepted"
    assert "отозван" in run("--revoke")
    sides.open_invitation("artem-041.again.invitation")
    with sides.database() as db:
        replace_site_key(db, KeyStore.under(sides.site), reason=KeyLoss.STOLEN, actor=HEAD)
    assert sides.go_round("full-copy") == "accepted"
    copied = run("tar -czf")
    assert all(name in copied for name in (REPORT, ROSTER, COPY))

    for each in (at / "iro" / "keys").iterdir():
        each.unlink()
    run("--present-key --server")
    with sides.database() as db:
        forget_institute(db, actor=HEAD)
    sides.open_invitation("artem-041.first.invitation")
    lost = sides.said("institute", "report", "--period", "2026-Q1", "--out", at / "lost.xlsx", data=at / "iro")
    assert "которого на этом компьютере нет" in lost.lines[0]
    run("--reject --present-key")
    sides.said("receipt", at / "iro" / "receipts" / f"{REPORT}.receipt")
    assert sides.state(REPORT) == "rejected"
    assert sides.go_round("quarterly-report") == "accepted"
    assert next(steps, None) is None, "a script of the page was not run"


def test_the_window_has_every_button_that_the_page_for_the_site_names():
    seen = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "views" / "exchange").glob("*.py")))
    named = set(re.findall(r"\*\*(.+?)\*\*", " ".join(read_text("help/exchange.md").split())))
    assert {name for name in named if f'"{name}"' not in seen} == set()
    assert len(named) > SEVERAL


@pytest.mark.parametrize("page", ["exchange", "institute", "receipt_check", "sealed_package"])
def test_every_command_that_a_page_names_is_one_of_the_program(page: str):
    known = set(re.findall(r"^    ([a-z-]+)", cli._parser().format_help(), re.MULTILINE))
    used = set(re.findall(r"^ *marshrut ([a-z-]+)", read_text(f"help/{page}.md"), re.MULTILINE))
    assert used - known == set()
