"""The word left for the next opening of the data folder: put this copy in place first.

The window cannot replace a database that it has open; and a cut of power in between must not lose what was asked.
"""

import json
from pathlib import Path

from models.files import write_whole

FOLDER = "backups"
"""Where the copies lie, in the data folder."""
FILE_NAME = "restore.json"


def ask_restore(folder: Path, backup: Path) -> None:
    """Leave word that this copy is to be put in place before the database is opened the next time."""
    write_whole(folder / FILE_NAME, json.dumps({"backup": backup.name}).encode())


def restore_asked(folder: Path) -> Path | None:
    """The copy that was asked for, if one was."""
    try:
        name = json.loads((folder / FILE_NAME).read_bytes())["backup"]
    except (FileNotFoundError, NotADirectoryError, PermissionError, ValueError, KeyError, TypeError):
        return None
    return folder / FOLDER / Path(str(name)).name


def forget_restore(folder: Path) -> None:
    """It was put in place, or it will not do."""
    (folder / FILE_NAME).unlink(missing_ok=True)
