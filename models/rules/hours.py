"""Academic hours: 45 minutes each (domain.md §3.2)."""

from collections.abc import Sequence

from models.rows.programs import ModuleDraft

ACADEMIC_HOUR_MIN = 45


def hour_faults(hours: int, modules: Sequence[ModuleDraft]) -> tuple[str, ...]:
    """Sentences about hours that do not add up: Σ minutes = hours × 45 in a module, Σ modules = programme."""
    faults = [
        f"Модуль {no}: занятия длятся {spent} мин, а {module.hours} ч — это {module.hours * ACADEMIC_HOUR_MIN} мин."
        for no, module in enumerate(modules, start=1)
        if (spent := sum(activity.minutes for activity in module.activities)) != module.hours * ACADEMIC_HOUR_MIN
        and module.activities
    ]
    total = sum(module.hours for module in modules)
    if modules and total != hours:
        faults.append(f"Модули вместе — {total} ч, а в программе {hours} ч.")
    return tuple(faults)
