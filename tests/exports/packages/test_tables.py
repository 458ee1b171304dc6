import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.packages.tables import (
    Field,
    ForeignKey,
    Table,
    datapackage_json,
    plain_text,
    read_datapackage,
    read_table,
    safe_text,
    table_csv,
    tables_payload,
)

FRICTIONLESS = """
import json, sys, warnings
warnings.simplefilter("ignore")
from frictionless import Package
report = Package("datapackage.json").validate()
print(json.dumps([[task.name, error.type] for task in report.tasks for error in task.errors]
                 + [["", error.type] for error in report.errors]))
"""

texts = st.text(alphabet=st.sampled_from("=+-@＝'\";,\n\t \u00a0аЯ1"), max_size=12) | st.text(max_size=20)


def written(payload: dict[str, bytes], folder: Path) -> Path:
    for path, content in payload.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def judged(folder: Path) -> list[list[str]]:
    """What Frictionless itself finds wrong with the data package in `folder`."""
    done = subprocess.run([sys.executable, "-c", FRICTIONLESS], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def one_column(*values: Any, **described: Any) -> Table:
    fields = (Field("id", "Код", "integer", required=True), Field("value", "Значение", **described))
    return Table("one", "Таблица", fields, ("id",), rows=[*enumerate(values, 1)])


def test_frictionless_finds_nothing_wrong(payload, tmp_path: Path):
    assert judged(written(payload, tmp_path)) == []


def test_frictionless_finds_what_is_wrong(payload, tmp_path: Path):
    """The control: the schema that we write is understood by the independent reader."""
    folder = written(payload, tmp_path)
    described = json.loads((folder / "datapackage.json").read_text())
    for resource in described["resources"]:
        del resource["bytes"], resource["hash"]
    (folder / "datapackage.json").write_text(json.dumps(described))
    events = (folder / "tables/event.csv").read_bytes().decode()
    events = events.replace("05701000", "05799000").replace("очно", "по телефону").replace("2026-02-03", "вчера")
    (folder / "tables/event.csv").write_bytes(events.encode())
    marks = (folder / "tables/attendance.csv").read_bytes().decode()
    marks = marks.replace("С-0002", "Сидоров") + "1,С-0001,5\r\n"
    (folder / "tables/attendance.csv").write_bytes(marks.encode())
    assert sorted(map(tuple, judged(folder))) == [
        ("attendance", "constraint-error"),
        ("attendance", "primary-key"),
        ("event", "constraint-error"),
        ("event", "foreign-key"),
        ("event", "type-error"),
    ]


def test_the_description_is_russian_text_with_types_keys_and_links(payload):
    described = json.loads(payload["datapackage.json"])
    events = described["resources"][1]
    assert "Мероприятия".encode() in payload["datapackage.json"]
    assert events["schema"]["fields"][0] == {
        "name": "event",
        "title": "Код мероприятия",
        "type": "integer",
        "constraints": {"required": True},
    }
    assert events["schema"]["primaryKey"] == ["event"]
    assert events["schema"]["foreignKeys"] == [
        {"fields": ["oktmo"], "reference": {"resource": "municipality", "fields": ["oktmo"]}}
    ]
    assert events["bytes"] == len(payload["tables/event.csv"])


def test_the_csv_is_read_by_pythons_own_reader(payload, tmp_path: Path):
    folder = written(payload, tmp_path)
    with (folder / "tables/event.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert rows == [
        ["event", "held_on", "title", "mode", "hours", "planned", "oktmo"],
        ["1", "2026-01-20", "Семинар «Речь»; '=1+1", "очно", "1.5", "true", "05701000"],
        ["2", "2026-02-03", '\'=HYPERLINK("x")', "дистанционно", "2", "false", ""],
        ["3", "2026-03-12", 'Игра\nи, кавычки "так"\n\'- пункт', "смешанно", "", "true", "05705000"],
    ]


@pytest.mark.parametrize("separator", [44, 59], ids=["comma", "russian semicolon"])
def test_a_spreadsheet_that_runs_formulas_finds_none_in_our_csv(payload, tmp_path: Path, separator: int):
    """LibreOffice with «Вычислять формулы» on; the unsafe neighbour file is the control."""
    files = [written(payload, tmp_path) / "tables/event.csv", tmp_path / "unsafe.csv"]
    files[1].write_text("1,=1+1\n2,x;=1+2\n")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         f"--infilter=CSV:{separator},34,76,1,,1049,false,true,false,false,false,-1,true", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), *map(str, files)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheets = [openpyxl.load_workbook(tmp_path / "out" / f"{file.stem}.xlsx").worksheets[0] for file in files]
    formulas = [[cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] for sheet in sheets]
    assert formulas[0] == []
    assert len(formulas[1]) == 1
    if separator == 44:
        assert sheets[0]["C3"].value == '\'=HYPERLINK("x")'
        assert sheets[0]["C4"].value == 'Игра\nи, кавычки "так"\n\'- пункт'


def test_what_is_written_is_read_back_whole(tables):
    described = read_datapackage(datapackage_json("report", "Отчёт", tables))
    for table, schema in zip(tables, described.tables, strict=True):
        back, problems = read_table(schema, table_csv(replace(table, foreign_keys=())))
        assert problems == []
        assert back == replace(table, rows=list(map(tuple, table.rows)))


@given(texts)
def test_the_apostrophe_can_be_taken_away_again(text: str):
    assert plain_text(safe_text(text)) == text


@given(texts)
def test_no_text_begins_with_a_formula_sign_on_any_line_or_part(text: str):
    for part in safe_text(text).replace(";", "\n").replace("\t", "\n").split("\n"):
        assert part.lstrip(' "\u00a0')[:1] not in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("-5 °C", "'-5 °C"),
        ("@имя", "'@имя"),
        ("а; =cmd|' /C calc'!A0", "а; '=cmd|' /C calc'!A0"),
        ("1-й этап", "1-й этап"),
        ("«Игра» — это", "«Игра» — это"),
        ("'слово'", "'слово'"),
        ("д'=", "д'="),
    ],
)
def test_only_signs_that_a_spreadsheet_would_calculate_get_an_apostrophe(text: str, safe: str):
    assert safe_text(text) == safe


@given(st.lists(texts | st.none(), max_size=4))
def test_any_text_survives_the_csv(values: list[str | None]):
    try:
        content = table_csv(one_column(*values))
    except ValueError:
        assert any("\ud800" <= sign <= "\udfff" for value in values if value for sign in value)
        return
    back, problems = read_table(one_column(), content)
    assert problems == []
    assert table_csv(back) == content
    for (_number, text), value in zip(back.rows, values, strict=True):
        if value is None or (value.isprintable() and "\ufeff" not in value):
            assert text == (value or None)


@given(st.lists(st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=3) | st.floats(-1e6, 1e6)))
def test_numbers_are_written_plainly_and_read_back(values: list[int | float | Decimal]):
    rounded = [round(value, 6) if isinstance(value, float) else value for value in values]
    back, problems = read_table(one_column(kind="number"), table_csv(one_column(*rounded, kind="number")))
    assert problems == []
    assert [row[1] for row in back.rows] == [Decimal(str(value)) for value in rounded]


def test_odd_line_breaks_become_plain_ones_and_control_characters_go():
    assert table_csv(one_column("а\r\nб\rв\vг\u2028д\x00\x07е")).decode() == 'id,value\r\n1,"а\nб\nв\nг\nде"\r\n'


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", 5), ("string", "x" * 100_001), ("integer", True), ("integer", 1.0), ("integer", "5"),
        ("integer", 10**16), ("number", float("nan")), ("number", Decimal("Infinity")), ("number", "1"),
        ("number", Decimal("0.0000000000001")), ("date", datetime(2026, 1, 1)), ("date", "2026-01-01"),  # noqa: DTZ001 - any datetime is wrong here
        ("boolean", 1), ("boolean", "true"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_a_bug_that_names_table_and_field(kind, value):
    with pytest.raises(ValueError, match="table 'one', row 1, field 'value': type"):
        table_csv(one_column(value, kind=kind))


@pytest.mark.parametrize(
    ("described", "values", "fault"),
    [
        ({"required": True}, [""], "row 1, field 'value': required"),
        ({"required": True}, ["а", None], "row 2, field 'value': required"),
        ({"unique": True}, ["а", None, None, "а"], "row 4, field 'value': unique"),
        ({"enum": ("а", "б")}, ["в"], "enum"),
        ({"pattern": "[0-9]{2}"}, ["123"], "pattern"),
        ({"pattern": "[-0-9]+"}, ["-1"], "pattern"),
    ],
)
def test_a_row_that_breaks_a_constraint_is_a_bug(described, values, fault: str):
    with pytest.raises(ValueError, match=fault):
        table_csv(one_column(*values, **described))


@pytest.mark.parametrize(
    "field",
    [
        Field("value", "З", pattern="(a+)+"),
        Field("value", "З", pattern="a+b+"),
        Field("value", "З", pattern=".*"),
        Field("value", "З", pattern="[z-a]"),
        Field("value", "З", kind="integer", enum=("1",)),
        Field("value", "З", enum=("=1",)),
        Field("Value", "З"),
        Field("id", "З"),
    ],
)
def test_a_description_that_cannot_hold_is_a_bug(field: Field):
    table = one_column()
    with pytest.raises(ValueError, match="table 'one'"):
        table_csv(replace(table, fields=(table.fields[0], field)))


def test_keys_and_links_are_checked(tables):
    towns, events, marks = tables
    with pytest.raises(ValueError, match="'event', row 1, field 'oktmo': foreign key"):
        datapackage_json("x", "x", [replace(towns, rows=[]), events, marks])
    with pytest.raises(ValueError, match="row 2, field 'event, trainee': primary key"):
        table_csv(replace(marks, rows=[(1, "С-0001", 1), (1, "С-0001", 2)]))
    with pytest.raises(ValueError, match="foreign key"):
        datapackage_json("x", "x", [events])
    with pytest.raises(ValueError, match="number of cells"):
        table_csv(replace(marks, rows=[(1, "С-0001")]))
    with pytest.raises(ValueError, match="primary key"):
        table_csv(replace(marks, primary_key=("minutes",)))


def test_a_table_may_point_to_itself(tmp_path: Path):
    fields = (Field("id", "Код", "integer", required=True), Field("parent", "Выше", "integer"))
    tree = Table("tree", "Дерево", fields, ("id",), (ForeignKey(("parent",), "tree", ("id",)),), [(1, None), (2, 1)])
    payload = tables_payload("x", "Дерево", [tree])
    assert judged(written(payload, tmp_path)) == []
    assert read_datapackage(payload["datapackage.json"]).tables == (replace(tree, rows=()),)


def test_the_same_tables_give_the_same_bytes(tables, payload):
    again = tables_payload("quarterly-report", "Квартальный отчёт за I квартал 2026 года", tables)
    assert again.items() <= payload.items()


def test_a_lone_empty_cell_keeps_its_line():
    table = Table("lone", "Одна", (Field("id", "Код", required=True),), ("id",), rows=[("а",)])
    assert table_csv(table) == "id\r\nа\r\n".encode()
