"""A signed sheet comes back: printed by the program itself, scanned a little askew, dropped on the window."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from exports.registry import paper_bytes
from models.commands.undo import undo_last
from models.queries.attachments import attached_files
from models.queries.events import event_page
from models.queries.journals_print import registration_sheet
from models.rows.attachments import EventPlace
from models.rows.codes import FilePurpose
from models.rules.sheet_code import sheet_code
from tests.models.make import run
from tests.views.dropping import drop
from tests.views.stage import Stage, type_text
from views.workplace import Workplace


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    made = open_stage()
    made.page("overview")
    return made


@pytest.fixture
def at(stage: Stage) -> Workplace:
    assert stage.session.workplace is not None
    return stage.session.workplace


@pytest.fixture
def event_id(at: Workplace) -> int:
    return event_page(at.db)[3].id


def _scan(at: Workplace, event_id: int, path: Path) -> Path:
    """The printed sheet of an event as a scanner gives it: grey, two degrees askew."""
    pdf = paper_bytes("registration-sheet", "pdf", registration_sheet(at.db, event_id))
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=200 / 72).to_pil().convert("L")
    page.rotate(2, expand=True, fillcolor=255).save(path, quality=80)
    document.close()
    return path


def _said(stage: Stage) -> str:
    return stage.session.window.undo_bar.notice.text


def test_a_scan_dropped_on_the_window_is_attached_to_its_event(
    stage: Stage, at: Workplace, event_id: int, tmp_path: Path
) -> None:
    assert drop(stage.window, [_scan(at, event_id, tmp_path / "скан.jpg")])
    stage.settle()
    files = attached_files(at.db, EventPlace(event_id))
    assert [file.purpose for file in files] == [FilePurpose.SIGNED_SHEET]
    assert _said(stage).startswith("Подписанный лист приложен к мероприятию")
    page = stage.session.window.page("events")
    assert page is not None
    assert page.isVisible()


def test_the_scan_is_taken_back(stage: Stage, at: Workplace, event_id: int, tmp_path: Path) -> None:
    drop(stage.window, [_scan(at, event_id, tmp_path / "скан.png")])
    stage.settle()
    undo_last(at.db, actor=at.actor())
    assert attached_files(at.db, EventPlace(event_id)) == []


def test_the_sheet_of_another_site_is_told_and_kept_out(
    stage: Stage, at: Workplace, event_id: int, tmp_path: Path
) -> None:
    scan = _scan(at, event_id, tmp_path / "скан.jpg")
    run(at.db, "UPDATE site SET site_code = 'ZZ-99', uid = '01890000-0000-7000-8000-000000000000'")
    drop(stage.window, [scan])
    stage.settle()
    assert _said(stage) == "Это лист другой площадки."
    assert attached_files(at.db, EventPlace(event_id)) == []


def test_a_scan_without_a_code_is_told_what_to_do(stage: Stage, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (800, 1100), 255).save(tmp_path / "пусто.png")
    drop(stage.window, [tmp_path / "пусто.png"])
    stage.settle()
    notice = stage.session.window.undo_bar.notice
    assert notice.text == "На скане не нашлось кода листа регистрации."
    assert notice.choice is not None
    notice.choice[1]()
    assert stage.find(QLineEdit, "palette-field").isVisible()


def test_a_file_that_nothing_here_can_keep_is_told_where_it_belongs(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "смета.xlsx").write_bytes(b"PK")
    drop(stage.window, [tmp_path / "смета.xlsx"])
    stage.settle()
    assert _said(stage) == "Это не скан листа регистрации."


def test_a_photo_dropped_anywhere_on_the_page_of_an_event_is_attached_to_it(
    stage: Stage, at: Workplace, event_id: int, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (640, 480), (90, 120, 60)).save(tmp_path / "снимок.jpg")
    stage.page("events", event_id)
    drop(stage.window, [tmp_path / "снимок.jpg"])
    stage.settle(rounds=8)
    assert [file.purpose for file in attached_files(at.db, EventPlace(event_id))] == [FilePurpose.PHOTO]


@pytest.mark.parametrize("layout", ["кириллица", "latin", "latin keys", "кириллические клавиши"])
def test_the_code_typed_in_either_layout_opens_the_event(
    stage: Stage, at: Workplace, event_id: int, layout: str, qtbot: QtBot
) -> None:
    code = sheet_code(event_id)
    lookalike = code.translate(str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")).replace(" ", "").lower()
    typed = {
        "кириллица": code,
        "latin": lookalike,
        "latin keys": code.lower().translate(str.maketrans("авекмнрстух", "fdtrvyhcneo".replace("o", "["))),
        "кириллические клавиши": lookalike.translate(str.maketrans("abekmhpctyx", "фиульрзсенч")),
    }[layout]
    stage.session.window.open_palette()
    field = stage.find(QLineEdit, "palette-field")
    type_text(field, typed)
    offered = stage.find(QListView, "palette-list").model().index(0, 0).data()
    assert offered.startswith("Открыть мероприятие")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    stage.settle()
    page = stage.session.window.page("events")
    assert page is not None
    assert page.attendance.card.id == event_id
