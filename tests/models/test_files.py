"""Files are written whole or not at all, whatever the disk does."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from models.errors import UserError
from models.files import write_whole, writing_folder, writing_whole


def test_the_content_takes_the_place_of_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "отчёт.pdf"
    target.write_bytes(b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_seen_under_the_name_until_the_end(tmp_path: Path) -> None:
    target = tmp_path / "отчёт.pdf"
    with writing_whole(target) as part:
        part.write_bytes(b"half")
        assert not target.exists()
        assert part == tmp_path / "отчёт.pdf.part"
    assert target.read_bytes() == b"half"


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt])
def test_a_stop_in_mid_way_leaves_the_former_file_and_no_part(tmp_path: Path, stop: type[BaseException]) -> None:
    target = tmp_path / "отчёт.pdf"
    target.write_bytes(b"old")

    def stopped() -> None:
        with writing_whole(target) as part:
            part.write_bytes(b"half")
            raise stop

    with pytest.raises(stop):
        stopped()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "отчёт.pdf"

    def fill() -> None:
        with writing_whole(target) as part, Path("/dev/full").open("wb", buffering=0) as full:
            part.write_bytes(b"half")
            full.write(b"x")

    with pytest.raises(UserError, match="кончилось место") as told:
        fill()
    assert "Освободите место" in told.value.advice
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_the_limit_of_the_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    answer = _in_python(
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        write(b"x" * 100_000)
        """,
        tmp_path,
    )
    assert "кончилось место" in answer
    assert list(tmp_path.iterdir()) == []


def test_a_small_disk_that_fills_up_keeps_the_former_file(tmp_path: Path) -> None:
    answer = _on_tmpfs(
        "mount -t tmpfs -o size=64k none '{folder}'",
        """
        write(b"old")
        write(b"x" * 200_000)
        print(sorted(entry.name for entry in folder.iterdir()), target.read_bytes())
        """,
        tmp_path,
    )
    assert "кончилось место" in answer
    assert "['отчёт.pdf'] b'old'" in answer


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    answer = _on_tmpfs("mount -t tmpfs none '{folder}' && mount -o remount,ro '{folder}'", 'write(b"new")', tmp_path)
    assert "нельзя писать" in answer


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Папки .* нет, файл .* не записан") as told:
        write_whole(tmp_path / "нет такой" / "отчёт.pdf", b"new")
    assert "Создайте папку" in told.value.advice


def test_a_folder_under_the_name_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "отчёт.pdf").mkdir()
    with pytest.raises(UserError, match="уже есть папка"):
        write_whole(tmp_path / "отчёт.pdf", b"new")


def test_a_folder_under_the_name_of_the_part_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "отчёт.pdf.part").mkdir()
    with pytest.raises(UserError, match="не записан"):
        write_whole(tmp_path / "отчёт.pdf", b"new")
    assert (tmp_path / "отчёт.pdf.part").is_dir()


def test_a_file_as_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "папка").write_bytes(b"")
    with pytest.raises(UserError, match="не записан"):
        write_whole(tmp_path / "папка" / "отчёт.pdf", b"new")


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не подходит для этого диска"):
        write_whole(tmp_path / ("д" * 200), b"new")


def test_a_folder_that_went_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "флешка"
    folder.mkdir()

    def pulled_out() -> None:
        with writing_whole(folder / "отчёт.pdf") as part:
            part.write_bytes(b"half")
            part.unlink()
            folder.rmdir()

    with pytest.raises(UserError, match="исчезла"):
        pulled_out()


def test_a_file_held_by_another_program_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = iter([PermissionError(13, "held"), PermissionError(13, "held")])
    replace = Path.replace

    def held_at_first(self: Path, target: Path) -> Path:
        for refusal in refusals:
            raise refusal
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held_at_first)
    write_whole(tmp_path / "отчёт.pdf", b"new")
    assert (tmp_path / "отчёт.pdf").read_bytes() == b"new"


def test_a_file_that_stays_held_is_told_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "отчёт.pdf"
    target.write_bytes(b"old")

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("models.files._PATIENCE", (0.0, 0.0))
    with pytest.raises(UserError, match="открыт в другой программе"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_fault_of_the_program_is_not_dressed_up(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing_whole(tmp_path / "отчёт.pdf"):
        (tmp_path / "no such resource").read_bytes()


def _in_python(lines: str, folder: Path, *, before: tuple[str, ...] = ()) -> str:
    program = dedent("""
        import sys
        from pathlib import Path
        from models.files import write_whole
        from models.errors import UserError
        folder = Path(sys.argv[1])
        target = folder / "отчёт.pdf"
        def write(content):
            try:
                write_whole(target, content)
            except UserError as told:
                print(told)
        """) + dedent(lines)
    done = subprocess.run(
        [*before, sys.executable, "-X", "utf8", "-c", program, str(folder)],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _on_tmpfs(mount: str, lines: str, folder: Path) -> str:
    place = mount.format(folder=folder)
    probe = subprocess.run(["unshare", "--mount", "sh", "-c", place], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("a small disk can be mounted by root only")
    return _in_python(lines, folder, before=("unshare", "--mount", "sh", "-c", f'{place} && exec "$@"', "sh"))


def test_a_folder_takes_its_name_when_all_is_in_it(tmp_path: Path) -> None:
    target = tmp_path / "сертификаты"
    with writing_folder(target) as part:
        (part / "1.pdf").write_bytes(b"one")
        assert not target.exists()
    assert [path.name for path in target.iterdir()] == ["1.pdf"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_was_stopped_half_way_is_gone(tmp_path: Path) -> None:
    def stopped() -> None:
        with writing_folder(tmp_path / "сертификаты") as part:
            (part / "1.pdf").write_bytes(b"one")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "сертификаты"
    target.mkdir()
    (target / "чужое.txt").write_text("чужое")
    with pytest.raises(UserError, match="уже есть"), writing_folder(target):
        pass
    assert [path.name for path in target.iterdir()] == ["чужое.txt"]
