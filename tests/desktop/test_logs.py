import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.logs import FILE_NAME, places, start_log, stop_log

pytestmark = pytest.mark.logs_warnings


@pytest.fixture(autouse=True)
def _log_closed() -> Iterator[None]:
    yield
    stop_log()


def test_our_own_sentence_is_kept(tmp_path: Path):
    start_log(tmp_path)
    logging.getLogger("desktop.app").warning("opened in %d ms", 12)
    assert "opened in 12 ms" in (tmp_path / FILE_NAME).read_text("utf-8")


def test_what_a_library_says_is_not_kept(tmp_path: Path):
    start_log(tmp_path)
    logging.getLogger("openpyxl.reader").warning("bad cell %s", "Иванова Мария")
    logged = (tmp_path / FILE_NAME).read_text("utf-8")
    assert "openpyxl.reader" in logged
    assert "Иванова" not in logged


def test_an_exception_is_kept_by_place_and_not_by_value(tmp_path: Path):
    start_log(tmp_path)
    try:
        int("112-233-445 95")
    except ValueError:
        logging.getLogger("models.rules").exception("cannot read")
    logged = (tmp_path / FILE_NAME).read_text("utf-8")
    assert "builtins.ValueError" in logged
    assert "test_logs.py" in logged
    assert "112-233" not in logged


def test_the_log_comes_to_be_with_its_first_record(tmp_path: Path):
    start_log(tmp_path / "logs")
    assert not (tmp_path / "logs").exists()


def test_a_folder_that_cannot_be_made_does_not_stop_the_work(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    (tmp_path / "file").write_text("in the way")
    start_log(tmp_path / "file" / "logs")
    logging.getLogger("desktop.app").warning("opened")
    assert capfd.readouterr().err == ""


def test_a_full_log_is_put_aside_and_the_oldest_goes(tmp_path: Path):
    start_log(tmp_path)
    for age in range(6):
        (tmp_path / FILE_NAME).write_text(f"run {age}\n" + "x" * 600_000, "utf-8")
        logging.getLogger("desktop.app").warning("opened")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == [FILE_NAME, *(f"{FILE_NAME}.{age}" for age in (1, 2, 3))]
    assert (tmp_path / FILE_NAME).read_text("utf-8").endswith("opened\n")
    assert (tmp_path / f"{FILE_NAME}.3").read_text("utf-8").startswith("run 3")


def _fail_because_of(cause: Exception) -> NoReturn:
    raise ValueError("Петрова") from cause


def test_places_follow_the_chain_of_causes():
    with pytest.raises(ValueError, match="Петрова") as failure:
        _fail_because_of(KeyError("Петрова"))
    described = places(failure.value)
    assert "because of builtins.KeyError" in described
    assert "Петрова" not in described


def test_places_hold_no_folder_above_the_code():
    with pytest.raises(ValueError, match="Петрова") as failure:
        _fail_because_of(KeyError())
    assert str(Path(__file__).parent) not in places(failure.value)
