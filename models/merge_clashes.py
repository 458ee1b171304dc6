"""Which of two rows stays when two cards become one and both had a row for the same thing.

The better mark at one event, the earlier place in one stream with the works of both, the further submission: nothing
that was earned is lost. What the row that stays leaves empty is filled from the other.
"""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection

from models.log import TableShape
from models.repoint import Clash, Row, Settle, delete, repoint, update
from models.rows.codes import DiagnosticStage, EnrollmentStatus, Presence, RouteStatus, SubmissionState

_MARKS = (Presence.ABSENT, Presence.EXCUSED, Presence.MADE_UP, Presence.REMOTE, Presence.PRESENT)
_WORKS = (SubmissionState.MISSING, SubmissionState.RETURNED, SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)
_PLACES = (
    EnrollmentStatus.APPLIED,
    EnrollmentStatus.EXPELLED,
    EnrollmentStatus.ENROLLED,
    EnrollmentStatus.STUDYING,
    EnrollmentStatus.COMPLETED,
)
_ROUTES = (RouteStatus.DRAFT, RouteStatus.ACTIVE, RouteStatus.DONE)
"""From the least to the most that was reached."""
_STANDING = ("status", "left_on", "order_out_id")
_NEVER = "9999"
"""Comes after every date."""

Rank = Callable[[Row], tuple[int, ...]]
"""The row that ranks higher stays; of two equal ones that of the card that stays."""
_STAMPS = frozenset({"created_at", "updated_at", "author_id"})


def _dropped(connection: Connection, clash: Clash) -> None:
    """Both say the same: one is enough."""
    delete(connection, clash.shape, clash.comes)


def _earlier(row: Row) -> str:
    return min(str(row["applied_on"] or _NEVER), str(row["enrolled_on"] or _NEVER))


def _mark(row: Row) -> tuple[int, ...]:
    return _MARKS.index(Presence(str(row["state"]))), int(bool(row["signature_kept"])), int(row["minutes"] is None)


def _work(row: Row) -> tuple[int, ...]:
    return (_WORKS.index(SubmissionState(str(row["state"]))),)


def _route(row: Row) -> tuple[int, ...]:
    return (_ROUTES.index(RouteStatus(str(row["status"]))),)


def _practice(row: Row) -> tuple[int, ...]:
    return int(row["accepted_on"] is not None), int(row["submitted_on"] is not None)


def _diagnostics(row: Row) -> tuple[int, ...]:
    """The first at entry, the last at exit."""
    day = date.fromisoformat(str(row["filled_on"])).toordinal()
    return (day if row["stage"] == DiagnosticStage.EXIT else -day,)


def _better_mark(connection: Connection, clash: Clash) -> None:
    """A mark stays as it was made: minutes of one and an отработка of the other would be neither's."""
    if _mark(clash.comes) <= _mark(clash.stays):
        delete(connection, clash.shape, clash.comes)
        return
    delete(connection, clash.shape, clash.stays)
    update(connection, clash.shape, clash.comes, {clash.column: clash.stays[clash.column]})


def _higher(rank: Rank, *, children: bool = False) -> Settle:
    """A rule that keeps the row of the higher rank, with what stood under the other where it has `children`."""

    def settle(connection: Connection, clash: Clash) -> None:
        pair = (clash.comes, clash.stays) if rank(clash.comes) > rank(clash.stays) else (clash.stays, clash.comes)
        _fold(connection, clash, *pair, children=children)

    return settle


def _one_place(connection: Connection, clash: Clash) -> None:
    """The earlier place in a stream, with the state of the one that went further."""
    is_earlier = _earlier(clash.comes) < _earlier(clash.stays)
    kept, lost = (clash.comes, clash.stays) if is_earlier else (clash.stays, clash.comes)
    further = max((kept, lost), key=lambda row: _PLACES.index(EnrollmentStatus(str(row["status"]))))
    _fold(connection, clash, kept, lost, children=True, also={name: further[name] for name in _STANDING})
    # Nobody was transferred from the place she has.
    connection.exec_driver_sql("UPDATE enrollment SET came_from_id = NULL WHERE came_from_id = id")


def _fold(
    connection: Connection,
    clash: Clash,
    kept: Row,
    lost: Row,
    *,
    children: bool,
    also: Mapping[str, object] | None = None,
) -> None:
    """Let `lost` go; `kept` takes its owner, what it leaves empty, what stood under it, and the values of `also`."""
    shape = clash.shape
    if children:
        repoint(connection, shape.name, stays=_id(kept), goes=_id(lost), rules=CLASHES)
    delete(connection, shape, lost)
    values = {name: lost[name] for name in _empty(shape, kept)} | dict(also or {})
    values[clash.column] = clash.stays[clash.column]
    update(connection, shape, kept, {name: value for name, value in values.items() if value != kept[name]})


def _empty(shape: TableShape, row: Row) -> list[str]:
    return [name for name in shape.columns if row[name] in (None, "") and name not in (*shape.key, *_STAMPS)]


def _id(row: Row) -> int:
    return int(str(row["id"]))


CLASHES: Mapping[str, Settle] = {
    "attachment_person": _dropped,
    "attachment_use": _dropped,
    "attendance": _better_mark,
    "consultation_person": _dropped,
    "creative_work_member": _dropped,
    "diagnostic_card": _higher(_diagnostics, children=True),
    "diagnostic_item": _dropped,
    "enrollment": _one_place,
    "event_leader": _dropped,
    "final_work": _higher(_work, children=True),
    "internship_report": _higher(_practice),
    "meeting_attendee": _dropped,
    "peer_review": _higher(_work),
    "product_author": _dropped,
    "requirement_override": _dropped,
    "role_assignment": _dropped,
    "route": _higher(_route, children=True),
    "submission": _higher(_work),
}
"""Table → what becomes of two rows of it that clash."""
