"""What the page of a stream says of a place."""

from datetime import date

import pytest

from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import StreamPerson
from views.trainees.stream_words import place_state

LEFT = StreamPerson(
    id=1, person_id=1, name="Ким Анна", organization="Детский сад № 1", status=EnrollmentStatus.EXPELLED, turn=0,
    applied_on=None, enrolled_on=date(2026, 1, 12), left_on=date(2026, 3, 2), direction=None, individual_path=None,
    order_in_id=None, order_in=None, order_in_on=None, order_out_id=None, order_out_kind=None, order_out=None,
    order_out_on=None, came_from=None, went_to=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "went_to", "said"),
    [
        (None, None, "отчислен"),
        (None, "Весна", "переведён"),
        (OrderKind.TRANSFER, "Весна", "переведён"),
        (OrderKind.EXPEL, "Весна", "отчислен"),
    ],
)
def test_expelled_after_a_transfer_and_back_she_is_not_called_transferred(
    kind: OrderKind | None, went_to: str | None, said: str
) -> None:
    assert place_state(LEFT._replace(order_out_kind=kind, went_to=went_to), None) == said
