"""Files are taken in, signed, checked for consents, given out and taken away, by keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.attachments import attached_files, may_leave, people_shown
from models.rows.attachments import AttachedFile, ProductPlace
from models.rows.codes import FilePurpose, PeopleShown
from models.rules.file_kinds import kind_of
from tests.models.make import HEAD, content, count, make_product, run
from tests.models.photos import photo, tells_nothing
from tests.views.stored import settle
from tests.views.widgets.keys import show, type_text
from views.files.sheet import FilesSheet
from views.messages import Notice
from views.people_field import PeopleField
from views.widgets.choice import ChoiceField
from views.workplace import Workplace

Open = Callable[..., FilesSheet]


def files_of(sheet: FilesSheet) -> list[AttachedFile]:
    """What the sheet shows."""
    return sheet.grid.model_of_files.files()


def photo_file(folder: Path, name: str = "IMG_1.jpg") -> Path:
    path = folder / name
    path.write_bytes(photo(size=(800, 600)))
    return path


@pytest.fixture
def add(qtbot: QtBot, workplace: Workplace) -> Callable[[FilesSheet, list[Path]], None]:
    def added(sheet: FilesSheet, paths: list[Path]) -> None:
        sheet.add_paths(paths)
        settle(qtbot, workplace)

    return added


def drop(sheet: FilesSheet, data: QMimeData) -> bool:
    """What a mouse with something in it does; whether the sheet would take it."""
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), action, data, buttons, keys)
    QApplication.sendEvent(sheet, enter)
    if enter.isAccepted():
        QApplication.sendEvent(sheet, QDropEvent(QPointF(20, 20), action, data, buttons, keys))
    return enter.isAccepted()


def find(sheet: QWidget, kind: type, name: str) -> QWidget:
    found = sheet.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def choose_person(field: PeopleField, typed: str) -> None:
    """The link, the beginning of a name, Enter."""
    field.add_button.setFocus()
    QTest.keyClick(field.add_button, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    line = popup.findChild(QLineEdit)
    assert line is not None
    type_text(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_dropped_photo_is_kept_small_and_tells_nothing(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, said: list[Notice]
) -> None:
    sheet = open_sheet(product)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo_file(tmp_path)))])
    assert drop(sheet, data)
    settle(qtbot, workplace)
    (file,) = attached_files(workplace.db, product)
    assert (file.name, file.purpose, file.kind) == ("IMG_1.jpg", FilePurpose.PHOTO, "image/webp")
    kept = (workplace.attachments / file.sha256[:2] / file.sha256).read_bytes()
    assert tells_nothing(kept)
    assert files_of(sheet) == [file]
    assert [(each.text, each.undo) for each in said] == [("Файл приложен.", True)]


def test_nothing_is_taken_while_the_record_is_not_stored(open_sheet: Open, tmp_path: Path) -> None:
    sheet = open_sheet(None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo_file(tmp_path)))])
    assert not drop(sheet, data)
    assert "когда запись сохранена" in sheet.hint.text()


@pytest.mark.parametrize("as_file", [True, False], ids=["file", "picture"])
def test_what_was_copied_is_pasted_with_ctrl_v(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, *, as_file: bool
) -> None:
    sheet = open_sheet(product)
    data = QMimeData()
    if as_file:
        data.setUrls([QUrl.fromLocalFile(str(photo_file(tmp_path)))])
    else:
        image = QImage(120, 80, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkGreen)
        data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    find(sheet, QPushButton, "sheet-link").setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    (file,) = attached_files(workplace.db, product)
    assert file.name == ("IMG_1.jpg" if as_file else "Вставленный рисунок.png")
    assert kind_of((workplace.attachments / file.sha256[:2] / file.sha256).read_bytes()) == "image/webp"


def test_a_bad_file_is_told_of_at_the_place_and_stops_no_other(
    open_sheet: Open, product: ProductPlace, tmp_path: Path, add, db: Database
) -> None:
    sheet = open_sheet(product)
    (tmp_path / "setup.pdf").write_bytes(b"MZ\x90")
    (tmp_path / "IMG_2.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(100))
    add(sheet, [tmp_path / "setup.pdf", photo_file(tmp_path), tmp_path / "IMG_2.heic"])
    assert [file.name for file in attached_files(db, product)] == ["IMG_1.jpg"]
    program, heic = sheet.refused.sentences()
    assert program.startswith("setup.pdf: Это программа")
    assert "Наиболее совместимые" in heic
    close = find(sheet, QPushButton, "refused-close")
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Return)
    assert not sheet.refused.isVisible()


def test_the_original_is_kept_when_asked_for(
    open_sheet: Open, product: ProductPlace, tmp_path: Path, add, db: Database
) -> None:
    sheet = open_sheet(product)
    sheet.originals.setFocus()
    QTest.keyClick(sheet.originals, Qt.Key.Key_Space)
    add(sheet, [photo_file(tmp_path)])
    (file,) = attached_files(db, product)
    assert file.original_sha256 is not None
    assert find(sheet, QPushButton, "file-original").isVisible()


def test_the_original_comes_later_when_the_photo_is_attached_again(
    open_sheet: Open, product: ProductPlace, tmp_path: Path, add, db: Database
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    sheet.originals.setFocus()
    QTest.keyClick(sheet.originals, Qt.Key.Key_Space)
    add(sheet, [photo_file(tmp_path)])
    (file,) = attached_files(db, product)
    assert file.original_sha256 is not None
    assert find(sheet, QPushButton, "file-original").isVisible()


def test_stopping_attaches_nothing(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, said: list[Notice]
) -> None:
    sheet = open_sheet(product)
    sheet.add_paths([photo_file(tmp_path)])
    sheet.progress.stop()
    settle(qtbot, workplace)
    assert count(workplace.db, "attachment") == 0
    assert [each.text for each in said] == ["Остановлено. Файлы не приложены."]


def test_a_caption_is_written_in_place_and_taken_back(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    before = content(workplace.db)
    sheet.grid.setFocus()
    QTest.keyClick(sheet.grid, Qt.Key.Key_F2)
    caption = find(sheet, QLineEdit, "caption")
    assert QApplication.focusWidget() is caption
    type_text(caption, "Игры на участке")
    QTest.keyClick(caption, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    assert [file.caption for file in attached_files(workplace.db, product)] == ["Игры на участке"]
    undo_last(workplace.db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(workplace.db) == before


def test_the_purpose_is_chosen_in_place(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    purpose = find(sheet, ChoiceField, "purpose")
    purpose.setFocus()
    QTest.keyClick(purpose, Qt.Key.Key_Down)
    settle(qtbot, workplace)
    (file,) = files_of(sheet)
    assert file.purpose is FilePurpose.SIGNED_SHEET
    assert not find(sheet, ChoiceField, "people").isVisible()


def test_a_photo_of_somebody_without_consent_is_flagged(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, people: list[int], tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    (file,) = files_of(sheet)
    chip = sheet.card.findChild(QWidget, "file-note")
    assert chip.accessibleName() == "нельзя публиковать: не проверено"
    shown = find(sheet, ChoiceField, "people")
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_End)
    field = find(sheet, PeopleField, "person_ids")
    assert isinstance(field, PeopleField)
    assert QApplication.focusWidget() is field.add_button
    choose_person(field, "ага")
    settle(qtbot, workplace)
    assert may_leave(workplace.db, file.attachment_id)
    assert not chip.isVisible()
    choose_person(field, "бу")
    settle(qtbot, workplace)
    assert [person.person_id for person in people_shown(workplace.db, file.attachment_id)] == people[:2]
    assert chip.accessibleName() == "нельзя публиковать: нет согласия"
    assert chip.isVisible()
    QTest.keyClick(find(field, QPushButton, f"person-{people[1]}"), Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert may_leave(workplace.db, file.attachment_id)


def test_a_photo_where_nobody_is_recognised_may_leave(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    shown = find(sheet, ChoiceField, "people")
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    settle(qtbot, workplace)
    (file,) = files_of(sheet)
    assert (file.people, file.may_leave) == (PeopleShown.NOBODY, True)


def test_del_takes_a_file_away_and_undo_brings_it_back(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add, said: list[Notice]
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    before = content(workplace.db)
    sheet.grid.setFocus()
    QTest.keyClick(sheet.grid, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert attached_files(workplace.db, product) == []
    assert sheet.hint.isVisible()
    assert said[-1].text == "Файл «IMG_1.jpg» убран."
    undo_last(workplace.db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(workplace.db) == before
    assert [file.name for file in files_of(sheet)] == ["IMG_1.jpg"]


class _Program(QObject):
    """Stands for the program of the system that shows pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))


def test_enter_opens_a_read_only_copy_under_a_name_that_tells_nothing(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path, "Бурова на участке.jpg")])
    program = _Program()
    QDesktopServices.setUrlHandler("file", program, "show_file")
    sheet.grid.setFocus()
    QTest.keyClick(sheet.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(program.shown))
    QDesktopServices.unsetUrlHandler("file")
    (path,) = program.shown
    assert kind_of(path.read_bytes()) == "image/webp"
    assert (path.suffix, "Бурова" in path.name) == (".webp", False)
    assert not path.stat().st_mode & 0o222


def test_a_copy_is_saved_where_the_person_says(
    qtbot: QtBot,
    workplace: Workplace,
    open_sheet: Open,
    product: ProductPlace,
    tmp_path: Path,
    add,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    asked: list[str] = []

    def answer(_parent: QWidget, suggestion: Path, kind: str) -> Path:
        asked.extend([suggestion.name, kind])
        return tmp_path / "копия.webp"

    monkeypatch.setattr("views.files.sheet.ask_where", answer)
    button = find(sheet, QPushButton, "file-copy")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle(qtbot, workplace)
    assert asked == ["IMG_1.webp", "webp"]
    assert kind_of((tmp_path / "копия.webp").read_bytes()) == "image/webp"


def test_a_content_that_is_gone_is_told_of(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add, said: list[Notice]
) -> None:
    sheet = open_sheet(product)
    path = tmp_path / "never-opened.jpg"
    path.write_bytes(photo(size=(310, 170)))
    add(sheet, [path])
    (file,) = files_of(sheet)
    (workplace.attachments / file.sha256[:2] / file.sha256).unlink()
    sheet.open_current()
    settle(qtbot, workplace)
    assert said[-1].text == "Содержимое файла не читается: его нет в папке данных."


def test_arrows_lead_from_file_to_file_and_the_card_follows(
    open_sheet: Open, product: ProductPlace, tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    pdf = tmp_path / "Программа.pdf"
    pdf.write_bytes(b"%PDF-1.7 program")
    add(sheet, [photo_file(tmp_path), pdf])
    sheet.grid.setFocus()
    assert sheet.grid.current_file() == files_of(sheet)[0]
    QTest.keyClick(sheet.grid, Qt.Key.Key_Right)
    assert sheet.grid.current_file() == files_of(sheet)[1]
    assert sheet.grid.current_file().name == "Программа.pdf"


def test_another_record_shows_its_own_files(
    open_sheet: Open, product: ProductPlace, tmp_path: Path, add, db: Database
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    sheet.show_place(ProductPlace(make_product(db, title="Памятка")))
    assert files_of(sheet) == []
    assert not sheet.card.isVisible()


def test_what_is_being_typed_outlives_a_change_elsewhere(
    qtbot: QtBot, workplace: Workplace, open_sheet: Open, product: ProductPlace, tmp_path: Path, add
) -> None:
    sheet = open_sheet(product)
    add(sheet, [photo_file(tmp_path)])
    caption = find(sheet, QLineEdit, "caption")
    caption.setFocus()
    type_text(caption, "Начало")
    run(workplace.db, "UPDATE attachment SET people = 'nobody'")
    settle(qtbot, workplace)
    assert caption.text() == "Начало"  # type: ignore[attr-defined]


def test_a_long_name_is_cut_and_said_in_full(qtbot: QtBot, workplace: Workplace, people: list[int]) -> None:
    run(workplace.db, "UPDATE person SET last_name = 'Константинопольская-Преображенская' WHERE id = ?", people[0])
    field = PeopleField(workplace.theme, workplace.db)
    field.set_value(people[:1])
    show(qtbot, field, 220, 120)
    token = find(field, QPushButton, f"person-{people[0]}")
    assert isinstance(token, QPushButton)
    assert token.width() <= 220
    assert token.text().endswith("…")
    assert token.toolTip() == "Убрать: Константинопольская-Преображенская М."
