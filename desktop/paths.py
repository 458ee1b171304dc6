"""Where a site keeps its files: one folder for everything, so that it can be copied and found again."""

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
