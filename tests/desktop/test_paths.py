from pathlib import Path

from desktop.paths import Paths, default_paths


def test_everything_of_a_site_lies_under_one_folder(tmp_path: Path):
    paths = Paths.under(tmp_path)
    places = (paths.database, paths.attachments, paths.logs, paths.backups, paths.outbox)
    assert all(place.parent == tmp_path for place in places)


def test_naming_the_places_makes_none_of_them(tmp_path: Path):
    Paths.under(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_the_default_folder_is_known_without_a_window():
    assert default_paths().root.name == "marshrut"
