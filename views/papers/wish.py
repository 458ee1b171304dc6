"""What the preview is asked to show: a printed form, or several papers as one."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from exports.registry import EXPORTERS, FileKind, Paper, paper_bytes
from models.database import Database
from models.progress import Progress
from models.queries.own_masters import by_own_master
from models.queries.site_forms import site_layouts
from models.rows.masters import FormMasterKind
from views.spawned import KeptProcess
from views.workplace import Workplace


class Wish(Protocol):
    """What the preview shows."""

    @property
    def title(self) -> str:
        """Said over the preview."""
        ...

    @property
    def file_name(self) -> str:
        """Without its ending."""
        ...

    @property
    def tab(self) -> str:
        """The word it is chosen by; "" for its title."""
        ...

    @property
    def unit(self) -> str:
        """What the progress of its drawing counts («документов»); "" where it counts nothing."""
        ...

    @property
    def master(self) -> FormMasterKind | None:
        """The Word master that it can be made from; None where it has none."""
        ...

    @property
    def kinds(self) -> tuple[FileKind, ...]:
        """As what files it can be saved."""
        ...

    def content(self, at: Workplace, kind: FileKind, progress: Progress, /) -> bytes:
        """Its file; on the documents lane."""
        ...


@dataclass(frozen=True, slots=True)
class PaperWish:
    """A form that can be printed: `data` reads what it holds, on the documents lane.

    `file_name` is without its ending and speaks without people's names; `tab` is the word the form is chosen by where
    several are offered together.
    """

    paper: Paper
    title: str
    file_name: str
    data: Callable[[Database], object]
    tab: str = ""
    unit: str = ""

    @property
    def kinds(self) -> tuple[FileKind, ...]:
        """As what files it can be saved."""
        kinds: tuple[FileKind, ...] = ("pdf", "xlsx", "docx")
        known = {exporter.key for exporter in EXPORTERS}
        return tuple(kind for kind in kinds if f"{self.paper}.{kind}" in known)

    @property
    def master(self) -> FormMasterKind | None:
        """The Word master that it can be made from."""
        return FormMasterKind(self.paper) if self.paper in set(FormMasterKind) else None

    def content(self, at: Workplace, kind: FileKind, progress: Progress, /) -> bytes:
        """Its file, drawn in a process that ends with it."""
        with closing(KeptProcess()) as process:
            return self.drawn(at, kind, process, progress)

    def drawn(self, at: Workplace, kind: FileKind, process: KeptProcess, progress: Progress) -> bytes:
        """Its file, by the site's own master or layout where it has one; on the documents lane."""
        data = by_own_master(at.db, self.paper, self.data(at.db), attachments=at.attachments)
        return process.run(progress, paper_bytes, self.paper, kind, data, site_layouts(at.db))
