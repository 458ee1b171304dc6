"""Each test changes a good package in one way; `verify` must name that way, and never a value of a row."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.packages import bag, bag_reading, tables
from exports.packages.bag import bag_bytes, bag_files, bag_sha256, zip_bytes
from exports.packages.tables import Table, table_csv, tables_payload
from exports.packages.verify import verify_package
from models.errors import UserError
from tests.conftest import SOAK

Save = Callable[[bytes], Path]


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        verify_package(path)
    assert refused.value.advice
    return refused.value.message


def plain(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    return entry


def rezipped(package: bytes, change: Callable[[zipfile.ZipFile, list[zipfile.ZipInfo]], None]) -> bytes:
    """Write the package again by Python's own library, after `change` did something of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        entries = old.infolist()
        change(new, entries)
        for entry in entries:
            new.writestr(entry, old.read(entry.orig_filename))
    return made.getvalue()


def test_a_good_package_tells_what_it_holds(package: bytes, saved: Save, name, info, payload):
    verified = verify_package(saved(package))
    assert verified.name == name
    assert verified.info[0] == ("Marshrut-Format", "1")
    assert verified.info[2:-1] == info
    assert verified.rows == {"municipality": 2, "event": 3, "attendance": 3}
    assert verified.sha256 == bag_sha256(package)
    assert verified.size == len(package)
    listed = {file.path: file for file in verified.files}
    assert listed["data/report.pdf"].size == len(payload["report.pdf"])
    assert listed["data/report.pdf"].sha256 == bag_sha256(payload["report.pdf"])
    assert listed[bag.TAG_MANIFEST].sha256 == verified.id


def test_a_copy_under_a_name_of_its_own_is_the_same_package(package: bytes, tmp_path: Path, name):
    path = tmp_path / f"{name} (1).zip"
    path.write_bytes(package)
    assert verify_package(path).name == name


def test_a_file_that_carries_the_name_of_another_package_is_refused(package: bytes, tmp_path: Path):
    path = tmp_path / "bez-koda-1a2b3c_2026-Q1_quarterly-report_002.zip"
    path.write_bytes(package)
    assert "именем другого пакета" in refusal(path)


@pytest.mark.soak
def test_no_byte_of_the_file_can_be_changed(package: bytes, saved: Save):
    for position in range(0, len(package), 1 if SOAK else 3):
        changed = bytearray(package)
        changed[position] ^= 0x20 if position % 2 else 0x01
        refusal(saved(bytes(changed)))


def test_the_letter_case_of_a_sum_in_the_tag_manifest_matters(package: bytes, saved: Save, name, payload, info):
    files = bag_files(name, payload, info)
    files[bag.TAG_MANIFEST] = files[bag.TAG_MANIFEST].upper()
    assert "tagmanifest-sha256.txt не читается" in refusal(saved(zip_bytes(name, files)))


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_can_be_put_in_cut_out_or_exchanged(data: st.DataObject, package: bytes, tmp_path: Path):
    start = data.draw(st.integers(0, len(package)))
    end = data.draw(st.integers(start, min(len(package), start + 40)))
    put = data.draw(st.binary(max_size=40))
    changed = package[:start] + put + package[end:]
    path = tmp_path / "changed.zip"
    path.write_bytes(changed)
    if changed == package:
        verify_package(path)
    else:
        refusal(path)


@pytest.mark.parametrize("length", [0, 1, 21, 22, 100, 5000])
def test_a_truncated_file_is_refused(package: bytes, saved: Save, length: int):
    assert "пуст" in refusal(saved(package[:length])) or length


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "файл пуст"),
        (b"\xd0\xcf\x11\xe0 a letter in Word", "это не архив ZIP"),
        (b"PK\x05\x06" + bytes(18), "архив пуст"),
        (b"age-encryption.org/v1\n-> X25519 x", "запечатанный пакет"),
    ],
)
def test_what_is_no_package_is_called_by_its_name(saved: Save, content: bytes, reason: str):
    assert reason in refusal(saved(content))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path):
    assert refusal(tmp_path / "x.zip") == "Такого файла нет."
    assert refusal(tmp_path) == "Это папка, а не файл пакета."


def test_bytes_before_and_after_the_archive_are_named(package: bytes, saved: Save):
    assert "перед архивом" in refusal(saved(b"#!" + package))
    assert "после архива" in refusal(saved(package + b"\n"))


def test_an_archive_comment_is_refused(package: bytes, saved: Save):
    def comment(new: zipfile.ZipFile, _entries: list[zipfile.ZipInfo]) -> None:
        new.comment = b"hello"

    assert "примечание" in refusal(saved(rezipped(package, comment)))


def test_another_order_of_the_files_is_refused(package: bytes, saved: Save):
    def turn(_new: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        entries.reverse()

    assert "не по порядку" in refusal(saved(rezipped(package, turn)))


def test_a_compressed_entry_is_refused_before_anything_is_unpacked(package: bytes, saved: Save):
    def bomb(new: zipfile.ZipFile, _entries: list[zipfile.ZipInfo]) -> None:
        new.writestr(plain("bomb"), bytes(50_000_000), zipfile.ZIP_DEFLATED)

    content = rezipped(package, bomb)
    assert len(content) < 200_000
    assert "сжат" in refusal(saved(content))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../evil.txt", "недопустимым именем"),
        ("/etc/evil.txt", "недопустимым именем"),
        ("zz\\evil.txt", "недопустимым именем"),
        ("C:/evil.txt", "недопустимым именем"),
        ("zz/con.txt", "недопустимым именем"),
        ("zz/", "недопустимым именем"),
        ("zz/отчёт.txt", "не латиницей"),
        ("zz/й.txt", "не латиницей"),
        ("zz/evil.txt", "одна папка"),
    ],
)
def test_a_path_trick_is_refused(package: bytes, saved: Save, path: str, reason: str):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        paths = {entry.filename: old.read(entry) for entry in old.infolist()} | {path: b""}
        for each in sorted(paths):
            entry = plain(each)
            entry.filename = each  # as it stands, without the library's own cleaning
            new.writestr(entry, paths[each])
    assert reason in refusal(saved(made.getvalue()))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("path", ["data/report.pdf", "data/REPORT.pdf"])
def test_two_files_under_one_name_are_refused(package: bytes, saved: Save, name, path: str):
    def double(new: zipfile.ZipFile, _entries: list[zipfile.ZipInfo]) -> None:
        new.writestr(plain(f"{name}/{path}"), b"other")

    assert "два файла с одним именем" in refusal(saved(rezipped(package, double)))


def test_a_symbolic_link_is_refused(package: bytes, saved: Save):
    def link(_new: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        entries[2].external_attr = 0o120777 << 16

    assert "символическая ссылка" in refusal(saved(rezipped(package, link)))


def test_an_encrypted_entry_is_refused(package: bytes, saved: Save):
    changed = bytearray(package)
    at = package.index(bag.DIRECTORY_MARK)
    changed[at + 8] |= 1
    assert "зашифрован" in refusal(saved(bytes(changed)))


def test_overlapping_entries_are_refused(package: bytes, saved: Save):
    changed = bytearray(package)
    second = package.index(bag.DIRECTORY_MARK, package.index(bag.DIRECTORY_MARK) + 4)
    struct.pack_into("<I", changed, second + 42, 0)
    assert "перекрываются" in refusal(saved(bytes(changed)))


def test_extra_fields_and_another_date_are_refused(package: bytes, saved: Save):
    def extra(_new: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        entries[0].extra = struct.pack("<2H4s", 0x7075, 4, b"abcd")

    def later(_new: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        entries[0].date_time = (2026, 1, 1, 0, 0, 0)

    assert "дополнительные поля" in refusal(saved(rezipped(package, extra)))
    assert "не так, как его пишет" in refusal(saved(rezipped(package, later)))


def test_a_million_files_are_refused_from_the_end_record_alone(package: bytes, saved: Save):
    changed = bytearray(package)
    struct.pack_into("<2H", changed, len(package) - 14, 65_000, 65_000)
    assert "больше 10000 файлов" in refusal(saved(bytes(changed)))


def test_a_file_over_the_limit_is_refused_by_its_size(package: bytes, saved: Save, monkeypatch: pytest.MonkeyPatch):
    path = saved(package)
    monkeypatch.setattr(bag, "MAX_BYTES", len(package) - 1)
    assert "больше 1 ГБ" in refusal(path)


def test_tables_over_the_limit_are_refused_before_they_are_held(package, saved: Save, monkeypatch):
    path = saved(package)
    monkeypatch.setattr(bag_reading, "MAX_HELD", 3000)
    assert "занимают больше" in refusal(path)


# Bags that agree with themselves, written by our own zip_bytes.


@pytest.fixture
def bagged(name, payload, info, saved: Save) -> Callable[..., str]:
    """Give a function: change the files of the bag, zip them canonically, return the refusal."""

    def refused(**changes: bytes | None) -> str:
        files: dict[str, bytes | None] = {**bag_files(name, payload, info), **changes}
        left = {path: content for path, content in files.items() if content is not None}
        return refusal(saved(zip_bytes(name, left)))

    return refused


@pytest.mark.parametrize("tag", bag.TAG_FILES)
def test_a_missing_tag_file_is_named(bagged, tag: str):
    assert tag in bagged(**{tag: None})


def test_a_missing_an_added_and_a_changed_file_are_all_named(bagged):
    message = bagged(**{"data/report.pdf": None, "data/other.txt": b"x", "data/report.xlsx": b"y", "extra.txt": b""})
    assert "файла data/report.pdf нет в архиве" in message
    assert "файла data/other.txt нет в manifest-sha256.txt" in message
    assert "файл data/report.xlsx изменён" in message
    assert "лишний файл extra.txt" in message


def test_a_long_list_of_reasons_is_cut(bagged):
    message = bagged(**{f"data/{number}.txt": b"" for number in range(30)})
    assert message.endswith("; и ещё 20.")


def with_tags(name: str, files: Mapping[str, bytes], **tags: bytes) -> bytes:
    """Zip the files with these tag files and a tag manifest that agrees with them."""
    whole = {**files, **tags}
    hashes = {tag: bag_sha256(whole[tag]) for tag in bag.TAG_FILES[:-1]}
    return zip_bytes(name, whole | {bag.TAG_MANIFEST: bag.manifest_text(hashes)})


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"Format: 1", b"Format: 2", "более новой программой (формат 2)"),
        (b"Format: 1", b"Format: x", "нет версии формата"),
        (b"Format: 1", b"Format: 01", "не совпадают"),
        (b"Oxum: ", b"Oxum: 1", "объём"),
        (b"_001\n", b"_002\n", "имя пакета"),
        (b"Marshrut-Site: ", b"Marshrut-Site:  ", "запись полей"),
        (b"Marshrut-Site: ", b"\xff", "не читается"),
        (b"Marshrut-Site: ", b"Marshrut-Period: ", "не читается"),
    ],
)
def test_fields_that_contradict_the_bag_are_refused(name, payload, info, saved, old: bytes, new: bytes, reason: str):
    files = bag_files(name, payload, info)
    text = files[bag.BAG_INFO]
    assert old in text
    assert reason in refusal(saved(with_tags(name, files, **{bag.BAG_INFO: text.replace(old, new)})))


def test_another_bagit_version_and_an_unsorted_manifest_are_refused(name, payload, info, saved):
    files = bag_files(name, payload, info)
    older = files[bag.BAGIT].replace(b"1.0", b"0.97")
    turned = b"".join(reversed(files[bag.MANIFEST].splitlines(keepends=True)))
    assert "не BagIt 1.0" in refusal(saved(with_tags(name, files, **{bag.BAGIT: older})))
    message = refusal(saved(with_tags(name, files, **{bag.MANIFEST: turned})))
    assert "manifest-sha256.txt записан не так" in message


def test_a_folder_with_a_name_of_another_kind_is_refused(payload, info, saved):
    assert "не имя пакета" in refusal(saved(bag_bytes("My-Folder", payload, info)))


# Tables that contradict their own schema inside a sound bag: the builder's checks are switched off for them.


@pytest.fixture
def inconsistent(name, payload, info, saved, monkeypatch) -> Callable[..., str]:
    """Give a function: describe and write these tables unchecked, bag them, return the refusal."""

    def refused(*broken: Table, **files: bytes) -> str:
        with monkeypatch.context() as unchecked:
            unchecked.setattr(tables, "_refuse", lambda _problems: None)
            made = {**payload, **tables_payload("quarterly-report", "Отчёт", broken), **files}
        return refusal(saved(bag_bytes(name, made, info)))

    return refused


def test_a_value_of_a_wrong_type_is_named_by_table_row_and_column(inconsistent, tables):
    towns, events, marks = tables
    bad = replace(marks, rows=[*marks.rows[:2], (2, "С-0001", "сорок пять")])
    message = inconsistent(towns, events, bad)
    assert "таблица attendance, строка 3, столбец minutes: значение не того типа" in message
    assert "сорок" not in message


@pytest.mark.parametrize(
    ("position", "column", "value", "reason"),
    [
        (0, "event", None, "нет обязательного значения"),
        (0, "event", "01", "не того типа"),
        (1, "held_on", "2026-02-30", "не того типа"),
        (1, "held_on", "20260220", "не того типа"),
        (3, "mode", "по телефону", "нет в перечне"),
        (4, "hours", "1,5", "не того типа"),
        (4, "hours", "1e3", "не того типа"),
        (4, "hours", "NaN", "не того типа"),
        (5, "planned", "да", "не того типа"),
        (6, "oktmo", "05799000", "строку, которой нет"),
    ],
)
def test_a_row_that_breaks_its_schema_is_refused(inconsistent, tables, position, column, value, reason):
    towns, events, marks = tables
    row = [*events.rows[0]]
    row[position] = value
    message = inconsistent(towns, replace(events, rows=[row, *events.rows[1:]]), marks)
    assert reason in message
    assert f"строка 1, столбец {column}" in message


def test_repeated_keys_and_unique_values_and_bad_patterns_are_refused(inconsistent, tables):
    towns, events, marks = tables
    double = replace(marks, rows=[*marks.rows, (1, "С-0001", 10)])
    assert "столбец event, trainee: ключ строки встречается дважды" in inconsistent(towns, events, double)
    twins = replace(towns, rows=[*towns.rows, ("05706000", "Артёмовский")])
    assert "столбец title: значение встречается дважды" in inconsistent(twins, events, marks)
    odd = replace(marks, rows=[(1, "Сидоров", 45)])
    assert "столбец trainee: значение не того вида" in inconsistent(towns, events, odd)


def test_a_link_to_a_missing_row_is_refused(inconsistent, tables):
    towns, events, marks = tables
    lost = replace(marks, rows=[*marks.rows, (9, "С-0001", 45)])
    assert "таблица attendance, строка 4, столбец event: ссылка" in inconsistent(towns, events, lost)


def test_a_row_with_a_cell_too_many_and_another_heading_are_refused(inconsistent, tables):
    towns, events, marks = tables
    wide = replace(towns, rows=[("05701000", "Владивостокский", "x")])
    assert "число ячеек" in inconsistent(wide, events, marks)
    content = table_csv(towns).replace(b"oktmo", b"code")
    assert "заголовок не совпадает" in inconsistent(towns, events, marks, **{towns.path: content})


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"\r\n", b"\n", "записана не так"),
        (b"05701000", b'"05701000"', "записана не так"),
        (b"2026-01-20", b"\xff", "не читается как CSV"),
        (b"1.5,", b"1.50,", "записана не так"),
        (b"'=HYPER", b"=HYPER", "записана не так"),
        ('"Игра'.encode(), '"И"гра'.encode(), "CSV"),
    ],
)
def test_a_table_spelt_another_way_is_refused(inconsistent, tables, old: bytes, new: bytes, reason: str):
    towns, events, marks = tables
    content = table_csv(replace(events, foreign_keys=()))
    assert old in content
    assert reason in inconsistent(towns, events, marks, **{events.path: content.replace(old, new)})


def test_an_undescribed_and_a_missing_table_are_refused(inconsistent, tables, bagged, payload, name, info, saved):
    assert "не описан" in inconsistent(*tables, **{"tables/other.csv": b"a\r\n"})
    left = {path: content for path, content in payload.items() if path != "tables/event.csv"}
    assert "описанной таблицы tables/event.csv нет" in refusal(saved(bag_bytes(name, left, info)))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'"type": "integer"', b'"type": "money"', "не читается"),
        (b'"bytes": ', b'"bytes": 1', "не совпадают"),
        (b'"hash": "sha256:', b'"hash": "sha256:0', "не совпадают"),
        (b'"profile": "tabular-data-package"', b'"profile": "tabular-data-package", "x": 1', "не совпадают"),
        (b'"pattern": "[0-9]{8}"', b'"pattern": "(a+)+b"', "противоречит"),
        (b'"pattern": "[0-9]{8}"', b'"pattern": "[0-9]+[0-9]+[0-9]+"', "противоречит"),
        (b'"resource": "event"', b'"resource": "nothing"', "противоречит"),
        (b'"primaryKey": [', b'"primaryKey": ["planned", ', "противоречит|дважды|записана|не совпадают"),
        (b'"title": "', b'"title": "\\ud800', "не совпадают"),
        (b"{", b"[" * 100_000, "не читается"),
        (b"{", b"\xff", "не читается"),
    ],
)
def test_a_description_that_was_tampered_with_is_refused(payload, name, info, saved, old, new, reason):
    text = payload["datapackage.json"]
    assert old in text
    changed = payload | {"datapackage.json": text.replace(old, new, 1)}
    message = refusal(saved(bag_bytes(name, changed, info)))
    assert any(each in message for each in reason.split("|")), message
