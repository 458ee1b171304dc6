import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from desktop.paths import Paths, default_paths, remember_folder, usual_paths
from tests.models.make import new_database


def test_everything_of_a_site_lies_under_one_folder(tmp_path: Path):
    paths = Paths.under(tmp_path)
    places = (paths.database, paths.attachments, paths.logs, paths.backups, paths.outbox)
    assert all(place.parent == tmp_path for place in places)


def test_naming_the_places_makes_none_of_them(tmp_path: Path):
    Paths.under(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_the_default_folder_is_known_without_a_window():
    assert default_paths().root.name == "marshrut"


def test_without_a_choice_the_usual_folder_is_the_default_one():
    assert usual_paths() == default_paths()


def test_a_chosen_folder_is_found_again_until_the_default_one_is_chosen(tmp_path: Path):
    remember_folder(tmp_path / "Сад № 7")
    chosen = usual_paths()
    remember_folder(default_paths().root)
    assert (chosen, usual_paths()) == (Paths.under(tmp_path / "Сад № 7"), default_paths())


def test_the_choice_outlives_the_default_folder(tmp_path: Path):
    default_paths().root.mkdir()
    remember_folder(tmp_path)
    shutil.rmtree(default_paths().root)
    assert usual_paths().root == tmp_path


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"site\n", b"\n\n"])
def test_a_damaged_note_means_the_default_folder(tmp_path: Path, content: bytes):
    remember_folder(tmp_path)
    default_paths().root.with_name("marshrut-folder.txt").write_bytes(content)
    assert usual_paths() == default_paths()


def test_a_named_folder_goes_before_the_chosen_one(marshrut: Callable[..., CompletedProcess[str]], tmp_path: Path):
    new_database(tmp_path).close()
    remember_folder(tmp_path / "elsewhere")
    assert marshrut("check").returncode == 1
    assert marshrut("check", "--data", tmp_path).returncode == 0
