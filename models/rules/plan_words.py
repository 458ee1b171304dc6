"""A change of a plan or of one of its lines, told in words."""

from collections.abc import Mapping
from datetime import date

from models.rows.codes import Code, Mode, PlanItemStatus, PlanKind, PlanStatus
from models.rows.plan_history import WordChange
from models.rules.words import amount, day_in_table

Names = Mapping[str, Mapping[int, str]]
"""Table → id → what the row is called."""
Row = Mapping[str, object]

_DAYS = frozenset(
    {"starts_on", "ends_on", "council_on", "agreed_on", "approved_on", "due_from", "due_to", "done_on", "postponed_to"}
)
_CODES: Mapping[tuple[str, str], type[Code]] = {
    ("plan", "kind"): PlanKind,
    ("plan", "status"): PlanStatus,
    ("plan_item", "mode"): Mode,
    ("plan_item", "status"): PlanItemStatus,
}
_LINKS = {
    "program_id": "program", "tutor_id": "person", "parent_id": "plan", "section_id": "plan_section",
    "format_id": "event_format", "responsible_id": "person", "product_kind_id": "product_kind",
    "indicator_id": "indicator",
}  # fmt: skip
LINKED_TABLES = tuple(sorted({*_LINKS.values(), "support_task"}))
"""Tables whose rows a change may name."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "plan": {
        "title": "название", "kind": "вид плана", "starts_on": "начало", "ends_on": "конец",
        "program_id": "программа", "tutor_id": "тьютор", "parent_id": "общий план", "status": "состояние",
        "council_protocol_no": "протокол совета №", "council_on": "обсуждён советом", "agreed_on": "согласован",
        "approved_by": "кто утвердил", "approved_on": "утверждён", "goal": "цель", "tasks": "задачи",
    },
    "plan_item": {
        "title": "мероприятие", "task_no": "номер", "section_id": "раздел", "format_id": "формат",
        "due_from": "начало срока", "due_to": "конец срока", "mode": "форма проведения", "place": "место",
        "audience": "категория участников", "planned_count": "участников", "responsible_id": "ответственный",
        "expected_result": "ожидаемый результат", "product_kind_id": "вид продукта", "indicator_id": "показатель",
        "planned_value": "плановое значение", "status": "состояние", "done_on": "выполнено",
        "postponed_to": "перенесено на", "reason": "причина",
    },
}  # fmt: skip
"""Columns a history tells of, in the order to tell, and what they are called."""


def word_changes(table: str, old: Row, new: Row, names: Names) -> tuple[WordChange, ...]:
    """The fields that differ, in words; stamps and ids of the row itself are nobody's business."""
    return tuple(
        WordChange(title, _word(table, field, old.get(field), names), _word(table, field, new.get(field), names))
        for field, title in FIELDS[table].items()
        if old.get(field) != new.get(field)
    )


def _word(table: str, field: str, value: object, names: Names) -> str:
    if value is None or value == "":
        return ""
    if field in _DAYS:
        return day_in_table(date.fromisoformat(str(value)))
    codes = _CODES.get((table, field))
    if codes is not None:
        return codes(str(value)).label
    if field in _LINKS and isinstance(value, int):
        return names[_LINKS[field]].get(value, "запись убрана")
    return amount(value) if isinstance(value, int | float) else str(value)
