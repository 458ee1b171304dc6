"""The log in the data folder: what the program did and where it stumbled, without a word about people.

Only our own modules write sentences into it. What a library says may quote the values it choked on, so of a foreign
record and of every exception only the kind and the place in the code are kept.
"""

import logging
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from typing_extensions import override

OUR_ROOTS = ("desktop", "views", "exports", "models", "resources")
FILE_NAME = "marshrut.log"
_BYTES_PER_FILE = 512 * 1024
_OLD_FILES = 3

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def start_log(folder: Path) -> Path:
    """Send the log to `folder`; returns its file, which comes to be with the first record."""
    target = folder / FILE_NAME
    handler = _LogFile(target, encoding="utf-8", delay=True)
    handler.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    for former in [each for each in root.handlers if isinstance(each, _LogFile)]:
        root.removeHandler(former)
        former.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return target


def stop_log() -> None:
    """Close the log file, so that its folder can be moved or removed."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _LogFile)]:
        root.removeHandler(handler)
        handler.close()


def places(error: BaseException) -> str:
    """Describe an exception by kinds and places only: `ValueError · models/rules/snils.py:12 check`.

    The chain of causes is followed; messages and values are left out because they can hold personal data, and so are
    the folders above our roots, because a home folder is often named after its owner.
    """
    return "\n".join(_links(error))


def _links(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"{'because of ' if len(seen) > 1 else ''}{type(link).__module__}.{type(link).__qualname__}"
        yield from (f"  {place}" for place in _trail(link.__traceback__))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _trail(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{_short(Path(code.co_filename))}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next


def _short(path: Path) -> str:
    parts = path.parts
    starts = [at for at, part in enumerate(parts[:-1]) if part in OUR_ROOTS]
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return "/".join(parts[starts[-1] :]) if starts else path.name


class _PlacesOnly(logging.Formatter):
    """Writes our sentences as they are, and only the kind and place of everything else."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.split(".")[0] in OUR_ROOTS
        shown = logging.makeLogRecord(record.__dict__)
        shown.exc_text = None
        shown.stack_info = None
        if not ours:
            shown.msg, shown.args = f"({record.module}:{record.lineno})", None
        return super().format(shown)

    @override
    def formatException(self, ei: _ExcInfo) -> str:
        return places(ei[1]) if ei[1] is not None else ""


class _LogFile(logging.FileHandler):
    """Makes its folder with the first record, begins anew when full, and lets the program go on where it cannot write.

    `logging.handlers` could do that too, but it brings sockets and pickles along before the first paint.
    """

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            self._make_room()
        except OSError:
            return
        super().emit(record)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk or a read-only folder must not stop the work that the log only tells about."""

    def _make_room(self) -> None:
        """Put a full file aside as `.1`, the one before as `.2`, and so on; the oldest goes."""
        full = Path(self.baseFilename)
        if not full.exists() or full.stat().st_size < _BYTES_PER_FILE:
            return
        if self.stream is not None:  # pyright: ignore[reportUnnecessaryComparison] - None until the first record
            self.stream.close()
            self.stream = None  # pyright: ignore[reportAttributeAccessIssue] - opened again by the next record
        kept = [full, *(full.with_name(f"{full.name}.{age}") for age in range(1, _OLD_FILES + 1))]
        for newer, older in reversed(list(pairwise(kept))):
            if newer.exists():
                newer.replace(older)
