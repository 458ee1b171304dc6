"""Reading any spreadsheet: encodings, merged cells, formulas, and refusals that say what to do."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import UserError
from models.imports.spreadsheet import Workbook, read_workbook
from models.rules.clean import CellFault
from tests.models.imports.messy import ods, text, xls, xlsx

GRID = [["ФИО", "Город"], ["Ёлкина Анна", "г. Артём; центр"], ["Ким", ""]]


def _read(write: Callable[[Path], None], path: Path) -> Workbook:
    write(path)
    return read_workbook(path)


def _rows(book: Workbook) -> list[list[object]]:
    return [list(row) for row in book.sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_file_of_any_encoding_is_read(encoding: str, separator: str, tmp_path: Path) -> None:
    book = _read(text(GRID, encoding=encoding, separator=separator), tmp_path / "a.csv")
    assert _rows(book) == GRID


def test_a_quoted_line_break_is_one_row(tmp_path: Path) -> None:
    book = _read(text([["а", "б"], ["в\r\nг", "д"]], encoding="utf-8", separator=";"), tmp_path / "a.csv")
    assert _rows(book)[1] == ["в\r\nг", "д"]


def test_a_forgotten_quotation_mark_does_not_swallow_the_file(tmp_path: Path) -> None:
    lines = ["ФИО;ДОУ", *(f'Ким {number};"Сад № {number}' for number in range(50))]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    assert len(read_workbook(tmp_path / "a.csv").sheets[0].rows) == 51


def test_leading_zeros_kept_by_a_formula_of_text_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ФИО;СНИЛС\nКим;="08765430300"\n', "utf-8")
    assert _rows(read_workbook(tmp_path / "a.csv"))[1] == ["Ким", "08765430300"]


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.ods", "a"])
def test_a_csv_under_any_name_is_read(name: str, tmp_path: Path) -> None:
    book = _read(text(GRID, encoding="cp1251", separator=";"), tmp_path / name)
    assert _rows(book) == GRID


def test_an_xlsx_named_xls_is_read(tmp_path: Path) -> None:
    book = _read(xlsx(("Л", GRID, [])), tmp_path / "a.xls")
    assert _rows(book)[0] == GRID[0]


def test_rows_are_numbered_as_the_spreadsheet_does(tmp_path: Path) -> None:
    sheet = _read(xlsx(("Л", GRID, []), at="C7"), tmp_path / "a.xlsx").sheets[0]
    assert (sheet.first_row, sheet.first_column) == (7, 2)


MERGED = [["сад", "а"], ["", "б"], ["", "в"]]


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.xlsx", xlsx(("Л", MERGED, ["A1:A3"]))),
        ("a.xls", xls(MERGED, merged=[(0, 2, 0, 0)])),
        ("a.ods", ods(MERGED, {(0, 0): 3})),
    ],
)
def test_a_value_merged_down_stands_in_every_row(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    assert _rows(_read(write, tmp_path / name)) == [["сад", "а"], ["сад", "б"], ["сад", "в"]]


@pytest.mark.parametrize("make", [lambda grid: xlsx(("Л", grid, [])), xls, ods], ids=["xlsx", "xls", "ods"])
def test_a_formula_without_a_value_is_no_empty_cell(
    make: Callable[..., Callable[[Path], None]], tmp_path: Path
) -> None:
    book = _read(make([["а", "б"], ["=1+1", "в"]]), tmp_path / "a")
    assert _rows(book)[1] == [CellFault.UNCALCULATED, "в"]


def test_a_cell_with_an_error_is_no_empty_cell(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["B1"] = "а", "#N/A"
    book.save(tmp_path / "a.xlsx")
    assert _rows(read_workbook(tmp_path / "a.xlsx")) == [["а", CellFault.ERROR]]


@pytest.mark.parametrize(("name", "make"), [("a.xls", xls), ("a.ods", ods)])
def test_a_date_is_a_date(name: str, make: Callable[..., Callable[[Path], None]], tmp_path: Path) -> None:
    assert _rows(_read(make([["д", dt.date(1985, 3, 12)]]), tmp_path / name)) == [["д", dt.date(1985, 3, 12)]]


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


NOT_LISTS = {
    "empty": (b"", "пуст"),
    "blank": (b"\n \n;;\n", "заполненной"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n....", "картинка"),
    "web page": ("<html><body><table><tr><td>ФИО</td></tr></table>".encode(), "веб-страница"),
    "xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', "XML"),
    "binary": (bytes(range(256)) * 4, "не таблица"),
    "word": (_zip(**{"word/document.xml": b"<w/>"}), "текстовый документ"),
    "archive": (_zip(**{"список.xlsx": b"x"}), "архив"),
    "zip": (_zip(**{"a.bin": b"x"}), "не таблица"),
    "locked ods": (_zip(mimetype=b"x", **{"META-INF/manifest.xml": b"<m:encryption-data/>"}), "паролем"),
    "locked xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "паролем"),
    "word 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "овреждён"),
}


@pytest.mark.parametrize("kind", NOT_LISTS)
def test_what_is_no_list_is_refused_with_advice(kind: str, tmp_path: Path) -> None:
    content, word = NOT_LISTS[kind]
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(UserError, match=word) as refusal:
        read_workbook(tmp_path / "a.xlsx")
    assert refusal.value.advice


@pytest.mark.parametrize(
    ("name", "write"), [("a.xlsx", xlsx(("Л", GRID, []))), ("a.xls", xls(GRID)), ("a.ods", ods(GRID))]
)
def test_a_truncated_file_is_refused(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    write(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(UserError, match="повреждён"):
        read_workbook(tmp_path / name)


def test_a_huge_sheet_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(bytes(1_000_000))
    with pytest.raises(UserError, match="300 МБ"):
        read_workbook(tmp_path / "a.xlsx")


def test_a_stray_cell_at_the_end_of_the_sheet_is_refused(tmp_path: Path) -> None:
    grid = xlsx(("Л", [["а"]], []), at="XFD1048576")
    with pytest.raises(UserError, match="далеко"):
        _read(grid, tmp_path / "a.xlsx")


def test_an_xls_behind_a_password_is_refused(tmp_path: Path) -> None:
    xls(GRID)(tmp_path / "a.xls")
    content = (tmp_path / "a.xls").read_bytes()
    codepage = b"\x42\x00\x02\x00\xb0\x04"
    assert codepage in content
    (tmp_path / "a.xls").write_bytes(content.replace(codepage, b"\x2f\x00" + codepage[2:]))
    with pytest.raises(UserError, match="паролем"):
        read_workbook(tmp_path / "a.xls")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="нет на месте"):
        read_workbook(tmp_path / "a.xlsx")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="папка"):
        read_workbook(tmp_path)
