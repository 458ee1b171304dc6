"""Which file a drop or a paste means."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from views.importing.reading import file_in


def test_only_one_existing_file_is_taken_from_a_drop(tmp_path: Path) -> None:
    path = tmp_path / "март.csv"
    path.write_text("ФИО", encoding="utf-8")
    one, two, none = QMimeData(), QMimeData(), QMimeData()
    one.setUrls([QUrl.fromLocalFile(str(path))])
    two.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(path))])
    none.setText("просто текст")
    assert [file_in(mime) for mime in (one, two, none)] == [path, None, None]
