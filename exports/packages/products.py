"""Products of a period with their files, and photos of its events."""

from collections.abc import Iterable
from dataclasses import replace

from exports.packages.carried_files import FILE_FIELDS
from exports.packages.contents import Content
from exports.packages.tables import Field, Row, Table
from exports.packages.wide import Laid, Layout
from models.rows.codes import ProductStatus
from models.rows.report import SitePassport
from models.rows.sealed import CarriedFile, NewsContents, ProductContents
from models.rules.periods import Period

PRODUCTS = "products"
NEWS = "news"

FILES = Laid(
    Table(
        "files",
        "Файлы",
        (
            Field("of", "Чей", required=True, enum=("event", "product")),
            Field("record", "Код записи", required=True),
            *FILE_FIELDS,
            Field("caption", "Подпись"),
        ),
        ("of", "record", "sha256"),
        description="лежат в data/files под своей суммой; которых там нет, те пришли с принятым пакетом",
    ),
    Layout.ROWS,
)

_EVENT = (
    Field("uid", "Код", required=True),
    Field("held_on", "Дата", "date", required=True),
    Field("title", "Тема", required=True),
    Field("format", "Формат", required=True),
)

PRODUCT_TABLES: tuple[Laid, ...] = (
    Laid(
        Table(
            "products",
            "Продукты",
            (
                Field("uid", "Код", required=True),
                Field("title", "Название", required=True),
                Field("product_kind", "Вид", required=True),
                Field("made_on", "Дата", "date", required=True),
                Field("status", "Состояние", required=True, enum=tuple(each.value for each in ProductStatus)),
                Field("event", "Мероприятие"),
                Field("level", "Уровень"),
                Field("participation_form", "Форма участия"),
                Field("publication", "Публикация"),
                Field("url", "Ссылка"),
            ),
            ("uid",),
        ),
        Layout.ROWS,
    ),
    Laid(Table("events", "Мероприятия с фотографиями", _EVENT, ("uid",)), Layout.ROWS),
    FILES,
)

NEWS_TABLES: tuple[Laid, ...] = (
    Laid(
        Table(
            "news",
            "Новости",
            (
                *_EVENT,
                Field("place", "Место"),
                Field("description", "Описание"),
                Field("outcome", "Результат"),
                Field("link", "Ссылка"),
            ),
            ("uid",),
        ),
        Layout.ROWS,
    ),
    FILES,
)


def products_package(site: SitePassport, period: Period, found: ProductContents) -> Content:
    """The tables of the products; the contents of files are added by who reads them."""
    tables = _filled(PRODUCT_TABLES, found.products, found.events, _file_rows(found.files))
    return Content(PRODUCTS, period, site.site_code, site.short_name, tables)


def news_package(site: SitePassport, period: Period, found: NewsContents) -> Content:
    """The tables of the news, in the same way."""
    tables = _filled(NEWS_TABLES, found.news, _file_rows(found.files))
    return Content(NEWS, period, site.site_code, site.short_name, tables)


def _file_rows(files: Iterable[CarriedFile]) -> list[Row]:
    return [tuple(each)[:-1] for each in files]


def _filled(tables: Iterable[Laid], *rows: Iterable[Row]) -> tuple[Laid, ...]:
    filled = zip(tables, rows, strict=True)
    return tuple(Laid(replace(each.table, rows=list(lines)), each.layout) for each, lines in filled)
