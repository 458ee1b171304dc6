"""The columns of the people of a stream."""

from collections.abc import Callable

from models.rows.orders import StreamPerson
from models.rules.shown import short_organization
from views.trainees.stream_words import moved_words, place_days, place_look, place_paper, place_state
from views.widgets.table import Column


def stream_columns(free: Callable[[], int | None]) -> tuple[Column[StreamPerson], ...]:
    """The columns; `free` says how many places the first applications find now, None where nothing limits them."""
    return (
        Column("name", "ФИО", lambda each: each.name, width=236),
        Column(
            "organization",
            "Организация",
            lambda each: short_organization(each.organization),
            rank=1,
            tooltip=lambda each: each.organization,
        ),
        Column(
            "state",
            "Состояние",
            lambda each: place_state(each, free()),
            width=132,
            chip=lambda each: place_look(each, free()),
            tooltip=moved_words,
        ),
        Column("direction", "Направление", lambda each: each.direction or "—", width=140, rank=3),
        Column(
            "days",
            "Дни",
            place_days,
            width=172,
            rank=2,
            order=lambda each: (str(each.enrolled_on or each.applied_on or ""), each.turn),
        ),
        Column("paper", "Приказ", lambda each: place_paper(each) or "—", width=150, rank=1),
    )
