"""Draws every scene of the window to PNG files without a screen: `python -m tests.screens FOLDER [WORD]…`.

A WORD draws only the scenes and pieces whose name has it. What came out is compared with the design by a person.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap

from desktop.app import make_application
from tests.views.scenes import SCENES, Scene
from tests.views.stage import Stage, copied_site, make_sites
from views.theme import Mode, Theme
from views.widgets.gallery import PIECES


class Look(NamedTuple):
    """How a scene is drawn: theme, text size, and the window in logical pixels."""

    name: str
    mode: Mode
    scale: float
    width: int
    height: int


LOOKS = (
    Look("light", Mode.LIGHT, 1.0, 1366, 728),
    Look("dark", Mode.DARK, 1.0, 1366, 728),
    Look("light-text125", Mode.LIGHT, 1.25, 1366, 728),
    Look("light-1093x575", Mode.LIGHT, 1.0, 1093, 575),
    Look("dark-1024x560", Mode.DARK, 1.0, 1024, 560),
)


def draw_scene(scene: Scene, folder: Path, *, sites: Path, place: Path) -> Iterator[Path]:
    """Draw a scene in all looks; each is come to anew, as widgets lay themselves out once more when they are shown."""
    stage = Stage(copied_site(sites, scene.site, place))
    stage.session.theme.choose(mode=Mode.LIGHT)
    stage.open()
    scene.show(stage)
    stage.settle()
    for look in LOOKS:
        stage.session.theme.choose(mode=look.mode, scale=look.scale)
        stage.window.resize(look.width, look.height)
        stage.settle()
        yield _saved(stage.grab(), folder / f"{scene.name}-{look.name}.png")
    stage.close()


def draw_piece(name: str, folder: Path, theme: Theme) -> Iterator[Path]:
    """Draw a page of the gallery of pieces."""
    for mode, scale, look in ((Mode.LIGHT, 1.0, "light"), (Mode.DARK, 1.0, "dark"), (Mode.LIGHT, 1.25, "text125")):
        theme.choose(mode=mode, scale=scale)
        piece = PIECES[name](theme)
        piece.resize(1158, 700)
        piece.show()
        make_application().processEvents()
        yield _saved(piece.grab(), folder / f"piece-{name}-{look}.png")
        piece.close()
        piece.deleteLater()


def _saved(picture: QPixmap, target: Path) -> Path:
    picture.save(str(target))
    return target


def _quiet(_kind: QtMsgType, _context: object, message: str) -> None:
    """Print what Qt complains of, except what its screenless platform says of every window."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def main() -> int:
    """Draw what was asked for; returns the exit code."""
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(_quiet)
    app = make_application()
    drawn = 0
    with TemporaryDirectory() as temporary:
        root = Path(temporary)
        make_sites(root / "sites")
        for scene in SCENES:
            if not words or any(word in scene.name for word in words):
                drawn += len(list(draw_scene(scene, folder, sites=root / "sites", place=root / scene.name)))
        theme = Theme(app, mode=Mode.LIGHT)
        for name in PIECES:
            if not words or any(word in f"piece-{name}" for word in words):
                drawn += len(list(draw_piece(name, folder, theme)))
    print(f"{drawn} pictures in {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
