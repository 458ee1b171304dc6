"""LibreOffice as a peer: a document drawn as PDF in a process of its own, with the fonts of the program."""

import subprocess
from pathlib import Path

from tests.benchmarks.harness import ROOT, Bench, Run, process, program


def converted(bench: Bench, document: Path) -> Run:
    """One conversion; the PDF stands in the folder of the bench under the name of the document."""
    return process(
        program("soffice"), f"-env:UserInstallation={(bench.folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "pdf", "--outdir", bench.folder, document,
        environment=_fonts(bench.folder),
    )  # fmt: skip


def pages_of(path: Path) -> str:
    """How many pages a PDF has."""
    told = subprocess.run([program("pdfinfo"), path], capture_output=True, encoding="utf-8", check=True).stdout
    return next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:"))


def _fonts(folder: Path) -> dict[str, str]:
    """Let LibreOffice see the fonts of the program too."""
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{ROOT / 'resources' / 'fonts'}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{folder / 'font-cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}
