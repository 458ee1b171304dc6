"""Draws the windows to PNG files without a screen: `python -m tests.screens FOLDER`."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop

from desktop.app import SiteWindow, make_application
from desktop.paths import Paths


def draw(folder: Path, site: Path) -> list[Path]:
    """Draw the window of the site in `site` into `folder`; returns the pictures made."""
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    window = SiteWindow(Paths.under(site))
    waiting = QEventLoop()
    window.opening.opened.connect(waiting.quit)
    window.opening.refused.connect(waiting.quit)
    window.show()
    window.opening.start()
    waiting.exec()
    app.processEvents()
    target = folder / "site-light-100.png"
    window.grab().save(str(target))
    window.close()
    return [target]


def main() -> int:
    """Draw the demo site where it has been made, else an empty one."""
    folder = Path(sys.argv[1])
    demo = Path("demo-site")
    with TemporaryDirectory() as empty:
        for picture in draw(folder, demo if demo.is_dir() else Path(empty)):
            print(picture)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
