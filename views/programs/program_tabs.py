"""The tabs of a programme's designer: what each of them is, and the one list of them.

A tab is a module with `make_tab(workplace: Workplace) -> ProgramTab`. Whoever writes one adds its line to PROGRAM_TABS.
"""

from views.programs.room_tabs import RoomTab, TabEntry


class ProgramTab(RoomTab):
    """A tab of the designer; besides `show_program` whatever of `RoomTab` it has use for."""

    def show_program(self, program_id: int) -> None:
        """Show this programme."""
        raise NotImplementedError


PROGRAM_TABS: tuple[TabEntry, ...] = (
    TabEntry("modules", "Модули", "views.programs.modules_tab"),
    TabEntry("plan", "Учебный план", "views.programs.plan_tab"),
    TabEntry("deficits", "Дефициты и материалы", "views.programs.deficits_tab"),
    TabEntry("assignments", "Задания", "views.works.assignments_editor"),
    TabEntry("competences", "Компетенции", "views.programs.settings_tab"),
    TabEntry("passport", "Паспорт", "views.programs.passport_tab"),
)
"""In the order of the designer."""
