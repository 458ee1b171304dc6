"""Where a package can be put: the outbox, a flash drive that is plugged in, another folder."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStorageInfo

_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/Volumes/")


class Place(NamedTuple):
    """A folder to write a package to, and what it is called for the person."""

    folder: Path
    title: str


def places(outbox: Path) -> list[Place]:
    """The outbox first, then every flash drive that can be written to."""
    found = [Place(outbox, "Папка исходящих на этом компьютере")]
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not volume.isReady() or volume.isReadOnly() or not _is_flash_drive(volume, root):
            continue
        free = volume.bytesAvailable() // 2**20
        found.append(Place(Path(root), f"Флешка {volume.displayName()} — свободно {free}\u00a0МБ"))
    return found


def flash_drive() -> Path | None:
    """The root of the flash drive that is plugged in, None where there is none or several."""
    found = [
        Path(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady() and not volume.isReadOnly() and _is_flash_drive(volume, volume.rootPath())
    ]
    return found[0] if len(found) == 1 else None


def _is_flash_drive(volume: QStorageInfo, root: str) -> bool:
    """On Windows a FAT volume that is not the system's; elsewhere what the desktop mounts for removable media."""
    kind = bytes(volume.fileSystemType().data()).upper()
    on_windows = len(root) >= 2 and root[1] == ":"
    if on_windows:
        return kind in (b"FAT32", b"FAT", b"EXFAT") and not volume.isRoot()
    return root.startswith(_REMOVABLE_ROOTS)
