"""A change of a person's card, or of what stands at it, told in words."""

from collections.abc import Mapping

from models.rows.codes import (
    Category,
    ConsentForm,
    ConsentPurpose,
    Education,
    EnrollmentStatus,
    PersonalDataState,
    RequirementKey,
    RestrictedNeed,
)
from models.rows.plan_history import WordChange
from models.rules import change_words
from models.rules.change_words import Names, Row, Vocabulary

_LINKS = {
    "position_id": "position", "organization_id": "organization", "stream_id": "stream", "role_id": "role",
}  # fmt: skip
LINKED_TABLES = tuple(sorted(_LINKS.values()))
"""Tables whose rows a change may name."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "person": {
        "last_name": "фамилия", "first_name": "имя", "patronymic": "отчество", "position_id": "должность",
        "organization_id": "организация", "category": "категория", "category_until": "категория до",
        "education": "образование", "experience_years": "стаж, лет", "phone": "телефон", "email": "почта",
        "note": "заметка", "pd_state": "карточка",
    },
    "consent": {
        "purpose": "цель", "data_scope": "какие данные", "form": "вид", "signed_on": "подписано",
        "valid_until": "действует до", "withdrawn_on": "отозвано", "destroyed_on": "уничтожено", "act": "акт",
    },
    "person_restricted": {
        "need": "для чего", "snils": "СНИЛС", "birth_date": "дата рождения", "sex": "пол",
        "diploma_surname": "фамилия в дипломе", "diploma_series": "серия диплома", "diploma_number": "номер диплома",
    },
    "enrollment": {
        "stream_id": "поток", "status": "состояние", "applied_on": "заявка", "enrolled_on": "зачислен с",
        "left_on": "выбыл", "direction": "направление", "individual_path": "индивидуальный план",
    },
    "requirement_override": {
        "key": "требование", "reason": "причина", "decided_on": "дата решения",
    },
    "role_assignment": {
        "role_id": "роль", "starts_on": "с", "ends_on": "по", "order_no": "приказ №", "order_date": "от",
    },
}  # fmt: skip
"""Columns a history tells of, in the order to tell, and what they are called."""

_WORDS = Vocabulary(
    fields=FIELDS,
    days=frozenset(
        {
            "category_until",
            "signed_on",
            "valid_until",
            "withdrawn_on",
            "destroyed_on",
            "applied_on",
            "enrolled_on",
            "left_on",
            "starts_on",
            "ends_on",
            "order_date",
            "decided_on",
        }
    ),
    codes={
        ("person", "category"): Category,
        ("person", "education"): Education,
        ("person", "pd_state"): PersonalDataState,
        ("consent", "purpose"): ConsentPurpose,
        ("consent", "form"): ConsentForm,
        ("enrollment", "status"): EnrollmentStatus,
        ("person_restricted", "need"): RestrictedNeed,
        ("requirement_override", "key"): RequirementKey,
    },
    links=_LINKS,
    closed=frozenset(FIELDS["person_restricted"]) - {"need"},
)


def word_changes(table: str, old: Row, new: Row, names: Names) -> tuple[WordChange, ...]:
    """The fields that differ, in words; restricted values are told of and not shown (152-ФЗ)."""
    return change_words.word_changes(_WORDS, table, old, new, names)
