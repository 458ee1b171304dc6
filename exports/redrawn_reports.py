"""Files of approved reports drawn anew after somebody's data are gone: the same figures and texts, her code for a name.

`models/erasing_reports.py` dropped the former files and noted their hashes; here is what can draw.
"""

from collections.abc import Callable
from pathlib import Path

from exports.registry import FileKind, report_bytes
from models.commands.report_life import ENDINGS, keep_redrawn_files
from models.database import Actor, Database
from models.progress import Progress
from models.queries.report_versions import report_to_show, reports_without_files
from models.queries.site_forms import site_layouts
from models.rows.report import ReportData
from models.rows.site_forms import Layouts

Draw = Callable[[FileKind, ReportData, Layouts], bytes]


def redraw_reports(
    db: Database, attachments: Path, progress: Progress, *, actor: Actor, draw: Draw = report_bytes
) -> int:
    """Draw and keep the files of every approved report that has none; gives how many reports there were.

    Stopped or cut off, it goes on with the rest when it is called again.
    """
    waiting = reports_without_files(db)
    layouts = site_layouts(db)
    for done, report_id in enumerate(waiting):
        progress(done, len(waiting))
        data = report_to_show(db, report_id)
        files = {ending: draw(ending, data, layouts) for ending in ENDINGS}
        keep_redrawn_files(db, attachments, report_id, files, actor=actor)
    progress(len(waiting), len(waiting))
    return len(waiting)
