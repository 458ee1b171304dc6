"""The main job from an empty folder to a package for ИРО, through the command line alone, each verb a process."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests/models/imports/files"
SAMPLES = sorted(path for path in FILES.iterdir() if path.suffix != ".json")
STATUSES = {"new", "changed", "same", "duplicate", "problem"}
PERSON = {
    "last_name", "first_name", "patronymic", "birth_date", "snils", "position", "organization", "municipality",
    "phone", "email", "category", "education", "experience_years",
}  # fmt: skip

Run = Callable[..., CompletedProcess[str]]

pytestmark = pytest.mark.begun_first


def program(*words: str | Path, **environment: str) -> CompletedProcess[str]:
    """One verb, as the fixture `marshrut` runs it; this one lives as long as the module."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, CompletedProcess[str]]]:
    folder = tmp_path_factory.mktemp("demo") / "площадка"
    done = program("demo", "--data", folder, "--json")
    yield folder, done
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def site(made: tuple[Path, CompletedProcess[str]], tmp_path: Path) -> Path:
    """A copy of the demo site that a test may change."""
    return shutil.copytree(made[0], tmp_path / "площадка")


def answer(done: CompletedProcess[str], *, code: int = 0) -> dict[str, object]:
    assert done.returncode == code, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


def content(folder: Path) -> dict[str, list[str]]:
    """Every row of every user table, read by Python's own sqlite3."""
    with closing(connect(folder / "marshrut.db")) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        log = ("action", "change", "current_action", "undo_step", "sqlite_sequence")
        kept = [name for name in names if name not in log and not name.startswith("search_fts")]
        return {name: sorted(map(repr, db.execute(f'SELECT * FROM "{name}"'))) for name in kept}


def test_the_demo_makes_a_whole_site_in_an_empty_folder(made: tuple[Path, CompletedProcess[str]]) -> None:
    folder, done = made
    said = answer(done)
    for file in (said["database"], said["roster"], said["package"], *said["report"].values()):  # pyright: ignore
        assert Path(str(file)).is_file()
        assert Path(str(file)).is_relative_to(folder)
    assert (said["imported"], said["period"]) == (60, "2026-Q2")
    counts = said["counts"]
    assert isinstance(counts, dict)
    assert (counts["trainees"], counts["streams"], counts["plan_items"], counts["events"]) == (60, 3, 40, 45)


def test_the_demo_does_not_write_over_a_site(marshrut: Run, site: Path) -> None:
    before = content(site)
    assert answer(marshrut("demo", "--data", site, "--json"), code=1)["refused"] is True
    assert content(site) == before


def test_the_whole_way_on_another_machine_s_list(marshrut: Run, site: Path, tmp_path: Path) -> None:
    """List in, report out in both formats, package out and verified, database whole, and undone but for registers."""
    before = content(site)
    source = FILES / "title_fio.xlsx"
    preview = answer(marshrut("import-roster", source, "--dry-run", "--data", site, "--json"))
    assert content(site) == before

    taken = answer(marshrut("import-roster", source, "--data", site, "--consents-on", "01.09.2025", "--json"))
    counts = preview["counts"]
    assert isinstance(counts, dict)
    assert taken["new"] == counts["new"] > 0
    assert taken["left"] == counts["duplicate"] + counts["problem"]

    for kind, beginning in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        target = tmp_path / f"отчёт.{kind}"
        made = answer(
            marshrut("report", "--data", site, "--period", "2026-Q2", "--format", kind, "--out", target, "--json")
        )
        assert (made["file"], made["size"]) == (str(target), target.stat().st_size)
        assert target.read_bytes().startswith(beginning)

    built = answer(marshrut("package", "--data", site, "--period", "2026-Q1", "--out", tmp_path / "out", "--json"))
    assert (built["new"], built["serial"]) == (True, 1)
    checked = answer(marshrut("verify", str(built["file"]), "--json"))
    assert (checked["sha256"], checked["rows"]) == (built["sha256"], built["rows"])

    assert answer(marshrut("check", "--data", site, "--json"))["whole"] is True
    assert answer(marshrut("undo", "--data", site, "--json"))["undone"] == "Загружен список стажёров"
    now = content(site)
    assert {name for name in now if now[name] != before[name]} == {"package", "package_content", "personal_data_event"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_preview_has_the_shape_that_was_agreed(marshrut: Run, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "новая"
    said = answer(marshrut("import-roster", path, "--dry-run", "--json", "--data", folder))
    assert list(said) == ["sheet", "header_row", "columns", "rows", "counts"]
    assert not folder.exists()
    rows, counts = said["rows"], said["counts"]
    assert isinstance(rows, list)
    assert isinstance(counts, dict)
    assert set(counts) == STATUSES
    assert sum(counts.values()) == len(rows)
    for row in rows:
        assert set(row) == {"row", "status", "person", "problems"}
        assert row["status"] in STATUSES
        assert set(row["person"]) <= PERSON
        assert None not in row["person"].values()
        assert all(set(problem) == {"field", "message"} for problem in row["problems"])
        assert row["status"] == "new" or row["problems"]
        check_forms(row["person"])
    assert [row["row"] for row in rows] == sorted({row["row"] for row in rows})


def check_forms(person: dict[str, object]) -> None:
    forms = {
        "birth_date": r"\d{4}-\d\d-\d\d",
        "snils": r"\d{3}-\d{3}-\d{3} \d\d",
        "phone": r"\+7\d{10}",
        "email": r"[^A-ZА-ЯЁ\s]+@[^A-ZА-ЯЁ\s]+",
        "position": r"(?!.*[A-ZА-ЯЁ][a-zа-яё]).+",
    }
    for name, form in forms.items():
        if name in person:
            assert re.fullmatch(form, str(person[name])), name
    assert isinstance(person.get("experience_years", 0), int)


def test_one_changed_byte_is_found(marshrut: Run, made: tuple[Path, CompletedProcess[str]], tmp_path: Path) -> None:
    package = Path(str(answer(made[1])["package"]))
    spoilt = bytearray(package.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    (tmp_path / package.name).write_bytes(spoilt)
    refused = marshrut("verify", tmp_path / package.name)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Пакет не принят" in refused.stderr


def test_nobody_is_named_in_the_package_or_on_the_screen(
    marshrut: Run, made: tuple[Path, CompletedProcess[str]], site: Path
) -> None:
    package = Path(str(answer(made[1])["package"]))
    with closing(connect(site / "marshrut.db")) as db:
        names = [name for (name,) in db.execute("SELECT last_name FROM person")]
    with zipfile.ZipFile(package) as archive:
        packed = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace").casefold()
    roster = next(site.glob("roster-*.xlsx"))
    spoken = "".join(
        (done := marshrut(*words, "--data", site)).stdout + done.stderr
        for words in (("import-roster", roster, "--dry-run"), ("import-roster", roster))
    )
    assert len(names) > 60
    assert sum(name.casefold() in packed or name in spoken for name in names) == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check",), 0),
        (("check", "--json"), 0),
        (("import-roster", "нет.xlsx"), 1),
        (("report", "--period", "2026-Q1", "--format", "pdf", "--out", "нет/отчёт.pdf", "--json"), 1),
        (("report", "--period", "2026-Q1", "--format", "odt", "--out", "r.odt"), 2),
        (("package", "--period", "2026-Q1", "--json"), 2),
        (("import-roster", "list.xlsx", "--consents-on", "вчера"), 2),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else str(part),
)
def test_every_end_has_its_code_and_speaks_russian(
    marshrut: Run, site: Path, words: tuple[str, ...], code: int
) -> None:
    done = marshrut(*words, "--data", site)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if "--json" in words:
        said = json.loads(done.stdout)
        assert said.get("refused", False) is (code > 0)
        spoken = f"{said.get('message', '')} {said.get('advice', '')}"
    else:
        spoken = done.stderr if code else done.stdout
        assert bool(done.stderr) is (code > 0)
        assert re.search("[А-Яа-я]{4}", spoken)
    assert not re.search(r"[Ee]rror|usage:|invalid|required|ошибк", spoken), spoken


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such setting")
def test_a_console_of_another_encoding_spoils_nothing(marshrut: Run, site: Path, tmp_path: Path) -> None:
    poor = {"PYTHONIOENCODING": "ascii", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    roster = shutil.copy(FILES / "cp1251.csv", tmp_path / "список.csv")
    said = answer(marshrut("import-roster", roster, "--data", site, "--dry-run", "--json", **poor))
    assert any(re.search("[а-яё]", str(row["person"])) for row in said["rows"])  # pyright: ignore
    done = marshrut(
        "report", "--data", site, "--period", "2026-Q2", "--format", "pdf", "--out", tmp_path / "отчёт.pdf", **poor
    )
    assert done.returncode == 0, done.stderr
    assert "Квартальный отчёт" in done.stdout
    assert (tmp_path / "отчёт.pdf").is_file()
    done = marshrut("verify", "нет.zip", **poor)
    assert "Такого файла нет" in done.stderr
