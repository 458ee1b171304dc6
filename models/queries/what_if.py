"""«Если провести…» for a stream: what can be supposed, and who would be ready; nothing is written."""

from collections.abc import Sequence
from dataclasses import replace

from models.database import Database
from models.queries.certificate_issue import read_issue_lines
from models.queries.fetch import rows
from models.queries.internship_records import PLANNED_AHEAD, read_records
from models.queries.plan_days import AWAITED_ON
from models.rows.certificates import IssueLine
from models.rows.what_if import MeetingFormat, StaysOut, SupposedMeeting, WhatIf, WhatIfChoices
from models.rules.certificate_requirements import requirements
from models.rules.what_if import suppose


def what_if_choices(db: Database, stream_id: int) -> WhatIfChoices:
    """Events of the stream that nobody has held yet and what the plan has for its days; and every format."""
    with db.reading() as session:
        return WhatIfChoices(
            meetings=tuple(rows(session, SupposedMeeting, _AHEAD, stream=stream_id, today=db.today())),
            formats=tuple(
                rows(
                    session,
                    MeetingFormat,
                    "SELECT id, title, is_seminar, is_practical, is_masterclass FROM event_format "
                    "ORDER BY NOT (is_seminar OR is_practical OR is_masterclass), sort_order, id",
                )
            ),
        )


def what_if(db: Database, stream_id: int, meetings: Sequence[SupposedMeeting]) -> WhatIf:
    """What would come of it if everybody of the stream came to these meetings."""
    today = db.today()
    with db.reading() as session:
        now = read_issue_lines(session, today=today, stream_id=stream_id)
        records = read_records(session, [line.enrollment_id for line in now])
    then = [
        replace(line, requirements=requirements(suppose(records[line.enrollment_id], meetings), today=today))
        for line in now
    ]
    return WhatIf(
        total=len(now),
        ready_now=sum(map(_is_ready, now)),
        ready_then=sum(map(_is_ready, then)),
        gained=tuple(
            after.name for before, after in zip(now, then, strict=True) if _is_ready(after) and not _is_ready(before)
        ),
        stay_out=tuple(StaysOut(line.enrollment_id, line.name, line.why_not) for line in then if not _is_ready(line)),
    )


def _is_ready(line: IssueLine) -> bool:
    return bool(line.certificate) or line.is_ready


_AHEAD = f"""
SELECT v.held_on AS day, f.title, v.mode, f.is_seminar, f.is_practical, f.is_masterclass, v.title, v.id, NULL
FROM event_stream AS es JOIN event AS v ON v.id = es.event_id JOIN event_format AS f ON f.id = v.format_id
WHERE es.stream_id = :stream AND v.held_on >= :today
UNION ALL
SELECT {AWAITED_ON}, f.title, i.mode, f.is_seminar, f.is_practical, f.is_masterclass, i.title, NULL, i.id
FROM {PLANNED_AHEAD} WHERE s.id = :stream
ORDER BY day
"""
