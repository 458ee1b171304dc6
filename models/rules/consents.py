"""What a consent allows on a day, and which closed fields its sheet names (152-ФЗ, domain.md §3.7)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from models.rows.codes import ConsentPurpose, ConsentState, RestrictedField, RestrictedNeed

_COLUMNS: Mapping[RestrictedField, tuple[str, ...]] = MappingProxyType(
    {
        RestrictedField.SNILS: ("snils",),
        RestrictedField.BIRTH_DATE: ("birth_date",),
        RestrictedField.SEX: ("sex",),
        RestrictedField.DIPLOMA: ("diploma_surname", "diploma_series", "diploma_number"),
    }
)

EXPIRES_SOON = timedelta(days=30)
"""A consent that runs out within so many days is to be renewed."""

NEED_PURPOSES: Mapping[RestrictedNeed, frozenset[ConsentPurpose]] = MappingProxyType(
    {
        RestrictedNeed.FRDO: frozenset({ConsentPurpose.FRDO, ConsentPurpose.PROCESSING}),
        RestrictedNeed.CONTRACT: frozenset({ConsentPurpose.PROCESSING}),
        RestrictedNeed.PASS: frozenset({ConsentPurpose.PROCESSING}),
    }
)
"""Need → purposes under which closed fields may be kept for it."""

_SEPARATOR = ", "


class ConsentTerms(Protocol):
    """What says whether a sheet is in force: a stored row or a line of a card."""

    @property
    def valid_until(self) -> date | None:
        """The last day, None for no end."""
        ...

    @property
    def withdrawn_on(self) -> date | None:
        """Since when it no longer counts."""
        ...

    @property
    def destroyed_on(self) -> date | None:
        """When the sheet itself was destroyed."""
        ...


def consent_state(sheet: ConsentTerms, today: date) -> ConsentState:
    """Where a consent stands on `today`; the last day of its term is still in force."""
    if sheet.withdrawn_on is not None or sheet.destroyed_on is not None:
        return ConsentState.WITHDRAWN
    if sheet.valid_until is None or sheet.valid_until > today + EXPIRES_SOON:
        return ConsentState.IN_FORCE
    return ConsentState.EXPIRING if sheet.valid_until >= today else ConsentState.OVER


def is_in_force(sheet: ConsentTerms, today: date) -> bool:
    """Whether a consent allows on `today` what it was given for."""
    return consent_state(sheet, today) in (ConsentState.IN_FORCE, ConsentState.EXPIRING)


def scope_text(fields: Iterable[RestrictedField]) -> str:
    """The closed fields that a sheet names as it is stored: «СНИЛС, дата рождения»."""
    named = set(fields)
    return _SEPARATOR.join(field.label for field in RestrictedField if field in named)


def closed_fields_lost(fields: Iterable[RestrictedField]) -> str:
    """What is said where a merge does not keep closed fields, before and after it."""
    return f"Без действующего согласия не сохраняются закрытые сведения: {scope_text(fields)}"


def fields_in_scope(scope: str) -> frozenset[RestrictedField]:
    """The closed fields that a stored scope names."""
    named = scope.split(_SEPARATOR)
    return frozenset(field for field in RestrictedField if field.label in named)


def covers(scope: str, fields: Collection[RestrictedField]) -> bool:
    """Whether a sheet names all of these closed fields."""
    return fields_in_scope(scope).issuperset(fields)


def fields_held(row: Mapping[str, object]) -> frozenset[RestrictedField]:
    """Which closed fields a row of them, by its columns, holds."""
    return frozenset(field for field, columns in _COLUMNS.items() if any(row.get(column) for column in columns))
