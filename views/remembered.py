"""What the window remembers between two starts: its place, looks of tables, theme, who works (no personal data)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from views.states import Mode

_FOLDERS = "folders/"
_SCALES = (1.0, 1.1, 1.25)


class Remembered:
    """One ini file in the data folder; what cannot be read is as if it had never been kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Mode:
        """Light, dark, or as the system has it."""
        said = str(self._kept.value("look/theme", Mode.SYSTEM.value))
        return Mode(said) if said in list(Mode) else Mode.SYSTEM

    @theme.setter
    def theme(self, mode: Mode) -> None:
        self._put("look/theme", mode.value)

    @property
    def scale(self) -> float:
        """Text size: 1.0, 1.1 or 1.25."""
        said = self._number("look/scale")
        return next((scale for scale in _SCALES if abs(scale - said / 100) < 0.01), 1.0)

    @scale.setter
    def scale(self, scale: float) -> None:
        self._put("look/scale", round(scale * 100))

    @property
    def person_id(self) -> int | None:
        """Who was chosen as the acting person; None for the head."""
        return self._number("work/person") or None

    @person_id.setter
    def person_id(self, person_id: int | None) -> None:
        self._put("work/person", person_id or 0)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size; empty at the first start."""
        kept = self._kept.value("window/geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._put("window/geometry", geometry)

    @property
    def section(self) -> str:
        """The section that was open."""
        return str(self._kept.value("window/section", ""))

    @section.setter
    def section(self, key: str) -> None:
        self._put("window/section", key)

    def view(self, section: str) -> str:
        """Which of its views a section was left in, "" while none was chosen."""
        return str(self._kept.value(f"views/{section}", ""))

    def remember_view(self, section: str, view: str) -> None:
        """Keep the view."""
        self._put(f"views/{section}", view)

    def folder(self, kind: str) -> Path | None:
        """Where files of a kind were put or taken from last, None at first."""
        kept = str(self._kept.value(f"{_FOLDERS}{kind}", ""))
        return Path(kept) if kept else None

    def remember_folder(self, kind: str, folder: Path) -> None:
        """Keep the folder."""
        self._put(f"{_FOLDERS}{kind}", str(folder))

    def forget_folders(self, names_her: Callable[[str], bool]) -> None:
        """Forget folders whose path names a person whose data are about to be destroyed."""
        for key in [key for key in self._kept.allKeys() if key.startswith(_FOLDERS)]:
            if names_her(str(self._kept.value(key, ""))):
                self._kept.remove(key)
        self.keep()

    def columns(self, table: str) -> dict[str, int]:
        """Widths a person has chosen, by column key, in pixels at 100 %."""
        found: dict[str, int] = {}
        for pair in str(self._kept.value(f"tables/{table}-widths", "")).split(";"):
            key, _, width = pair.partition("=")
            if key and width.isascii() and width.isdigit():
                found[key] = int(width)
        return found

    def remember_columns(self, table: str, widths: Mapping[str, int]) -> None:
        """Keep the widths."""
        self._put(f"tables/{table}-widths", ";".join(f"{key}={width}" for key, width in widths.items()))

    def chosen_columns(self, table: str) -> tuple[str, ...]:
        """Keys of the columns a person has chosen, in their order; none while she has not."""
        kept = str(self._kept.value(f"tables/{table}-columns", ""))
        return tuple(key for key in kept.split(";") if key)

    def choose_columns(self, table: str, keys: Sequence[str]) -> None:
        """Keep the columns."""
        self._put(f"tables/{table}-columns", ";".join(keys))

    def sort(self, table: str) -> tuple[str, bool] | None:
        """Column key and whether it descends; None while nothing was chosen."""
        key, _, way = str(self._kept.value(f"tables/{table}-sort", "")).partition("=")
        return (key, way == "down") if key else None

    def remember_sort(self, table: str, sort: tuple[str, bool] | None) -> None:
        """Keep the order."""
        self._put(f"tables/{table}-sort", f"{sort[0]}={'down' if sort[1] else 'up'}" if sort else "")

    def keep(self) -> None:
        """Write down now what has been remembered."""
        if self._folder.is_dir():
            self._kept.sync()

    def _put(self, key: str, value: object) -> None:
        # QSettings would make a lost data folder anew, and with it an empty site at the next try.
        if self._folder.is_dir():
            self._kept.setValue(key, value)

    def _number(self, key: str) -> int:
        said = str(self._kept.value(key, "0"))
        return int(said) if said.isascii() and said.isdigit() else 0
