"""Marks a whole event once in one action: `mark_events.py DATABASE EVENT PEOPLE`, for counting what reaches the disk.

`BEGIN` and `END` are looked for in vain just before and after, so that a trace shows where the action lies.
"""

import os
import sys
from pathlib import Path

from models.commands.events import mark_attendance
from models.rows.codes import Presence
from models.rows.events import Mark
from tests.benchmarks import invented

BEGIN, END = "/bench-action-begins", "/bench-action-ends"


def main() -> None:
    path, event, people = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    db = invented.reopened(path)

    def mark(state: Presence) -> None:
        mark_attendance(db, event, [Mark(id_ + 1, state) for id_ in range(people)], actor=invented.ACTOR)

    mark(Presence.ABSENT)  # the first commit makes the -wal file
    os.access(BEGIN, os.F_OK)
    mark(Presence.PRESENT)
    os.access(END, os.F_OK)
    db.close()


if __name__ == "__main__":
    main()
