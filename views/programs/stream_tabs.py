"""The tabs of a stream's room: what each of them is, and the one list of them.

A tab is a module with `make_tab(workplace: Workplace) -> StreamTab`. Whoever writes one adds its line to STREAM_TABS.
"""

from views.programs.room_tabs import RoomTab, TabEntry


class StreamTab(RoomTab):
    """A tab of a stream's room; besides `show_stream` whatever of `RoomTab` it has use for."""

    def show_stream(self, stream_id: int) -> None:
        """Show this stream."""
        raise NotImplementedError

    def show_person(self, person_id: int) -> None:
        """Go to the row of a person of the stream shown: her card leads here."""


STREAM_TABS: tuple[TabEntry, ...] = (
    TabEntry("calendar", "Календарь", "views.programs.stream_calendar_tab"),
    TabEntry("diagnostics", "Диагностика", "views.diagnostics.tab"),
    TabEntry("routes", "Маршруты", "views.routes.tab"),
    TabEntry("assignments", "Задания", "views.works.assignments_tab"),
    TabEntry("works", "Работы", "views.works.works_tab"),
    TabEntry("reviews", "Взаимоэкспертиза", "views.works.reviews_tab"),
    TabEntry("diaries", "Дневники", "views.works.diaries_tab"),
    TabEntry("requirements", "Требования", "views.requirements.tab"),
    TabEntry("feedback", "Анкета", "views.feedback.tab"),
)
"""In the order of the room, which is the order of the work in a stream."""
