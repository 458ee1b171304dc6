"""Handing a package over by a folder or a flash drive."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exports.transport import folder as by_folder
from exports.transport.folder import receipts_in, write_to_folder
from exports.transport.road import Parcel, RoadRefusedError
from models.errors import UserError
from tests.conftest import ROOT
from tests.exports.transport.servers import NAME, content_of, parcel_of


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    return parcel_of(tmp_path / "sealed", content_of(300_000))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


def test_the_file_lies_there_under_its_name(parcel: Parcel, stick: Path) -> None:
    written = write_to_folder(parcel, stick)
    assert written == stick / f"{NAME}.age"
    assert written.read_bytes() == content_of(300_000)
    assert [path.name for path in stick.iterdir()] == [written.name]


def test_the_same_file_there_already_is_left_as_it_is(parcel: Parcel, stick: Path) -> None:
    before = write_to_folder(parcel, stick).stat().st_ino
    assert write_to_folder(parcel, stick).stat().st_ino == before


def test_another_file_of_that_name_gives_way(parcel: Parcel, stick: Path) -> None:
    (stick / f"{NAME}.age").write_bytes(content_of(300_000, 1))
    assert write_to_folder(parcel, stick).read_bytes() == content_of(300_000)


def test_a_file_that_is_not_the_sealed_one_leaves_nothing(parcel: Parcel, stick: Path) -> None:
    parcel.path.write_bytes(content_of(300_000, 1))
    with pytest.raises(RoadRefusedError, match="изменился"):
        write_to_folder(parcel, stick)
    assert list(stick.iterdir()) == []


def test_a_medium_that_reads_otherwise_is_told_and_cleaned(
    parcel: Parcel, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A stick that lies about its size answers with other bytes: the kernel cannot be made to do that here.
    flush = by_folder.flush

    def spoiled(path: Path) -> None:
        flush(path)
        with path.open("r+b") as file:
            file.write(b"?")

    monkeypatch.setattr(by_folder, "flush", spoiled)
    with pytest.raises(UserError, match="читается с этого носителя иначе"):
        write_to_folder(parcel, stick)
    assert list(stick.iterdir()) == []


def test_too_little_room_is_told_before_anything_is_written(parcel: Parcel, stick: Path) -> None:
    said = _on_a_mounted_stick("mount -t tmpfs -o size=64k none '{stick}'", parcel, stick)
    assert "свободно" in said
    assert "[]" in said


def test_a_write_protected_stick_is_told(parcel: Parcel, stick: Path) -> None:
    said = _on_a_mounted_stick("mount -t tmpfs none '{stick}' && mount -o remount,ro '{stick}'", parcel, stick)
    assert "нельзя писать" in said


def test_a_stick_that_fills_up_meanwhile_is_told(parcel: Parcel, stick: Path) -> None:
    limit = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (10**5, 10**5))"
    said = _in_python(parcel, stick, first=f"import resource, signal; {limit}")
    assert "кончилось место" in said
    assert "[]" in said


def test_a_stick_pulled_out_in_the_middle_is_told(parcel: Parcel, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flush = by_folder.flush

    def pulled_out(path: Path) -> None:
        flush(path)
        shutil.rmtree(stick)

    monkeypatch.setattr(by_folder, "flush", pulled_out)
    with pytest.raises(UserError, match="исчез"):
        write_to_folder(parcel, stick)


def test_a_stick_that_is_gone_is_told(parcel: Parcel, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(UserError, match=r"Папки|исчез"):
        write_to_folder(parcel, stick)


def test_a_folder_where_nothing_may_be_written_is_told(parcel: Parcel) -> None:
    with pytest.raises(UserError):
        write_to_folder(parcel, Path("/proc/self"))


def test_receipts_are_found_by_name(stick: Path) -> None:
    (stick / f"{NAME}.receipt").write_bytes(b"{}\nsigned")
    (stick / "page.receipt").write_bytes(b"<html>")
    (stick / "long.receipt").write_bytes(b"{" * 100_000)
    (stick / "folder.receipt").mkdir()
    (stick / "notes.txt").write_bytes(b"{}")
    assert receipts_in(stick) == {NAME: b"{}\nsigned"}


def test_a_folder_of_receipts_that_is_gone_is_told(stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(UserError, match="не читается"):
        receipts_in(stick)


_HANDED_OVER = """
import sys
from pathlib import Path
from exports.transport.folder import write_to_folder
from exports.transport.road import Parcel
from models.errors import UserError
stick = Path(sys.argv[4])
try:
    write_to_folder(Parcel(Path(sys.argv[1]), *sys.argv[2:4], 300_000), stick)
except UserError as refusal:
    print(refusal, sorted(path.name for path in stick.iterdir()))
"""


def _in_python(parcel: Parcel, stick: Path, *, first: str = "", before: tuple[str, ...] = ()) -> str:
    """Hand the parcel over in a process of its own; what is said, and what lies on the stick then."""
    done = subprocess.run(
        [*before, sys.executable, "-c", first + _HANDED_OVER, parcel.path, parcel.name, parcel.sha256, stick],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def _on_a_mounted_stick(mount: str, parcel: Parcel, stick: Path) -> str:
    place = mount.format(stick=stick)
    if subprocess.run(["unshare", "--mount", "sh", "-c", place], capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    return _in_python(parcel, stick, before=("unshare", "--mount", "sh", "-c", f'{place} && exec "$@"', "sh"))
