"""The way in: a verb on the command line, or the window. `marshrut` and `python -m desktop` both come here."""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the words of the command line ask for; returns 0 done, 1 refused with a reason, 2 wrong usage."""
    multiprocessing.freeze_support()
    _speak_utf8()
    from desktop import cli

    return cli.run(sys.argv[1:] if argv is None else argv)


def _speak_utf8() -> None:
    """Make Russian come out whole on any console; a windowed start on Windows has no streams at all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the very end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    raise SystemExit(main())
