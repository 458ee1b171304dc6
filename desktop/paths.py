"""Where a site keeps its files: one folder for everything, so that it can be copied and found again."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class Paths:
    """The places inside one data folder; none of them has to exist yet."""

    root: Path
    database: Path
    attachments: Path
    logs: Path
    backups: Path
    outbox: Path

    @classmethod
    def under(cls, root: Path) -> "Paths":
        """Lay the places out under `root`: `--data`, the tests and the default folder all go this way."""
        return cls(
            root=root,
            database=root / "marshrut.db",
            attachments=root / "attachments",
            logs=root / "logs",
            backups=root / "backups",
            outbox=root / "outbox",
        )


def default_paths() -> Paths:
    """The folder of this person on this computer; needs no QApplication.

    Linux `~/.local/share/marshrut`, Windows `%LOCALAPPDATA%\\marshrut`, macOS `~/Library/Application Support/marshrut`.
    """
    return Paths.under(user_data_path("marshrut", appauthor=False, roaming=False))


def usual_paths() -> Paths:
    """The folder that was chosen in «Настройки», else the default one; `--data` goes before both."""
    said = ""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        said = _pointer().read_text(encoding="utf-8").strip()
    return Paths.under(Path(said)) if said and Path(said).is_absolute() else default_paths()


def remember_folder(root: Path) -> None:
    """Let the next start without `--data` open this folder; raises OSError where that cannot be written."""
    pointer = _pointer()
    if root == default_paths().root:
        pointer.unlink(missing_ok=True)
        return
    pointer.parent.mkdir(parents=True, exist_ok=True)
    part = pointer.with_suffix(".part")
    part.write_text(f"{root}\n", encoding="utf-8")
    part.replace(pointer)


def _pointer() -> Path:
    # Beside the default folder, not in it: once the data have moved, a person may delete all of that.
    return default_paths().root.with_name("marshrut-folder.txt")
