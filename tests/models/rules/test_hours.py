from models.rows.codes import Mode
from models.rows.programs import ActivityDraft, ModuleDraft
from models.rules.hours import hour_faults


def module(hours: int, *minutes: int) -> ModuleDraft:
    activities = [ActivityDraft(text="Занятие", minutes=each) for each in minutes]
    return ModuleDraft(title="Модуль", hours=hours, mode=Mode.MIXED, activities=activities)


def test_the_example_of_the_review_adds_up() -> None:
    """[S1]: 15+30+30+45+30+30 = 180 minutes = 4 hours, and 3 × 4 = 12."""
    modules = [module(4, 15, 30, 30, 45, 30, 30), module(4, 90, 90), module(4, 180)]
    assert hour_faults(12, modules) == ()


def test_a_module_that_is_a_minute_off_is_told() -> None:
    [fault] = hour_faults(4, [module(4, 179)])
    assert fault == "Модуль 1: занятия длятся 179 мин, а 4 ч — это 180 мин."


def test_modules_that_do_not_make_the_programme_are_told() -> None:
    assert hour_faults(12, [module(4, 180), module(4, 180)]) == ("Модули вместе — 8 ч, а в программе 12 ч.",)


def test_each_module_speaks_for_itself() -> None:
    faults = hour_faults(9, [module(4, 180), module(4, 170)])
    assert [fault[:8] for fault in faults] == ["Модуль 2", "Модули в"]


def test_a_module_not_yet_divided_and_a_programme_without_modules_are_no_fault() -> None:
    assert hour_faults(4, [module(4)]) == ()
    assert hour_faults(4, []) == ()
