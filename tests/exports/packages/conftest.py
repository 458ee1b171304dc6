"""A small invented package: three linked tables, a stand-in for the report, fields of bag-info.txt."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from exports.packages.bag import bag_bytes
from exports.packages.tables import Field, ForeignKey, Table, tables_payload

NAME = "bez-koda-1a2b3c_2026-Q1_quarterly-report_001"
INFO = (
    ("Source-Organization", "Детский сад № 0 «Пример», стажировочная площадка «Игра и речь» Примерского округа"),
    ("Marshrut-Site", "без-кода-1a2b3c"),
    ("Marshrut-Period", "2026-Q1"),
    ("Marshrut-Program", "0.1.0"),
)


@pytest.fixture(scope="session")
def name() -> str:
    return NAME


@pytest.fixture(scope="session")
def info() -> tuple[tuple[str, str], ...]:
    return INFO


@pytest.fixture(scope="session")
def tables() -> tuple[Table, ...]:
    municipalities = Table(
        name="municipality",
        title="Муниципальные округа",
        fields=(
            Field("oktmo", "Код ОКТМО", required=True, pattern="[0-9]{8}"),
            Field("title", "Название", required=True, unique=True),
        ),
        primary_key=("oktmo",),
        rows=[("05701000", "Владивостокский"), ("05705000", "Артёмовский")],
    )
    events = Table(
        name="event",
        title="Мероприятия",
        description="Проведённые за период мероприятия",
        fields=(
            Field("event", "Код мероприятия", kind="integer", required=True),
            Field("held_on", "Дата", kind="date", required=True),
            Field("title", "Тема", required=True, description="Как в журнале мероприятий"),
            Field("mode", "Форма", required=True, enum=("очно", "дистанционно", "смешанно")),
            Field("hours", "Академических часов", kind="number"),
            Field("planned", "По плану", kind="boolean", required=True),
            Field("oktmo", "Муниципальный округ"),
        ),
        primary_key=("event",),
        foreign_keys=(ForeignKey(("oktmo",), "municipality", ("oktmo",)),),
        rows=[
            (1, date(2026, 1, 20), "Семинар «Речь»; =1+1", "очно", Decimal("1.50"), True, "05701000"),
            (2, date(2026, 2, 3), '=HYPERLINK("x")', "дистанционно", 2, False, None),
            (3, date(2026, 3, 12), 'Игра\nи, кавычки "так"\n- пункт', "смешанно", None, True, "05705000"),
        ],
    )
    attendance = Table(
        name="attendance",
        title="Посещаемость",
        fields=(
            Field("event", "Мероприятие", kind="integer", required=True),
            Field("trainee", "Код стажёра", required=True, pattern="С-[0-9]{4}"),
            Field("minutes", "Минут", kind="integer"),
        ),
        primary_key=("event", "trainee"),
        foreign_keys=(ForeignKey(("event",), "event", ("event",)),),
        rows=[(1, "С-0001", 45), (1, "С-0002", None), (2, "С-0001", 90)],
    )
    return municipalities, events, attendance


@pytest.fixture(scope="session")
def payload(tables: Sequence[Table]) -> dict[str, bytes]:
    files = tables_payload("quarterly-report", "Квартальный отчёт за I квартал 2026 года", tables)
    return files | {"report.pdf": b"%PDF-1.4 invented\n%%EOF\n", "report.xlsx": bytes(range(256))}


@pytest.fixture(scope="session")
def package(payload: dict[str, bytes]) -> bytes:
    return bag_bytes(NAME, payload, INFO)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    """Give a function that saves bytes as a package file."""

    def save(content: bytes) -> Path:
        path = tmp_path / f"{NAME}.zip"
        path.write_bytes(content)
        return path

    return save
