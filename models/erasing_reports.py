"""Approved reports that name a person whose data go: her code stands in the snapshot, the files are dropped and noted.

The files are drawn anew from the snapshot afterwards (`keep_redrawn_files`): nothing here can draw.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from models.rules.report_snapshot import Rewritten, read_snapshot, snapshot_text


def kept_snapshots(connection: Connection) -> dict[int, str]:
    """The snapshots of approved reports by the report's id."""
    found = connection.exec_driver_sql("SELECT id, snapshot FROM report WHERE snapshot IS NOT NULL").all()
    return {int(id_): str(text) for id_, text in found}


def drop_files_that_named(
    connection: Connection,
    former: Mapping[int, str],
    *,
    day: str,
    act: str,
    forget_files: Callable[[Collection[int]], None],
) -> int:
    """Drop the files of reports whose snapshot is not what it was, and note it in the snapshot; gives how many files.

    `former` are the snapshots before the names went; `forget_files` deletes rows of files that nothing holds.
    """
    count = 0
    for id_, text in kept_snapshots(connection).items():
        if text == former.get(id_):
            continue
        files = connection.exec_driver_sql(
            "SELECT f.ending, f.attachment_id, a.sha256 FROM report_file AS f "
            "JOIN attachment AS a ON a.id = f.attachment_id WHERE f.report_id = ? ORDER BY f.ending",
            (id_,),
        ).all()
        snapshot = read_snapshot(text)
        noted = Rewritten(date.fromisoformat(day), act, {ending: digest for ending, _file, digest in files})
        connection.exec_driver_sql(
            "UPDATE report SET snapshot = ? WHERE id = ?",
            (snapshot_text(replace(snapshot, rewritten=(*snapshot.rewritten, noted))), id_),
        )
        connection.exec_driver_sql("DELETE FROM report_file WHERE report_id = ?", (id_,))
        forget_files([int(file) for _ending, file, _digest in files])
        count += len(files)
    return count
