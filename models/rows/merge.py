"""Two cards made one: what was chosen, the two sides to choose from, and what taking it back did."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pydantic import field_validator

from models.rows.draft import Draft

PERSON_FIELDS = {
    "last_name": "Фамилия",
    "first_name": "Имя",
    "patronymic": "Отчество",
    "position_id": "Должность",
    "organization_id": "Организация",
    "category": "Категория",
    "education": "Образование",
    "experience_years": "Стаж, лет",
    "phone": "Телефон",
    "email": "Почта",
    "note": "Заметка",
}
"""What is chosen of a card, and how it is called; «категория» brings its term along."""
RESTRICTED_FIELDS = {
    "snils": "СНИЛС",
    "birth_date": "Дата рождения",
    "sex": "Пол",
    "diploma": "Диплом",
}
"""The same of the fields under a consent; «диплом» is its surname, series and number."""
ORGANIZATION_FIELDS = {
    "short_name": "Название",
    "full_name": "Полное название",
    "form": "Форма",
    "municipality_id": "Муниципалитет",
    "locality": "Населённый пункт",
    "is_remote": "Удалённая",
    "contact": "Контакт",
}


class MergeDraft(Draft):
    """Whose value stays in each field of a person: these come from the card that goes, the others stay as they are."""

    from_gone: frozenset[str] = frozenset()

    @field_validator("from_gone")
    @classmethod
    def _known(cls, value: frozenset[str]) -> frozenset[str]:
        return _known_fields(value, {*PERSON_FIELDS, *RESTRICTED_FIELDS})


class OrganizationMergeDraft(Draft):
    """The same for two organisations."""

    from_gone: frozenset[str] = frozenset()

    @field_validator("from_gone")
    @classmethod
    def _known(cls, value: frozenset[str]) -> frozenset[str]:
        return _known_fields(value, set(ORGANIZATION_FIELDS))


def _known_fields(value: frozenset[str], known: set[str]) -> frozenset[str]:
    if not value <= known:
        raise ValueError("Такого поля в карточке нет")
    return value


class Pair(NamedTuple):
    """Two cards that may be of one person, or two writings of one organisation."""

    first_id: int
    second_id: int
    title: str
    """Who or what it is, in words; both writings where they differ."""
    reason: str
    """Why they were put together, in words."""
    score: int
    """How sure that is, 0–100."""


class SidesField(NamedTuple):
    """One field of both cards in words; "" where it is empty."""

    key: str
    title: str
    stays: str
    goes: str
    differs: bool
    """Whether the stored values differ, be they shown or not."""
    propose_gone: bool
    """Whether the value of the card that goes is the fuller or the newer one."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two cards side by side: the one that stays is the one more records stand on."""

    stays_id: int
    goes_id: int
    stays: str
    goes: str
    fields: tuple[SidesField, ...]
    stays_with: str
    """What stands on it, in words: «2 потока, 14 отметок»."""
    goes_with: str
    notes: tuple[str, ...] = ()
    """What the person should know before merging."""


class MergedCard(NamedTuple):
    """A card that was merged into another: `uid` is what it is split off by."""

    uid: str
    title: str
    into: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class MergedCards:
    """What merging two cards let go of: in words, a line each."""

    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitCards:
    """What splitting two merged cards left as it was, because it was changed since: in words, a line each."""

    kept: tuple[str, ...]
