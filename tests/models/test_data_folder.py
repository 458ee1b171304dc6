"""The data folder in another place: refused where SQLite cannot live, copied whole, proven, or not at all."""

import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typing_extensions import override

from models.data_folder import (
    copy_site,
    folder_size,
    holds_site,
    in_cloud,
    is_network_mount,
    on_network,
    place_for_site,
    refuse_unusable,
)
from models.errors import UserError
from models.progress import Cancelled
from models.queries.integrity import check_database
from tests.models.make import clock, content, copied_database, make_organization, new_database

DB = "marshrut.db"
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
/dev/sdb1 /mnt/share/disk ext4 rw 0 0
user@host: /mnt/far fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A closed site with an attachment and a log."""
    folder = tmp_path / "Прежняя"
    folder.mkdir()
    db = copied_database(folder)
    make_organization(db)
    db.close()
    (folder / "attachments" / "2026").mkdir(parents=True)
    (folder / "attachments" / "2026" / "фото.jpg").write_bytes(b"photo" * 1000)
    (folder / "logs").mkdir()
    (folder / "logs" / "marshrut.log").write_text("started")
    return folder


def copy(site: Path, target: Path) -> None:
    copy_site(site, target, database=DB, clock=clock(), progress=lambda _done, _total: None)


def files(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_an_attachment_with_a_second_name_in_the_backups_takes_its_room_once(site: Path, tmp_path: Path) -> None:
    photo, kept = (site / place / "2026" / "фото.jpg" for place in ("attachments", "backups/attachments"))
    kept.parent.mkdir(parents=True)
    kept.hardlink_to(photo)
    size = folder_size(site)
    copy(site, tmp_path / "Новая")
    copied = [tmp_path / "Новая" / each.relative_to(site) for each in (photo, kept)]
    assert copied[0].samefile(copied[1])
    assert copied[1].read_bytes() == photo.read_bytes()
    assert folder_size(tmp_path / "Новая") == size - len("started")


def test_where_files_have_no_second_names_the_attachment_is_copied_twice(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, kept = (site / place / "2026" / "фото.jpg" for place in ("attachments", "backups/attachments"))
    kept.parent.mkdir(parents=True)
    kept.hardlink_to(photo)
    monkeypatch.setattr(os, "link", _refused)
    copy(site, tmp_path / "Новая")
    assert (tmp_path / "Новая" / kept.relative_to(site)).read_bytes() == photo.read_bytes()


def _refused(*_places: object) -> None:
    raise PermissionError(errno.EPERM, "no links here")


def test_a_copy_has_everything_but_the_log(site: Path, tmp_path: Path) -> None:
    before = files(site)
    copy(site, tmp_path / "Новая")
    assert files(site) == before
    assert sorted(files(tmp_path / "Новая")) == sorted(name for name in before if not name.startswith("logs"))
    was, now = new_database(site), new_database(tmp_path / "Новая")
    assert (content(now), check_database(now)) == (content(was), [])
    was.close()
    now.close()


def test_an_empty_folder_is_filled(site: Path, tmp_path: Path) -> None:
    (tmp_path / "Новая").mkdir()
    copy(site, tmp_path / "Новая")
    assert holds_site(tmp_path / "Новая", DB)


def test_progress_counts_bytes(site: Path, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    copy_site(
        site, tmp_path / "Новая", database=DB, clock=clock(), progress=lambda done, total: said.append((done, total))
    )
    assert said[-1][0] == said[-1][1] == folder_size(site) - len("started")


def test_a_damaged_file_is_not_moved_and_nothing_is_left_of_the_try(site: Path, tmp_path: Path) -> None:
    damaged = bytearray((site / DB).read_bytes())
    damaged[8192:] = b"\xaa" * (len(damaged) - 8192)
    (site / DB).write_bytes(damaged)
    with pytest.raises(UserError):
        copy(site, tmp_path / "Новая")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Прежняя"]
    assert (site / DB).read_bytes() == damaged


def test_a_folder_with_something_in_it_is_not_written_over(site: Path, tmp_path: Path) -> None:
    (tmp_path / "Новая").mkdir()
    (tmp_path / "Новая" / "письмо.txt").write_text("важное")
    said: list[int] = []
    with pytest.raises(UserError, match="уже лежат другие файлы"):
        copy_site(site, tmp_path / "Новая", database=DB, clock=clock(), progress=lambda done, _total: said.append(done))
    assert said == [], "refused before anything is copied"
    assert files(tmp_path / "Новая") == {"письмо.txt": "важное".encode()}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Новая", "Прежняя"]


def test_a_copy_stopped_at_its_very_end_leaves_nothing(site: Path, tmp_path: Path) -> None:
    def stop_at_the_end(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        copy_site(site, tmp_path / "Новая", database=DB, clock=clock(), progress=stop_at_the_end)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Прежняя"]


def test_a_full_disk_is_said_to_have_no_room_and_not_a_kilobyte(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _place: SimpleNamespace(free=0))
    with pytest.raises(UserError, match="свободного нет совсем"):
        copy(site, tmp_path / "Новая")


def test_a_site_is_placed_where_it_is_and_in_an_empty_folder_as_it_is(site: Path, tmp_path: Path) -> None:
    (tmp_path / "Новая").mkdir()
    assert place_for_site(site, DB) == site
    assert place_for_site(tmp_path / "Новая", DB) == tmp_path / "Новая"


def test_beside_other_files_a_site_gets_a_folder_of_its_own(site: Path, tmp_path: Path) -> None:
    assert place_for_site(tmp_path, DB) == tmp_path / "Маршрут"


def test_where_that_folder_holds_other_files_the_place_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "Маршрут").mkdir()
    (tmp_path / "Маршрут" / "письмо.txt").write_text("важное")
    with pytest.raises(UserError, match="уже лежат другие файлы"):
        place_for_site(tmp_path, DB)


@pytest.mark.skipif(sys.platform != "linux", reason="knows the disks of Linux by name")
@pytest.mark.parametrize("top", ["/", "/proc"])
def test_at_the_top_of_a_disk_a_site_gets_a_folder_of_its_own(top: str) -> None:
    assert place_for_site(Path(top), DB) == Path(top, "Маршрут")


def test_a_disk_that_is_not_there_is_refused_and_not_looked_for_without_end(site: Path) -> None:
    class OfMissingDisk(type(site)):  # a path below a drive letter that no disk has
        @override
        def exists(self, *, follow_symlinks: bool = True) -> bool:
            return False

    with pytest.raises(UserError, match="нет на месте"):
        refuse_unusable(OfMissingDisk("/Q/Маршрут"), now=site)


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("Прежняя", "и так лежат"),
        ("Прежняя/внутри", "внутри другой"),
        (".", "внутри другой"),
        ("OneDrive/Маршрут", "облачная"),
        ("письмо.txt", "лежит файл"),
    ],
)
def test_a_folder_that_will_not_do_is_refused_with_its_reason(
    site: Path, tmp_path: Path, folder: str, said: str
) -> None:
    (tmp_path / "письмо.txt").write_text("")
    with pytest.raises(UserError, match=said):
        refuse_unusable(tmp_path / folder, now=site)


def test_a_folder_that_cannot_be_written_to_is_refused(site: Path) -> None:
    with pytest.raises(UserError, match="нельзя записывать"):
        refuse_unusable(Path("/proc/self/fd"), now=site)


def test_a_folder_that_is_not_there_yet_will_do(site: Path, tmp_path: Path) -> None:
    refuse_unusable(tmp_path / "Новая" / "глубже", now=site)
    assert not (tmp_path / "Новая").exists()


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/anna", False),
        ("/mnt/share", True),
        ("/mnt/share/сад", True),
        ("/mnt/our share/сад", True),
        ("/mnt/shared", False),
        ("/mnt/share/disk/сад", False),
        ("/mnt/far/сад", True),
        ("/run/user/1000/gvfs/smb-share", True),
    ],
)
def test_a_share_is_known_by_the_mount_it_lies_on(folder: str, remote: bool) -> None:
    assert is_network_mount(Path(folder), MOUNTS) is remote


def test_this_disk_is_no_share(tmp_path: Path) -> None:
    assert not on_network(tmp_path)


@pytest.mark.parametrize(
    ("folder", "cloudy"),
    [
        ("D:/OneDrive/site", True),
        ("D:/Yandex.Disk/site", True),
        ("D:/ЯНДЕКС.ДИСК/site", True),
        ("D:/Сад/Маршрут", False),
    ],
)
def test_clouds_are_known_by_their_folders(folder: str, cloudy: bool) -> None:
    assert in_cloud(Path(folder)) is cloudy
