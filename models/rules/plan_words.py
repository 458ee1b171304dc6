"""A change of a plan or of one of its lines, told in words."""

from collections.abc import Mapping

from models.rows.codes import Mode, PlanItemStatus, PlanKind, PlanStatus
from models.rows.plan_history import WordChange
from models.rules import change_words
from models.rules.change_words import Names, Row, Vocabulary

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

_WORDS = Vocabulary(
    fields=FIELDS,
    days=frozenset(
        {
            "starts_on",
            "ends_on",
            "council_on",
            "agreed_on",
            "approved_on",
            "due_from",
            "due_to",
            "done_on",
            "postponed_to",
        }
    ),
    codes={
        ("plan", "kind"): PlanKind,
        ("plan", "status"): PlanStatus,
        ("plan_item", "mode"): Mode,
        ("plan_item", "status"): PlanItemStatus,
    },
    links=_LINKS,
)


def word_changes(table: str, old: Row, new: Row, names: Names) -> tuple[WordChange, ...]:
    """The fields of a plan or of a line that differ, in words."""
    return change_words.word_changes(_WORDS, table, old, new, names)
