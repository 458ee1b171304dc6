"""The file for ФИС ФРДО as the institute opens it."""

import csv
import subprocess
import unicodedata
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text

from exports.registry import frdo_file
from models.commands.frdo import hand_over_to_frdo
from models.database import Database
from models.rows.frdo import FrdoTable
from models.rules.frdo import frdo_columns
from tests.models.commands import graduates
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]

TITLES = """\
Вид документа
Статус документа
Подтверждение утраты
Подтверждение обмена
Подтверждение уничтожения
Серия документа
Номер документа
Дата выдачи документа
Регистрационный номер
Дополнительная профессиональная программа (повышение квалификации/ профессиональная переподготовка)
Наименование дополнительной профессиональной программы
Наименование области профессиональной деятельности
Укрупненные группы специальностей
Наименование квалификации, профессии, специальности
Уровень образования ВО/СПО
Фамилия указанная в дипломе о ВО или СПО
Серия документа о ВО/СПО
Номер документа о ВО/СПО
Год начала обучения (для документа о квалификации)
Год окончания обучения (для документа о квалификации)
Срок обучения, часов (для документа о квалификации)
Фамилия получателя
Имя получателя
Отчество получателя
Дата рождения получателя
Пол получателя
СНИЛС
Форма обучения
Источник финансирования обучения
Форма получения образования на момент прекращения образовательных отношений
Гражданство получателя (код страны по ОКСМ)
Наименование документа об образовании (оригинала)
Серия (оригинала)
Номер (оригинала)
Регистрационный N (оригинала)
Дата выдачи (оригинала)
Фамилия получателя (оригинала)
Имя получателя (оригинала)
Отчество получателя (оригинала)
Номер документа для изменения
""".splitlines()
"""Of the institute's template, A–AN (domain.md §5), written here once more."""
UNSEEN = "\u00a0\u00ad\u200b\u2060\ufeff\t"
"""A blank that is none, a soft hyphen, marks of no width, a tab."""


def soiled(db: Database, table: str, column: str, where: str) -> None:
    """Put marks that nobody sees into a stored text, as an older import might have left them."""
    with db.writing(action="Как в старых данных", actor=HEAD) as session:
        sql = f"UPDATE {table} SET {column} = :marks || {column} || :marks WHERE {where}"
        session.connection().execute(text(sql), {"marks": UNSEEN})


@pytest.fixture
def table(db: Database) -> FrdoTable:
    people = [
        graduates.graduate(db, name, snils) for name, snils in zip(("Вишнёва", "Грушева"), graduates.SNILS, strict=True)
    ]
    program_id = graduates.dpp_program(db)
    graduates.dpp_stream(db, program_id, *people)
    soiled(db, "program", "dpp_title", f"id = {program_id}")
    soiled(db, "person", "last_name", f"id = {people[0]}")
    return hand_over_to_frdo(db, graduates.SPRING, actor=HEAD)


def test_libreoffice_reads_forty_headings_and_every_cell_as_it_was_written(table: FrdoTable, tmp_path: Path) -> None:
    (tmp_path / "frdo.xlsx").write_bytes(frdo_file(table))
    asked = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    kind = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
    told = [*asked, kind, "--outdir", str(tmp_path), str(tmp_path / "frdo.xlsx")]
    subprocess.run(told, capture_output=True, check=True)
    heading, *rows = csv.reader(StringIO((tmp_path / "frdo.csv").read_text("utf-8-sig")), delimiter=";")
    assert heading == TITLES
    assert len(heading) == 40
    assert tuple(map(tuple, rows)) == table.rows
    unseen = {"Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"}
    said = "".join(cell for row in (heading, *rows) for cell in row).replace(" ", "")
    assert not {sign for sign in said if unicodedata.category(sign) in unseen}
    assert all(cell == cell.strip() and "  " not in cell for row in (heading, *rows) for cell in row)
    assert {row[TITLES.index("Фамилия получателя")] for row in rows} == {"Вишнёва", "Грушева"}


def test_every_cell_is_text_and_none_is_a_formula(table: FrdoTable) -> None:
    formula = FrdoTable(table.headings, (*table.rows, ("=1+1", *table.rows[0][1:])))
    sheet = openpyxl.load_workbook(BytesIO(frdo_file(formula))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}


def test_the_same_rows_give_the_same_bytes(table: FrdoTable) -> None:
    assert frdo_file(table) == frdo_file(table)


def test_what_the_institute_fills_stays_empty(table: FrdoTable) -> None:
    letters = [column.letter for column in frdo_columns()]
    empty = {letter for letter, text in zip(letters, table.rows[0], strict=True) if not text}
    assert empty == {*"FGHIN", "AF", "AG", "AH", "AI", "AJ", "AK", "AL", "AM", "AN"}
