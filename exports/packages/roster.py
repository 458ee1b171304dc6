"""The sealed list of trainees for orders: the one package with names, so it goes sealed or not at all."""

from dataclasses import replace

from exports.packages.contents import Content
from exports.packages.tables import Field, Table
from exports.packages.wide import Laid, Layout
from models.database import Database
from models.queries.roster_package import roster_contents
from models.rows.codes import EnrollmentStatus
from models.rules.periods import Period

ROSTER = "roster"

ROSTER_TABLES: tuple[Laid, ...] = (
    Laid(
        Table(
            "roster",
            "Стажёры",
            (
                Field("stream", "Код потока", required=True),
                Field("trainee", "Код стажёра", "integer", required=True),
                Field("stream_title", "Поток", required=True),
                Field("program", "Программа", required=True),
                Field("name", "Фамилия, имя, отчество", required=True),
                Field("position", "Должность", required=True),
                Field("organization", "Организация", required=True),
                Field("municipality", "Муниципальное образование"),
                Field("status", "Состояние", required=True, enum=tuple(each.value for each in EnrollmentStatus)),
                Field("enrolled_on", "Зачислен", "date"),
                Field("left_on", "Выбыл", "date"),
            ),
            ("stream", "trainee"),
        ),
        Layout.ROWS,
    ),
)


def roster_package(db: Database, period: Period) -> Content:
    """The trainees of a period by name; raises UserError where there is nobody."""
    found = roster_contents(db, period)
    (laid,) = ROSTER_TABLES
    table = replace(laid.table, rows=found.places)
    return Content(ROSTER, period, found.site_code, found.site_name, (Laid(table, laid.layout),))
