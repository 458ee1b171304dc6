"""The register of products by keyboard: found, sorted, entered, changed, taken out, copied, with files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.attachments import attached_files
from models.queries.products import product_card, product_counts, product_register
from models.rows.attachments import ProductPlace
from models.rows.codes import ProductStatus
from models.rows.products import ProductFilter, ProductSort
from tests.models.make import HEAD, content, run
from tests.models.photos import photo
from tests.views.stored import settle
from tests.views.widgets.keys import show, type_text
from views.drafts import Keeping
from views.people_field import PeopleField
from views.places import Place
from views.products.page import ProductsPage
from views.widgets.choice import ChoiceField
from views.widgets.fields import TextField
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot, workplace: Workplace) -> ProductsPage:
    page = ProductsPage(workplace)
    show(qtbot, page, 1300, 700)
    page.register.take_focus()
    return page


def titles(page: ProductsPage) -> list[str]:
    return [row.title for row in page.register.table.rows()]


def write(page: ProductsPage, key: str, text: str) -> None:
    field = page.panel.fields.editor(key)
    assert isinstance(field, TextField)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def choose_kind(page: ProductsPage) -> None:
    kind = page.panel.fields.editor("kind_id")
    assert isinstance(kind, ChoiceField)
    kind.setFocus()
    kind.setCurrentIndex(0)
    kind.edited.emit()


def save(page: ProductsPage, qtbot: QtBot, workplace: Workplace) -> None:
    QTest.keyClick(page.panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)


def test_the_register_shows_what_the_query_finds(page: ProductsPage, db: Database) -> None:
    assert titles(page) == [row.title for row in product_register(db)]


def test_typing_in_the_search_narrows_the_list_and_the_counts(qtbot: QtBot, page: ProductsPage, db: Database) -> None:
    page.focus_filter()
    type_text(page.register.bar.search, "памятка")
    wanted = ProductFilter(text="памятка")
    expected = [row.title for row in product_register(db, wanted)]
    assert expected
    qtbot.waitUntil(lambda: titles(page) == expected)
    published = page.register.bar.findChild(QWidget, "quick-published")
    assert published is not None
    assert published.accessibleName() == f"Опубликованы {product_counts(db, wanted).published}"


def test_a_quick_filter_leaves_one_state(page: ProductsPage, db: Database) -> None:
    page.register.bar.choose_quick("published")
    statuses = {row.status for row in page.register.table.rows()}
    assert statuses == {ProductStatus.PUBLISHED}
    assert len(titles(page)) == product_counts(db).published


@pytest.mark.parametrize("key", ["kind", "author", "period"])
def test_each_list_of_the_bar_narrows(page: ProductsPage, db: Database, key: str) -> None:
    every = len(titles(page))
    field = page.findChild(ChoiceField, f"filter-{key}")
    assert field is not None
    counts = []
    for at in range(1, field.count()):
        field.setCurrentIndex(at)
        field.edited.emit()
        counts.append(len(titles(page)))
    assert 0 < max(counts) <= every
    assert min(counts) < every


def test_a_heading_sorts_in_sql(page: ProductsPage, db: Database) -> None:
    page.register.model.sort(1)
    expected = product_register(db, sort=ProductSort.TITLE, descending=False)
    assert titles(page) == [row.title for row in expected]


def test_a_product_is_entered_and_its_photo_follows(
    qtbot: QtBot, page: ProductsPage, workplace: Workplace, db: Database, said: list[str], tmp_path
) -> None:
    page.primary_new()
    write(page, "title", "Памятка наблюдателя")
    choose_kind(page)
    write(page, "level", "краевой")
    save(page, qtbot, workplace)
    row = page.register.current()
    assert row is not None
    assert (row.title, row.level) == ("Памятка наблюдателя", "краевой")
    assert said == ["Продукт «Памятка наблюдателя» добавлен."]
    assert page.panel.key == row.id
    assert QApplication.focusWidget() is page.panel.files.first()
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(photo(size=(300, 200)))
    assert page.take_files([path])
    settle(qtbot, workplace)
    assert [file.name for file in attached_files(db, ProductPlace(row.id))] == ["IMG_1.jpg"]
    assert page.register.table.rows()[page.register.model.place_of(lambda each: each.id == row.id)].files == 1


def test_a_product_without_a_title_is_not_stored(
    qtbot: QtBot, page: ProductsPage, workplace: Workplace, db: Database
) -> None:
    before = content(db)
    page.primary_new()
    save(page, qtbot, workplace)
    assert page.panel.fields.problem_of("title") == "Заполните это поле"
    assert content(db) == before


def test_f2_changes_a_product_and_undo_brings_it_back(
    qtbot: QtBot, page: ProductsPage, workplace: Workplace, db: Database, said: list[str]
) -> None:
    page.register.table.select_first()
    row, before = page.register.current(), content(db)
    assert row is not None
    QTest.keyClick(page.register.table, Qt.Key.Key_F2)
    write(page, "publication", "сборник")
    save(page, qtbot, workplace)
    card = product_card(db, row.id)
    assert card is not None
    assert card.draft.publication == "сборник"
    assert said == [f"Продукт «{row.title}» изменён."]
    assert not page.panel.is_open
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before


def test_an_author_is_found_by_the_beginning_of_her_name(
    qtbot: QtBot, page: ProductsPage, workplace: Workplace, db: Database
) -> None:
    row = page.register.table.rows()[0]
    page.open_record(row.id)
    field = page.panel.fields.editor("author_ids")
    assert isinstance(field, PeopleField)
    before = len(field.value())
    field.add_button.setFocus()
    QTest.keyClick(field.add_button, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    line = popup.findChild(QLineEdit)
    assert line is not None
    type_text(line, "кра")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(field.value()) == before + 1
    save(page, qtbot, workplace)
    card = product_card(db, row.id)
    assert card is not None
    assert len(card.draft.author_ids) == before + 1


def test_del_takes_a_product_out_and_undo_brings_it_back(
    qtbot: QtBot, page: ProductsPage, workplace: Workplace, db: Database, said: list[str]
) -> None:
    page.register.table.select_first()
    row, before = page.register.current(), content(db)
    assert row is not None
    QTest.keyClick(page.register.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert row.title not in titles(page)
    assert said == [f"Продукт «{row.title}» убран."]
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before
    assert row.title in titles(page)


def test_the_list_is_copied_as_a_table(page: ProductsPage, db: Database) -> None:
    page._on_copy()
    copied = QGuiApplication.clipboard().text().strip().splitlines()
    assert copied[0].split("\t")[:2] == ["Дата", "Название"]
    assert len(copied) == 1 + len(product_register(db))


def test_what_was_typed_and_not_saved_outlives_a_restart(
    qtbot: QtBot, page: ProductsPage, workplace: Workplace, db: Database
) -> None:
    row = page.register.table.rows()[0]
    page.open_record(row.id)
    write(page, "title", "Недописанное")
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    for keeping in page.findChildren(Keeping):
        keeping.keep()
    again = ProductsPage(workplace)
    show(qtbot, again, 1300, 700)
    again.open_record(row.id)
    assert again.panel.fields.values()["title"] == "Недописанное"


def test_an_empty_register_says_how_to_begin(qtbot: QtBot, workplace: Workplace, db: Database) -> None:
    run(db, "DELETE FROM product")
    page = ProductsPage(workplace)
    show(qtbot, page, 1300, 700)
    page.register.take_focus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert page.panel.is_open


def test_places_lead_where_they_say(page: ProductsPage, db: Database, said: list[str]) -> None:
    row = product_register(db)[-1]
    page.show_place(row.id)
    assert page.panel.key == row.id
    assert page.register.current() == row
    page.show_place(Place.NEW)
    assert not isinstance(page.panel.key, int)
    page.show_place(99_999)
    assert said == ["Этого продукта уже нет в реестре."]
