"""What is looked through before a report is approved: a row for every record that is to be mended or looked at."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from models.rows.codes import Code


class ReportCheck(Code):
    """A check, in the order to show: what keeps a report from being approved, then what is only worth a look."""

    EVENT_UNMARKED = "event_unmarked", "Мероприятия без отметок"
    MARKS_WITHOUT_LEADER = "marks_without_leader", "Отметки без ведущего"
    ITEM_WITHOUT_STATE = "item_without_state", "Пункты плана без состояния"
    INDICATOR_WITHOUT_FACT = "indicator_without_fact", "Показатели без факта"
    PEOPLE_WITHOUT_ORGANIZATION = "people_without_organization", "Организации участников без муниципалитета"
    LEADER_IN_TWO_PLACES = "leader_in_two_places", "Ведущий в двух местах сразу"
    SUM_DIFFERS = "sum_differs", "Суммы не сходятся"
    DATE_OUTSIDE = "date_outside", "Даты вне периода"

    @property
    def stops(self) -> bool:
        """Whether the report is not approved while this finds something; the rest may be as it is in life."""
        return self in _STOPPING


PASSED: Mapping[ReportCheck, str] = MappingProxyType(
    {
        ReportCheck.EVENT_UNMARKED: "У всех мероприятий есть участники",
        ReportCheck.MARKS_WITHOUT_LEADER: "У всех отметок есть ведущий",
        ReportCheck.ITEM_WITHOUT_STATE: "О каждом пункте плана сказано",
        ReportCheck.INDICATOR_WITHOUT_FACT: "Факт внесён во все показатели",
        ReportCheck.PEOPLE_WITHOUT_ORGANIZATION: "Муниципалитеты участников указаны",
        ReportCheck.LEADER_IN_TWO_PLACES: "Никто не вёл двух дел сразу",
        ReportCheck.SUM_DIFFERS: "Суммы сходятся",
        ReportCheck.DATE_OUTSIDE: "Даты в пределах периода",
    }
)
"""What is said of a check that finds nothing."""

_STOPPING = frozenset(
    {
        ReportCheck.EVENT_UNMARKED,
        ReportCheck.MARKS_WITHOUT_LEADER,
        ReportCheck.ITEM_WITHOUT_STATE,
        ReportCheck.INDICATOR_WITHOUT_FACT,
    }
)


class Mended(StrEnum):
    """What kind of record a row is mended at."""

    EVENT = "event"
    PLAN_ITEM = "plan_item"
    INDICATOR = "indicator"
    ORGANIZATION = "organization"
    PROGRAM = "program"
    FIGURE = "figure"
    """No record: the rows behind a figure of the report."""


class CheckRow(NamedTuple):
    """One finding: the record it is mended at (`record_id` 0 for a figure), its title, and why, in a sentence."""

    check: ReportCheck
    at: Mended
    record_id: int
    title: str
    why: str
