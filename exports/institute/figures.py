"""The figures that a site's report states: read, and asked about where its own records do not bear them out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

from exports.packages.bag_reading import refused
from exports.packages.opening import OpenedPackage
from exports.packages.quarterly_schema import PRESENCE_SIGNS
from exports.packages.tables import Value
from exports.packages.wide import Laid, field_names
from models.rows.codes import Presence
from models.rows.report import ReportTotals
from models.rules.receipt import Question
from models.rules.report_figures import TOTAL_TITLES

FACTS = "facts"

_FIGURES: Mapping[str, type[int] | type[float]] = {
    each.name: float if "float" in str(each.type) else int for each in fields(ReportTotals)
}
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "plan": ("planned", "done", "late", "moved", "cancelled", "open_items"),
    "events": ("events", "unplanned_events", "minutes", "visits", "guests", "unique_people"),
    "geography": ("organisations", "municipalities", "remote_people"),
    "programmes": ("streams", "enrolled", "completed", "expelled", "certificates"),
    "diagnostics": ("deficits_found", "deficits_resolved", "routes"),
    "products": ("products",),
    "dissemination": ("dissemination",),
    "satisfaction": ("survey_responses", "surveyed", "satisfaction", "nps"),
}
_SECTION_OF = {name: section for section, names in _SECTIONS.items() for name in names}
"""The section of the report that a figure stands in: a question opens it."""

_MOST = 10**12
_CAME = {PRESENCE_SIGNS[Presence.PRESENT], PRESENCE_SIGNS[Presence.REMOTE]}

_FIX = "Ничего не изменено. Попросите площадку собрать пакет заново."


def report_questions(opened: OpenedPackage) -> list[Question]:
    """What to ask the site about the figures of its report; UserError where it states what are no figures."""
    stated = stated_figures(opened.tables)
    return [
        Question(
            code="figure",
            text=f"«{TOTAL_TITLES[name]}»: в отчёте {stated.get(name, 0)}, а по записям, которые пришли с ним, "
            "выходит другое число.",
            record_table="report_text",
            record_key=_SECTION_OF[name],
        )
        for name in opened.differing
    ]


def stated_figures(tables: Sequence[Laid]) -> dict[str, int | float]:
    """The figures of a report by name, as `ReportTotals` has them; UserError where one is no number."""
    figures: dict[str, int | float] = {}
    for name, value in facts(tables, "figure"):
        if name not in _FIGURES:
            continue
        try:
            figures[name] = _FIGURES[name](value)
        except ValueError:
            raise refused([f"показатель {name} записан не числом"], _FIX) from None
        if not abs(figures[name]) <= _MOST:  # neither is what is no number
            raise refused([f"показатель {name} непомерно велик"], _FIX)
    return figures


def facts(tables: Sequence[Laid], part: str) -> Iterable[tuple[str, str]]:
    """Names and values of one part of the facts; UserError for a package without that table."""
    for each in tables:
        if each.table.name == FACTS:
            names = field_names(each.table.fields)
            at_part, at_name, at_value = (names.index(name) for name in ("part", "name", "value"))
            return [(str(row[at_name]), str(row[at_value])) for row in each.table.rows if row[at_part] == part]
    raise refused(["в пакете отчёта нет таблиц отчёта"], _FIX)


class CameFrom(NamedTuple):
    """Where those who took part in a site's events come from, named as other sites name them too.

    Organisations by name and ОКТМО (empty where it is not given), municipalities by ОКТМО.
    """

    organisations: frozenset[tuple[str, str]]
    municipalities: frozenset[str]


NOWHERE = CameFrom(frozenset(), frozenset())


def came_from(tables: Sequence[Laid]) -> CameFrom:
    """Count over the records of a report; what several sites have in common can then be counted once."""
    oktmo_of = {row["no"]: str(row["oktmo"]) for row in records(tables, "municipalities")}
    places = {
        row["no"]: (str(row["title"]).casefold(), oktmo_of.get(row["municipality"], ""))
        for row in records(tables, "organizations")
    }
    works_at = {row["no"]: places[row["organization"]] for row in records(tables, "trainees")}
    came = {works_at[row["trainee"]] for row in records(tables, "attendance") if row["mark"] in _CAME}
    return CameFrom(frozenset(came), frozenset(oktmo for _name, oktmo in came if oktmo))


def records(tables: Sequence[Laid], name: str) -> Iterator[Mapping[str, Value]]:
    """The rows of a table by the names of its fields."""
    for each in tables:
        if each.table.name == name:
            names = field_names(each.table.fields)
            for row in each.table.rows:
                yield dict(zip(names, row, strict=True))
