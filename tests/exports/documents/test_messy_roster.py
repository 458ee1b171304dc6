"""The messy list of trainees is messy in all the ways it promises, and always the same."""

import re
from dataclasses import asdict
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from desktop.demo.people import TRAINEES
from exports.documents.messy_roster import SHEET, RosterPerson, write_messy_roster
from models.errors import UserError
from models.imports.roster import read_roster
from models.rows.roster import RowStatus

PEOPLE = tuple(trainee.person for trainee in TRAINEES)
ROWS = slice(6, 66)


def written(folder):
    target = folder / "roster.xlsx"
    write_messy_roster(target, PEOPLE, site="МБДОУ «Детский сад № 38»", on=date(2025, 10, 1))
    return target


def column(path, number):
    sheet = load_workbook(path)[SHEET]
    return [row[number - 1] for row in sheet.iter_rows(values_only=True)][ROWS]


def test_the_same_people_give_the_same_bytes(tmp_path):
    (tmp_path / "other").mkdir()

    assert written(tmp_path).read_bytes() == written(tmp_path / "other").read_bytes()


def test_every_person_has_one_numbered_row(tmp_path):
    assert column(written(tmp_path), 1) == list(range(1, 61))


def test_the_title_is_merged_over_the_table(tmp_path):
    sheet = load_workbook(written(tmp_path))[SHEET]

    assert "A1:L1" in {str(span) for span in sheet.merged_cells.ranges}


def test_the_header_has_two_rows_with_line_breaks(tmp_path):
    sheet = load_workbook(written(tmp_path))[SHEET]

    assert sheet["C5"].value == "Личные данные"
    assert sheet["C6"].value == "Дата\nрождения"


def test_snils_kept_as_a_number_loses_its_leading_zero(tmp_path):
    numbers = [value for value in column(written(tmp_path), 4) if isinstance(value, int)]

    assert len(numbers) == 24
    assert any(len(str(number)) == 10 for number in numbers)


def test_dates_come_as_cells_and_in_three_spellings(tmp_path):
    dates = column(written(tmp_path), 3)
    spellings = {re.sub(r"\d+", "0", value) for value in dates if isinstance(value, str)}

    assert any(isinstance(value, datetime) for value in dates)
    assert spellings == {"0.0.0 г.", "0-0-0", "0.0.0"}


def test_phones_come_in_five_spellings(tmp_path):
    shapes = {re.sub(r"\d", "0", str(value)) for value in column(written(tmp_path), 8)}

    assert len(shapes) == 5


def test_names_come_in_upper_lower_and_mixed_case_with_stray_spaces(tmp_path):
    names = column(written(tmp_path), 2)

    assert any(name.isupper() for name in names)
    assert any(name.islower() for name in names)
    assert any("  " in name for name in names)
    assert any("\u00a0" in name for name in names)


def test_totals_and_a_signature_stand_below_the_people(tmp_path):
    sheet = load_workbook(written(tmp_path))[SHEET]

    assert sheet["B67"].value == "ИТОГО: 60 чел."
    assert sheet["B69"].value.startswith("Заведующий")


def test_a_second_sheet_holds_notes(tmp_path):
    assert load_workbook(written(tmp_path)).sheetnames == [SHEET, "Примечания"]


def test_a_missing_folder_is_said_plainly_and_nothing_is_left(tmp_path):
    with pytest.raises(UserError):
        write_messy_roster(tmp_path / "no" / "roster.xlsx", PEOPLE, site="сад", on=date(2025, 10, 1))

    assert list(tmp_path.iterdir()) == []


def test_the_importer_reads_every_person_back_exactly(tmp_path):
    roster = read_roster(written(tmp_path), today=date(2025, 10, 2))
    read = [{name: getattr(row.person, name) for name in RosterPerson.__dataclass_fields__} for row in roster.rows]

    assert roster.sheet == SHEET
    assert {row.status for row in roster.rows} == {RowStatus.NEW}
    assert [row.row for row in roster.rows] == list(range(7, 67))
    # all(), so that no name reaches the output of a failed test
    assert all(found == asdict(person) for found, person in zip(read, PEOPLE, strict=True))
