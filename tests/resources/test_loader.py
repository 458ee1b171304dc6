"""Files that ship with the program are found wherever it lies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from resources import loader


def test_bytes_text_and_json_come_from_the_same_file():
    name = "reference/plan_sections.json"

    assert loader.read_bytes(name).decode("utf-8") == loader.read_text(name)
    assert loader.read_json(name)[0]["code"] == "management"


def test_a_file_that_was_not_shipped_is_named_in_the_exception():
    with pytest.raises(FileNotFoundError, match=r"icons/no_such\.svg"):
        loader.read_bytes("icons/no_such.svg")


def test_a_folder_that_was_not_shipped_is_named_in_the_exception():
    with pytest.raises(NotADirectoryError, match="no_such_folder"):
        loader.names("no_such_folder")


def test_a_folder_is_not_read_as_a_file():
    with pytest.raises(FileNotFoundError, match="icons"):
        loader.read_bytes("icons")


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "/etc/hostname", "icons//app.svg", "", "icons/./app.svg", "icons\\app.svg"]
)
def test_a_path_that_leaves_the_resources_is_refused(name):
    with pytest.raises(ValueError, match="not a path below"):
        loader.read_bytes(name)


def test_names_are_sorted_and_can_be_read():
    listed = loader.names("fonts")

    assert list(listed) == sorted(listed)
    assert all(loader.read_bytes(name) for name in listed)


def test_the_resources_are_read_in_a_folder_with_a_cyrillic_name(tmp_path):
    home = tmp_path / "Площадка «Маршрут» № 1"
    home.mkdir()
    shutil.copytree(Path(loader.__file__).parent, home / "resources", ignore=shutil.ignore_patterns("__pycache__"))
    code = (
        "from resources import loader; import pathlib; "
        "assert pathlib.Path(loader.__file__).is_relative_to(pathlib.Path.cwd()); "
        "print(len(loader.read_json('reference/municipalities.json')), len(loader.names('fonts')))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["33", str(len(loader.names("fonts")))]
