"""What an indicator can be counted from: measures, the filters each takes, and how quarters make a year."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.codes import Code


class Measure(Code):
    """What is counted in a period; an event or a product written down ahead counts from its day on."""

    WEB_PRODUCTS = "web_products", "Веб-продукты и открытые мероприятия"
    LOCAL_ACTS = "local_acts", "Локальные акты"
    EVENTS = "events", "Мероприятия"
    HOURS = "hours", "Академические часы мероприятий"
    VISITS = "visits", "Посещения по спискам"
    PEOPLE = "people", "Разные участники по спискам"
    REMOTE_SHARE = "remote_share", "Доля участников из удалённых поселений"
    ORGANIZATIONS = "organizations", "Дошкольные организации участников"
    MUNICIPALITIES = "municipalities", "Муниципалитеты участников"
    ENROLLED = "enrolled", "Зачисленные стажёры"
    COMPLETED = "completed", "Завершившие стажировку"
    CERTIFICATES = "certificates", "Выданные сертификаты"
    CONSULTATIONS = "consultations", "Консультации"
    PRODUCTS = "products", "Продукты"
    SATISFACTION = "satisfaction", "Средняя оценка в анкетах"


MODE, FORMAT, PROGRAM, PRODUCT_KIND, MUNICIPALITY, REMOTE = (
    "mode", "format_id", "program_id", "product_kind_id", "municipality_id", "is_remote",
)  # fmt: skip
"""Names of the filters."""

FILTERS: Mapping[str, str] = MappingProxyType(
    {
        FORMAT: "Формат",
        MODE: "Форма проведения",
        PROGRAM: "Программа",
        PRODUCT_KIND: "Вид продукта",
        MUNICIPALITY: "Муниципалитет",
        REMOTE: "Только удалённые поселения",
    }
)
"""What a filter asks for, as the form calls it."""

_OF_EVENTS = frozenset({MODE, FORMAT, PROGRAM})
_OF_VISITS = _OF_EVENTS | {MUNICIPALITY, REMOTE}
_OF_TRAINEES = frozenset({PROGRAM, MUNICIPALITY, REMOTE})

FILTERS_OF: Mapping[Measure, frozenset[str]] = MappingProxyType(
    {
        Measure.WEB_PRODUCTS: frozenset(),
        Measure.LOCAL_ACTS: frozenset(),
        Measure.EVENTS: _OF_EVENTS,
        Measure.HOURS: _OF_EVENTS,
        Measure.VISITS: _OF_VISITS,
        Measure.PEOPLE: _OF_VISITS,
        Measure.REMOTE_SHARE: _OF_VISITS - {REMOTE},
        Measure.ORGANIZATIONS: _OF_VISITS,
        Measure.MUNICIPALITIES: _OF_VISITS - {MUNICIPALITY},
        Measure.ENROLLED: _OF_TRAINEES,
        Measure.COMPLETED: _OF_TRAINEES,
        Measure.CERTIFICATES: _OF_TRAINEES,
        Measure.CONSULTATIONS: frozenset({MODE}),
        Measure.PRODUCTS: frozenset({PRODUCT_KIND}),
        Measure.SATISFACTION: frozenset({PROGRAM}),
    }
)
"""By what a measure can be narrowed."""

_UNITS = {
    Measure.HOURS: "ч",
    Measure.PEOPLE: "чел.",
    Measure.REMOTE_SHARE: "%",
    Measure.ENROLLED: "чел.",
    Measure.COMPLETED: "чел.",
    Measure.SATISFACTION: "балл",
}

LEVELS = frozenset({Measure.REMOTE_SHARE, Measure.SATISFACTION})
"""Measures that say how high something stands: quarters are not added up."""

DIFFERENT = frozenset({Measure.PEOPLE, Measure.ORGANIZATIONS, Measure.MUNICIPALITIES})
"""Measures of different people or places: the same ones come again in the next quarter."""

_LEVEL_UNITS = frozenset({"%", "балл", "баллов", "баллы", "доля"})


def unit_of(measure: Measure) -> str:
    """The unit a measure is counted in."""
    return _UNITS.get(measure, "шт.")


def is_level(measure: Measure | None, unit: str) -> bool:
    """Whether the figure stands at a height (a share, a mean) and is not gathered over the year."""
    return measure in LEVELS if measure is not None else unit.strip().casefold() in _LEVEL_UNITS
