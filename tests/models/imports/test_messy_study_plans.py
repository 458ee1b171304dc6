"""Учебно-тематические планы of every make: which modules are read of them, and what is asked about."""

from pathlib import Path

import pytest

from models.errors import UserError
from models.imports.study_plan_rows import modules_of, understand
from models.imports.study_plan_table import read_study_plan
from models.rows.codes import Mode
from models.rows.study_plan_import import StudyPlanRow
from models.rows.table_import import ImportStatus
from tests.models.imports.messy_study_plans import MESSY_STUDY_PLANS, MessyPlan
from tests.models.imports.messy_tables import FORMATS, check_words


def understood(messy: MessyPlan, folder: Path) -> tuple[StudyPlanRow, ...]:
    messy.write(folder / messy.name)
    return understand(read_study_plan(folder / messy.name), FORMATS)


@pytest.mark.parametrize("messy", MESSY_STUDY_PLANS, ids=lambda messy: messy.name)
def test_the_modules_of_a_messy_plan_are_those_it_speaks_of(messy: MessyPlan, tmp_path: Path) -> None:
    taken = [row for row in understood(messy, tmp_path) if row.status is ImportStatus.NEW]
    assert [
        (
            module.title,
            module.hours,
            [(each.text, each.minutes, each.kind and each.kind.value) for each in module.activities],
        )
        for module in modules_of(taken)
    ] == messy.modules


@pytest.mark.parametrize("messy", MESSY_STUDY_PLANS, ids=lambda messy: messy.name)
def test_what_is_doubtful_in_a_messy_plan_is_asked_about(messy: MessyPlan, tmp_path: Path) -> None:
    rows = understood(messy, tmp_path)
    found = {row.row.row: tuple(each.field for each in row.problems) for row in rows if row.problems}
    assert found == messy.refused
    for row in rows:
        check_words(row.row.row, [each.message for each in row.problems])


def test_a_corrected_cell_lets_its_row_be_taken(tmp_path: Path) -> None:
    messy = MESSY_STUDY_PLANS[-1]
    messy.write(tmp_path / messy.name)
    rows = understand(read_study_plan(tmp_path / messy.name), FORMATS, {4: {"total": "0,5"}})
    corrected = next(row for row in rows if row.row.row == 4)
    assert [each.minutes for each in corrected.activities] == [22]


def test_formats_and_modes_are_understood(tmp_path: Path) -> None:
    first, second = modules_of(understood(MESSY_STUDY_PLANS[1], tmp_path))
    titles = {each.id: each.title for each in FORMATS}
    assert [titles.get(each.format_id or 0) for each in (*first.activities, *second.activities)] == [
        "семинар", "семинар", None, "мастер-класс",
    ]  # fmt: skip
    assert first.mode is Mode.REMOTE


def test_a_file_without_a_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("Фамилия;Имя\nВымышленная;Анна\n", encoding="utf-8")
    with pytest.raises(UserError, match="плана в файле не нашлось"):
        read_study_plan(tmp_path / "other.csv")
