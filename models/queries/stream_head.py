"""What stands at the head of every paper about a stream."""

from typing import NamedTuple

from models.errors import UserError
from models.queries.fetch import Source, rows
from models.queries.paper_names import PAPER_SIGNED_NAME


class StreamHead(NamedTuple):
    """A stream as a paper names it."""

    title: str
    program: str
    tutor: str
    """«М.П. Иванова», or her code once the name must not leave."""


def read_stream_head(session: Source, stream_id: int) -> StreamHead:
    """The head inside an open snapshot; raises UserError when the stream is gone."""
    found = rows(
        session,
        StreamHead,
        f"""
        SELECT s.title, g.title, {PAPER_SIGNED_NAME.format("t")}
        FROM stream AS s JOIN program AS g ON g.id = s.program_id JOIN person AS t ON t.id = s.tutor_id
        WHERE s.id = :stream
        """,
        stream=stream_id,
    )
    if not found:
        raise UserError("Этого потока уже нет.", "Обновите список: запись могли убрать.")
    return found[0]
