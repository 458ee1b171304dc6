"""Killing the program (SIGKILL, as a cut of power or an impatient hand does) in the middle of a command.

A round: a copy of a prepared site, a command in a process of its own, the kill at a random but repeatable moment,
then everything that must still hold. `faults_after_kill` gives what does not; an empty list means the round passed.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.paths import Paths
from exports.packages.verify import verify_package
from models.database import open_database
from models.errors import UserError
from models.queries.integrity import check_database
from tests.models.make import Content, content

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 400
"""Trainees in the list that is taken in: long enough for a kill to fall into the writing."""

_OPENING = 0.6
"""The part of the rounds whose kill waits for the database to be open; the others come at any moment."""


@dataclass(frozen=True)
class Errand:
    """A command, what it is run on, and what may stand afterwards."""

    name: str
    base: str
    """The prepared folder to copy: `empty`, `site`, or `imported` (a list was taken in last)."""
    words: Callable[[Path], Sequence[str]]
    made: Callable[[Path], Path] | None = None
    """The file it makes; with a line of the database only if the file is there."""
    is_one_action: bool = True


def _list(folder: Path) -> Path:
    return folder / "list.csv"


ERRANDS = (
    Errand("import-roster", "site", lambda at: ["import-roster", str(_list(at)), "--consents-on", "2026-06-01"]),
    Errand("undo", "imported", lambda _at: ["undo"]),
    Errand("package", "imported", lambda at: ["package", "--period", "2026-Q1", "--out", str(at / "out")]),
    Errand(
        "report-pdf",
        "site",
        lambda at: ["report", "--period", "2026-Q2", "--format", "pdf", "--out", str(at / "r.pdf")],
    ),
    Errand(
        "report-xlsx",
        "site",
        lambda at: ["report", "--period", "2026-Q2", "--format", "xlsx", "--out", str(at / "r.xlsx")],
    ),
    Errand("demo", "empty", lambda _at: ["demo"], is_one_action=False),
)


@dataclass(frozen=True)
class Rehearsal:
    """A run that nobody killed: how long it took, when the database was open, and what it left."""

    seconds: float
    opened: float
    before: Content
    after: Content


@dataclass(frozen=True)
class Stage:
    """The prepared folders by name, and where rounds may work."""

    bases: Path
    work: Path

    def copy(self, errand: Errand, name: str) -> Path:
        folder = self.work / name
        shutil.copytree(self.bases / errand.base, folder)
        return folder


def prepare(stage: Stage) -> None:
    """Make the folders that rounds begin from: nothing, the demo site, and the same with a long list taken in."""
    (stage.bases / "empty").mkdir(parents=True)
    site = stage.bases / "site"
    _finish(["demo"], site)
    _list(site).write_text("\n".join(_people()), encoding="utf-8")
    imported = stage.bases / "imported"
    shutil.copytree(site, imported)
    _finish(ERRANDS[0].words(imported), imported)


def rehearse(stage: Stage, errand: Errand) -> Rehearsal:
    """Run a command to its end on a copy."""
    folder = stage.copy(errand, f"{errand.name}-rehearsal")
    before = _normal(folder)
    begun = time.monotonic()
    process = _start(errand.words(folder), folder)
    opened = _wait_for_opening(process, folder, begun)
    answer = process.wait(120)
    seconds = time.monotonic() - begun
    assert answer == 0, f"{errand.name} does not even end by itself: {answer}"
    found = Rehearsal(seconds, opened, before, _normal(folder))
    shutil.rmtree(folder)
    return found


def faults_after_kill(stage: Stage, errand: Errand, rehearsal: Rehearsal, *, number: int, of: int) -> list[str]:
    """One round, the `number`-th of `of`: kill the command, and tell what is not as it must be."""
    chance = random.Random(f"{errand.name} {number}")
    folder = stage.copy(errand, f"{errand.name}-{number}")
    share = (number % of + chance.random()) / of
    process = _start(errand.words(folder), folder)
    begun = time.monotonic()
    if chance.random() < _OPENING:
        _wait_for_opening(process, folder, begun)
        moment = 1.1 * share * (rehearsal.seconds - rehearsal.opened)
    else:
        moment = 1.1 * share * rehearsal.seconds
    _kill_after(process, moment)
    faults = [*_faults_of_files(folder), *_faults_of_site(errand, folder, rehearsal)]
    shutil.rmtree(folder)
    return [f"{errand.name}, round {number}, {moment:.3f} s: {fault}" for fault in faults]


def half_files(folder: Path) -> Iterator[str]:
    """Files under a final name that do not open to their end; `.part` is not a final name."""
    for path in sorted(folder.rglob("*")):
        opens = _OPENS.get(path.suffix)
        if opens is not None and path.is_file() and not opens(path):
            yield f"{path.relative_to(folder)} is half a file"


def _opens_pdf(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def _opens_xlsx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            return book.testzip() is None and "xl/workbook.xml" in book.namelist()
    except zipfile.BadZipFile:
        return False


def _opens_package(path: Path) -> bool:
    try:
        verify_package(path)
    except UserError:
        return False
    return True


_OPENS: dict[str, Callable[[Path], bool]] = {".pdf": _opens_pdf, ".xlsx": _opens_xlsx, ".zip": _opens_package}


def _faults_of_files(folder: Path) -> list[str]:
    return list(half_files(folder))


def _faults_of_site(errand: Errand, folder: Path, rehearsal: Rehearsal) -> list[str]:
    place = Paths.under(folder).database
    if not place.exists():
        return [] if errand.base == "empty" else ["the database is gone"]
    try:
        db = open_database(place)
    except UserError as refusal:
        return [f"the database does not open: {refusal}"]
    try:
        faults = check_database(db)
        now = normal(content(db))
    finally:
        db.close()
    if errand.is_one_action and now not in (rehearsal.before, rehearsal.after):
        changed = [table for table in now if now[table] != rehearsal.before[table]]
        faults.append(f"the content is neither the former nor the later one; other than before: {changed}")
    if errand.name == "package" and len(now["package"]) > len(list((folder / "out").glob("*.zip"))) + _packed(
        rehearsal
    ):
        faults.append("the register names a package that is not there")
    return faults


def _packed(rehearsal: Rehearsal) -> int:
    """How many packages the register held before the command."""
    return len(rehearsal.before["package"])


def _normal(folder: Path) -> Content:
    place = Paths.under(folder).database
    if not place.exists():
        return {}
    db = open_database(place)
    try:
        return normal(content(db))
    finally:
        db.close()


_OF_THE_MOMENT = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z|(?<=')[0-9a-f]{64}(?=')"
)


def normal(whole: Content) -> Content:
    """A content without what differs from run to run: identities, moments, hashes."""
    return {table: sorted(_OF_THE_MOMENT.sub("…", row) for row in rows) for table, rows in whole.items()}


def _people() -> Iterator[str]:
    yield "Фамилия;Имя;Отчество;Должность;Организация;Муниципалитет;Телефон"
    surnames = (
        "Абрамова",
        "Белова",
        "Вольнова",
        "Гусева",
        "Дроздова",
        "Ершова",
        "Жарова",
        "Зимина",
        "Ильина",
        "Котова",
    )
    names = ("Анна", "Мария", "Ольга", "Елена", "Ирина", "Дарья", "Нина", "Вера")
    patronymics = ("Ивановна", "Петровна", "Сергеевна", "Олеговна", "Юрьевна")
    for number in range(PEOPLE):
        surname, rest = surnames[number % 10], number // 10
        name, patronymic = names[rest % 8], patronymics[rest // 8 % 5]
        place = f"МБДОУ «Детский сад № {number % 40 + 200}»"
        yield f"{surname};{name};{patronymic};воспитатель;{place};Артёмовский городской округ;+7914{number:07d}"


def _start(words: Sequence[str], folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *words, "--data", str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _finish(words: Sequence[str], folder: Path) -> None:
    if _start(words, folder).wait(240):
        raise RuntimeError(f"the site for the rounds could not be made: {words[0]}")


def _wait_for_opening(process: "subprocess.Popen[bytes]", folder: Path, begun: float) -> float:
    """Seconds until SQLite has the database open (its WAL stands beside it) or the command has ended."""
    wal = Paths.under(folder).database.with_name(Paths.under(folder).database.name + "-wal")
    while not wal.exists() and process.poll() is None:
        time.sleep(0.001)
    return time.monotonic() - begun


def _kill_after(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
