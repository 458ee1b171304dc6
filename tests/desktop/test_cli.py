import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from models.commands.site import save_site
from models.database import Actor, open_database
from models.rows.site import SiteDraft
from tests.models.imports.messy import xlsx

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A data folder with a database that has nothing in it yet."""
    folder = tmp_path / "площадка"
    folder.mkdir()
    open_database(folder / "marshrut.db").close()
    return folder


@pytest.fixture
def named_site(site: Path) -> Path:
    """A data folder of a site whose passport is filled."""
    db = open_database(site / "marshrut.db")
    draft = SiteDraft(full_name="Детский сад № 7", short_name="Детский сад № 7", municipality_id=1, theme="Игра")
    save_site(db, draft, actor=Actor())
    db.close()
    return site


def test_a_whole_database_passes_the_check(marshrut: Run, site: Path):
    done = marshrut("check", "--data", site)
    assert done.returncode == 0, done.stderr
    assert "цел" in done.stdout


def test_an_answer_comes_as_json_where_it_is_asked_for(marshrut: Run, site: Path):
    done = marshrut("check", "--data", site, "--json")
    assert json.loads(done.stdout) == {"database": str(site / "marshrut.db"), "whole": True, "faults": []}


def test_the_data_folder_may_be_said_before_the_verb(marshrut: Run, site: Path):
    assert marshrut("--data", site, "check").returncode == 0


def test_a_folder_without_data_is_refused_and_stays_empty(marshrut: Run, tmp_path: Path):
    done = marshrut("check", "--data", tmp_path)
    assert done.returncode == 1
    assert "нет данных площадки" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_comes_as_json_where_it_is_asked_for(marshrut: Run, site: Path):
    done = marshrut("undo", "--data", site, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["refused"]) == (1, True)
    assert answer["message"]
    assert answer["advice"]


def test_a_damaged_database_is_refused_and_not_touched(marshrut: Run, tmp_path: Path):
    (tmp_path / "marshrut.db").write_bytes(b"not a database at all" * 500)
    done = marshrut("check", "--data", tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "marshrut.db").read_bytes() == b"not a database at all" * 500


def test_a_foreign_database_is_refused_and_not_touched(marshrut: Run, tmp_path: Path):
    with sqlite3.connect(tmp_path / "marshrut.db") as other:
        other.execute("CREATE TABLE recipe (id)")
    other.close()
    before = (tmp_path / "marshrut.db").read_bytes()
    assert marshrut("undo", "--data", tmp_path).returncode == 1
    assert (tmp_path / "marshrut.db").read_bytes() == before


@pytest.mark.parametrize("words", [["bogus"], ["check", "--loud"], ["--data"]], ids=" ".join)
def test_wrong_usage_ends_with_two(marshrut: Run, words: list[str]):
    done = marshrut(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_wrong_usage_comes_as_json_too(marshrut: Run):
    done = marshrut("bogus", "--json")
    assert (done.returncode, json.loads(done.stdout)["refused"]) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such setting")
def test_russian_comes_out_whole_on_a_console_of_another_encoding(marshrut: Run, site: Path):
    done = marshrut("check", "--data", site, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert "проверен" in done.stdout


def test_help_ends_with_nought(marshrut: Run):
    done = marshrut("--help")
    assert done.returncode == 0
    assert "Команды" in done.stdout


def test_the_self_test_finds_everything_in_place(marshrut: Run):
    done = marshrut("--self-test", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["works"] is True


@pytest.mark.parametrize(("kind", "beginning"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("docx", b"PK")])
def test_a_report_is_written_where_it_is_asked_for(
    marshrut: Run, named_site: Path, tmp_path: Path, kind: str, beginning: bytes
):
    target = tmp_path / f"отчёт.{kind}"
    done = marshrut("report", "--data", named_site, "--period", "2026-Q1", "--format", kind, "--out", target)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(beginning)


def test_a_report_of_a_site_without_a_passport_is_refused(marshrut: Run, site: Path, tmp_path: Path):
    target = tmp_path / "report.pdf"
    done = marshrut("report", "--data", site, "--period", "2026-Q1", "--format", "pdf", "--out", target)
    assert (done.returncode, target.exists()) == (1, False)
    assert "Traceback" not in done.stderr


def test_a_report_into_a_folder_that_is_not_there_is_refused(marshrut: Run, named_site: Path, tmp_path: Path):
    target = tmp_path / "nowhere" / "report.pdf"
    done = marshrut("report", "--data", named_site, "--period", "2026", "--format", "pdf", "--out", target, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["refused"]) == (1, True)


@pytest.mark.parametrize("period", ["2026-Q5", "2025/27", "вчера"])
def test_a_period_that_is_none_is_wrong_usage(marshrut: Run, site: Path, tmp_path: Path, period: str):
    done = marshrut("report", "--data", site, "--period", period, "--format", "pdf", "--out", tmp_path / "r.pdf")
    assert done.returncode == 2


def test_a_package_that_was_made_here_passes_its_check(marshrut: Run, named_site: Path, tmp_path: Path):
    made = marshrut("package", "--data", named_site, "--period", "2026-Q1", "--out", tmp_path / "out", "--json")
    assert made.returncode == 0, made.stdout
    file = json.loads(made.stdout)["file"]
    checked = marshrut("verify", file, "--json")
    assert json.loads(checked.stdout)["sha256"] == json.loads(made.stdout)["sha256"]


def test_a_file_that_is_no_package_is_refused(marshrut: Run, tmp_path: Path):
    (tmp_path / "package.zip").write_bytes(b"PK but nothing else")
    done = marshrut("verify", tmp_path / "package.zip", "--json")
    assert (done.returncode, json.loads(done.stdout)["refused"]) == (1, True)


def test_the_last_action_is_taken_back(marshrut: Run, named_site: Path):
    done = marshrut("undo", "--data", named_site)
    assert (done.returncode, done.stdout.strip()) == (0, "Отменено: Паспорт площадки сохранён.")


ROSTER = """ФИО;Должность;Организация;Муниципалитет;Дата рождения;СНИЛС
Лебедева Анна Ивановна;Воспитатель;МБДОУ «Детский сад № 3»;Артёмовский городской округ;12.03.1985;112-233-445 95
Орлова Вера Петровна;методист;МБДОУ «Детский сад № 4»;Хасанский муниципальный округ;;112-233-445 96
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "список.csv"
    file.write_text(ROSTER, "utf-8")
    return file


def test_a_dry_run_tells_each_row_and_makes_nothing(marshrut: Run, roster: Path, tmp_path: Path):
    done = marshrut("import-roster", roster, "--dry-run", "--json", "--data", tmp_path / "site")
    answer = json.loads(done.stdout)
    assert set(answer) == {"sheet", "header_row", "columns", "rows", "counts"}
    assert [(row["row"], row["status"]) for row in answer["rows"]] == [(2, "new"), (3, "problem")]
    assert answer["rows"][0]["person"]["birth_date"] == "1985-03-12"
    assert not (tmp_path / "site").exists()


def test_a_list_taken_in_can_be_taken_back(marshrut: Run, roster: Path, tmp_path: Path):
    site = tmp_path / "site"
    taken = marshrut("import-roster", roster, "--data", site, "--consents-on", "01.09.2025", "--json")
    assert json.loads(taken.stdout)["new"] == 1, taken.stdout
    assert marshrut("undo", "--data", site).returncode == 0
    again = marshrut("import-roster", roster, "--dry-run", "--json", "--data", site)
    assert json.loads(again.stdout)["counts"]["new"] == 1


def test_without_consents_the_person_is_told_what_was_not_written(marshrut: Run, roster: Path, tmp_path: Path):
    done = marshrut("import-roster", roster, "--data", tmp_path / "site")
    assert "--consents-on" in done.stdout


def test_what_is_printed_names_nobody(marshrut: Run, roster: Path, tmp_path: Path):
    done = marshrut("import-roster", roster, "--dry-run", "--data", tmp_path / "site")
    assert "Лебедева" not in done.stdout
    assert "Орлова" not in done.stdout


def test_all_the_sheets_of_a_workbook_are_one_list(marshrut: Run, tmp_path: Path):
    people = [["ФИО", "Должность", "ДОУ"], ["Ким Анна Львовна", "тьютор", "Д/с № 9"]]
    others = [["Место работы", "Слушатель", "Должность"], ["Д/с № 9", "Цой Вера Ильинична", "методист"]]
    xlsx(("Весна", people, []), ("Осень", [*others, ["Д/с № 9", "", "тьютор"]], []))(tmp_path / "a.xlsx")
    done = marshrut("import-roster", tmp_path / "a.xlsx", "--dry-run", "--data", tmp_path / "site")
    assert "Листы: Весна, Осень. Строк с людьми: 3" in done.stdout
    assert "В строке 3 листа «Осень» нет фамилии" in done.stdout
    taken = marshrut("import-roster", tmp_path / "a.xlsx", "--data", tmp_path / "site", "--json")
    assert json.loads(taken.stdout)["new"] == 2


def test_a_file_that_is_no_list_makes_no_site(marshrut: Run, tmp_path: Path):
    (tmp_path / "letter.txt").write_text("Уважаемые коллеги!", "utf-8")
    done = marshrut("import-roster", tmp_path / "letter.txt", "--data", tmp_path / "site")
    assert done.returncode == 1
    assert not (tmp_path / "site" / "marshrut.db").exists()


def test_the_demo_comes_with_a_report_and_a_package_that_passes_its_check(marshrut: Run, tmp_path: Path):
    made = json.loads(marshrut("demo", "--data", tmp_path / "demo", "--json").stdout)
    assert all(Path(made["report"][kind]).stat().st_size for kind in ("pdf", "xlsx"))
    assert marshrut("verify", made["package"]).returncode == 0
    assert marshrut("check", "--data", tmp_path / "demo").returncode == 0


def test_the_demo_does_not_replace_a_site(marshrut: Run, named_site: Path):
    before = (named_site / "marshrut.db").read_bytes()
    assert marshrut("demo", "--data", named_site).returncode == 1
    assert (named_site / "marshrut.db").read_bytes() == before
