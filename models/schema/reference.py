"""Reference tables: fixed rows that ship with the program plus the site's own (domain.md §2, §6)."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import ActStatus
from models.schema.base import HISTORY, Table, filled, key, one_of, optional_link


class Reference(Table):
    """A row of an open list; `sort_order` is the order to show, `is_builtin` rows are not deleted."""

    code: str = Field(unique=True)
    title: str
    sort_order: int = 0
    is_builtin: bool = False


class Municipality(Table, table=True):
    """A municipal unit by its ОКТМО-8 (domain.md §6); `predecessor` names a unit it replaced."""

    __table_args__ = (CheckConstraint("length(oktmo) = 8", name="oktmo"), HISTORY)
    id: int | None = key()
    oktmo: str = Field(unique=True)
    name: str
    kind: str
    valid_from: str | None = None
    valid_to: str | None = None
    predecessor: str | None = None


class Position(Reference, table=True):
    """A job title of a teacher."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()


class EventFormat(Reference, table=True):
    """A format of an event; the three flags feed the certificate's requirements (domain.md §3.1)."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()
    is_seminar: bool = False
    is_practical: bool = False
    is_masterclass: bool = False
    is_web_product: bool = False
    """Counts for the indicator of web products (domain.md §3.11)."""


class ProductKind(Reference, table=True):
    """A kind of product ([S2], 13 kinds, with [S1]'s); the flags feed the indicators of domain.md §3.11."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()
    is_web_product: bool = False
    is_local_act: bool = False


class SupportFunction(Reference, table=True):
    """A function of organisational and methodical support ([S1], 6)."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()


class SupportTask(Reference, table=True):
    """A task of support ([S1], 12), of a site ([S1], 6) or of the project ([S2], 5), by `scope`."""

    __table_args__ = (
        filled("title"),
        CheckConstraint("scope IN ('support', 'site', 'project')", name="scope"),
        HISTORY,
    )
    id: int | None = key()
    scope: str


class AssessmentForm(Reference, table=True):
    """A form of assessment of a trainee's work ([S1], [S2])."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()


class PlanSection(Reference, table=True):
    """A section of the work plan (domain.md §5)."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()


class Role(Reference, table=True):
    """A role in the site's team ([S1], [S2])."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()


class CompetenceArea(Reference, table=True):
    """An area that groups competences."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()


class Competence(Table, table=True):
    """A professional competence that diagnostics look at."""

    __table_args__ = (filled("title"), UniqueConstraint("area_id", "title"), HISTORY)
    id: int | None = key()
    code: str = Field(unique=True)
    area_id: int = Field(foreign_key="competence_area.id", index=True)
    title: str
    sort_order: int = 0
    is_builtin: bool = False
    indicator: str | None = None
    """By what it is seen (показатель)."""
    is_hidden: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    """Not offered for new diagnostics."""


class NormativeAct(Table, table=True):
    """A legal act with its state; `replaced_by` names the act that took its place."""

    __table_args__ = (filled("title"), one_of("status", ActStatus), HISTORY)
    id: int | None = key()
    code: str = Field(unique=True)
    title: str
    kind: str
    authority: str = ""
    number: str | None = None
    issued_on: str | None = None
    status: str
    replaced_by: str | None = None
    source: str
    note: str | None = None
    sort_order: int = 0
    is_builtin: bool = False


class NonWorkingDay(Table, table=True):
    """A day on which nothing is planned."""

    day: str = Field(primary_key=True)
    title: str


class MunicipalitySpelling(Table, table=True):
    """An old or foreign spelling of a municipal unit that a person once mapped (domain.md §6)."""

    spelling_key: str = Field(primary_key=True)
    municipality_id: int | None = optional_link("municipality.id", ondelete="CASCADE")
