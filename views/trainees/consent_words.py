"""How consents are shown: the colour of a state, and a sheet in words."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.codes import ConsentState
from models.rows.consents import ConsentLine
from models.rules.words import counted, day_in_table
from views.states import State
from views.theme import ChipLook

_LOOKS: Mapping[ConsentState, ChipLook] = MappingProxyType(
    {
        ConsentState.IN_FORCE: ChipLook(State.DONE, "checkmark_circle"),
        ConsentState.EXPIRING: ChipLook(State.ATTENTION, "clock"),
        ConsentState.OVER: ChipLook(State.OVERDUE, "clock_alarm"),
        ConsentState.WITHDRAWN: ChipLook(State.OVERDUE, "dismiss_circle"),
        ConsentState.MISSING: ChipLook(State.NEUTRAL, "circle"),
    }
)

BLOCKED = "Согласие отозвано, данные заблокированы: имя не попадёт ни в один документ и файл."
"""Of a card whose processing was withdrawn."""


def consent_look(state: ConsentState) -> ChipLook:
    """The colour and icon of a state."""
    return _LOOKS[state]


def sheet_words(sheet: ConsentLine) -> str:
    """«от 02.02.2026, до 31.12.2026, отозвано 01.03.2026 · СНИЛС, пол · скан, 2 файла»."""
    days = [f"от {day_in_table(sheet.signed_on)}"]
    if sheet.valid_until is not None:
        days.append(f"до {day_in_table(sheet.valid_until)}")
    if sheet.withdrawn_on is not None:
        days.append(f"отозвано {day_in_table(sheet.withdrawn_on)}")
    kept = sheet.form.label
    if sheet.scans:
        kept = f"{kept}, {counted(sheet.scans, 'файл', 'файла', 'файлов')}"
    return " · ".join(part for part in (", ".join(days), sheet.data_scope, kept) if part)
