"""A report brought to its states through the commands a person uses, with the files the program draws."""

from pathlib import Path

from exports.registry import report_bytes
from models.commands.report_life import ENDINGS, approve_report, reopen_report
from models.database import Database
from models.queries.directory import head_of_site
from models.queries.report_versions import report_to_approve
from models.queries.reports import report_list


def newest(db: Database, period: str) -> int:
    """The id of the newest version of a period's report."""
    return max((line.version, line.id) for line in report_list(db) if line.period == period)[1]


def approve(db: Database, folder: Path, period: str) -> int:
    """Approve the newest version today; gives its id."""
    ready = report_to_approve(db, newest(db, period), db.today())
    files = {ending: report_bytes(ending, ready.data) for ending in ENDINGS}
    approve_report(db, folder, ready, files, actor=head_of_site(db))
    return ready.report_id


def correct(db: Database, period: str, reason: str = "Нашлись два листа регистрации") -> int:
    """Begin the correcting report of the newest version; gives its id."""
    return reopen_report(db, newest(db, period), reason, actor=head_of_site(db))
