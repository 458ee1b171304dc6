import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.packages.bag import (
    BAGIT,
    MAX_PATH,
    TAG_MANIFEST,
    bag_bytes,
    bag_files,
    bag_sha256,
    check_paths,
    info_text,
    read_info,
    zip_bytes,
)
from exports.packages.verify import verify_package
from models.errors import UserError

VALIDATE = """
import logging, sys, warnings
warnings.simplefilter("ignore")
import bagit
logging.disable()
def valid(folder):
    try:
        return bagit.Bag(folder).validate()
    except (bagit.BagError, ValueError, OSError):
        return False
for line in sys.stdin:
    print(int(valid(line.rstrip("\\n"))), flush=True)
"""


def unpacked(package: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


def sums_agree(bag: Path) -> bool:
    tool = ["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt", TAG_MANIFEST]
    done = subprocess.run(tool, cwd=bag, capture_output=True, check=False)
    return done.returncode == 0


def test_bagit_and_sha256sum_accept_the_unpacked_bag(package: bytes, tmp_path: Path):
    bag = unpacked(package, tmp_path)
    tool = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(bag)]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sums_agree(bag)


def test_any_changed_byte_of_any_bag_file_fails_bagit_sha256sum_and_verify(package: bytes, tmp_path: Path):
    """A dozen bytes of each file; the flips of every byte of the ZIP are in test_verify.py.

    BagIt has nothing above the tag manifest, so a few changes of its *spelling* mean the same to a tolerant
    reader: bagit takes a vertical tab for a line break, both take a capital A–F, and sha256sum wants --strict to
    mind a line it cannot read. `verify` refuses these too.
    """
    bag = unpacked(package, tmp_path / "bag")
    files = sorted(path for path in bag.rglob("*") if path.is_file())
    judge = subprocess.Popen([sys.executable, "-c", VALIDATE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert judge.stdin is not None
    assert judge.stdout is not None
    with judge:
        for path in files:
            content = path.read_bytes()
            for position in range(0, len(content), max(1, len(content) // 12)):
                path.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])
                judge.stdin.write(f"{bag}\n")
                judge.stdin.flush()
                told = judge.stdout.readline()
                assert told == "0\n" or (path.name == TAG_MANIFEST and content[position] == ord("\n"))
                assert not sums_agree(bag), (path.name, position)
                changed = {str(each.relative_to(bag)): each.read_bytes() for each in files}
                again = tmp_path / f"{bag.name}.zip"
                again.write_bytes(zip_bytes(bag.name, changed))
                with pytest.raises(UserError, match="Пакет не принят"):
                    verify_package(again)
            path.write_bytes(content)
        judge.stdin.write(f"{bag}\n")
        judge.stdin.flush()
        assert judge.stdout.readline() == "1\n"


def test_the_same_data_give_the_same_bytes_whatever_the_order(package: bytes, payload, name, info):
    turned = dict(reversed(payload.items()))
    assert bag_bytes(name, turned, info) == package
    assert bag_sha256(package) == bag_sha256(bytes(package))


def test_python_and_unzip_read_the_archive_as_plain_stored_files(package: bytes, name: str, payload):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
        assert archive.comment == b""
        assert archive.read(f"{name}/data/report.xlsx") == payload["report.xlsx"]
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    for entry in entries:
        assert entry.compress_type == zipfile.ZIP_STORED
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.external_attr >> 16) == (3, 0o100644)
        assert (entry.extra, entry.comment, entry.flag_bits) == (b"", b"", 0)


def test_the_python_library_writes_the_same_archive(package: bytes):
    """An independent writer: the layout is not our own invention."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as archive, zipfile.ZipFile(made, "w") as again:
        for entry in archive.infolist():
            plain = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            plain.create_system, plain.external_attr = 3, 0o100644 << 16
            again.writestr(plain, archive.read(entry))
    assert made.getvalue() == package


@given(st.lists(st.text(min_size=1).filter(lambda text: text.strip()), max_size=6))
def test_fields_survive_folding_and_cannot_forge_one_another(values: list[str]):
    fields = [(f"Field-{number}", value) for number, value in enumerate(values)]
    try:
        text = info_text(fields)
    except ValueError:
        return  # nothing but invisible characters or half a surrogate pair
    back = read_info(text)
    assert [label for label, _value in back] == [label for label, _value in fields]
    assert info_text(back) == text


def test_a_long_field_is_folded_at_words_and_read_back():
    value = "Муниципальное бюджетное дошкольное образовательное учреждение " * 3
    text = info_text([("Source-Organization", value)]).decode()
    assert max(map(len, text.splitlines())) <= 79
    assert read_info(text.encode()) == [("Source-Organization", value.strip())]


@pytest.mark.parametrize(
    "fields",
    [[("A", "1"), ("a", "2")], [("Bagging-Date", "2026-01-01")], [("Плохо", "1")], [("A b", "1")], [("A", " ")]],
)
def test_fields_that_would_confuse_a_reader_are_refused(fields):
    with pytest.raises(ValueError, match="bag-info"):
        info_text(fields)


def test_a_field_of_the_program_cannot_be_given_twice(name, payload):
    with pytest.raises(ValueError, match="bag-info"):
        bag_bytes(name, payload, [("Payload-Oxum", "1.1")])


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../x", "./x", "a//b", "a/", "a\\b", "c:x", "con", "NUL.txt", "Com1.csv", "a.", "a ",
     "a\nb", "a\rb", "a%0Ab", ".hidden", "-x", "~x", "отчёт.pdf", unicodedata.normalize("NFD", "й.txt"), "a\x00b",
     "a*b", "x" * (MAX_PATH + 1)],
)  # fmt: skip
def test_a_path_that_some_system_would_unpack_elsewhere_is_refused(path: str, name: str):
    with pytest.raises(ValueError, match="path"):
        bag_bytes(name, {path: b""}, [])


@pytest.mark.parametrize("paths", [["A.csv", "a.csv"], ["a", "a/b"], ["a/b", "A"]])
def test_two_paths_that_meet_on_a_disk_are_refused(paths: list[str]):
    with pytest.raises(ValueError, match="path"):
        check_paths(paths)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,3}(/[a-z0-9]{1,3}\.[a-z]{3})?", fullmatch=True), st.binary(max_size=99)))
@settings(max_examples=50)
def test_any_payload_makes_a_sound_archive(payload: dict[str, bytes]):
    try:
        files = bag_files("a_2026_report_001", payload, [])
    except ValueError:
        return  # a file that is also a folder, or a reserved name
    with zipfile.ZipFile(io.BytesIO(zip_bytes("a_2026_report_001", files))) as archive:
        assert archive.testzip() is None
        assert {each: archive.read(f"a_2026_report_001/{each}") for each in files} == files


def test_tag_files_are_the_ones_of_bagit_1_0(name, payload, info):
    files = bag_files(name, payload, info)
    assert files[BAGIT] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    size = sum(map(len, payload.values()))
    assert files["bag-info.txt"].decode().endswith(f"Payload-Oxum: {size}.{len(payload)}\n")
    assert b"Bagging-Date" not in files["bag-info.txt"]
    assert os.linesep.encode() not in files[TAG_MANIFEST] or os.linesep == "\n"
