"""The site, kindergartens, people, their roles and consents (domain.md §1)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.rows.codes import (
    ActKind,
    BaseKind,
    Category,
    ConsentForm,
    ConsentPurpose,
    Education,
    OrganizationForm,
    PersonalDataState,
    RestrictedNeed,
    Sex,
)
from models.schema.base import (
    HISTORY,
    Stamped,
    Table,
    between,
    filled,
    key,
    link,
    one_of,
    optional_link,
    ordered,
)


class Site(Stamped, table=True):
    """The one стажировочная площадка of this database: CHECK (id = 1)."""

    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        filled("full_name"),
        filled("short_name"),
        filled("theme"),
        one_of("base_kind", BaseKind),
    )
    id: int = Field(default=1, primary_key=True)
    uid: str = Field(unique=True)
    full_name: str
    short_name: str
    inn: str | None = None
    ogrn: str | None = None
    municipality_id: int = link("municipality.id")
    organization_id: int | None = optional_link("organization.id")
    locality: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    theme: str
    goal: str = ""
    base_kind: str = BaseKind.ONE
    status_order_no: str | None = None
    status_order_date: date | None = None
    status_valid_until: date | None = None
    contract_no: str | None = None
    contract_date: date | None = None
    site_code: str | None = None
    """Given by ИРО's invitation; before it see domain.md §3.12."""
    emblem_id: int | None = optional_link("attachment.id")
    """The picture at the head of its certificates."""


class Organization(Stamped, table=True):
    """A kindergarten; `name_key` is the comparable form of its name."""

    __table_args__ = (
        filled("short_name"),
        one_of("form", OrganizationForm),
        Index("uq_organization_name_municipality", "name_key", "municipality_key", unique=True),
        CheckConstraint("municipality_key = coalesce(municipality_id, 0)", name="municipality_key"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    short_name: str
    full_name: str | None = None
    name_key: str
    form: str | None = None
    municipality_id: int | None = optional_link("municipality.id")
    municipality_key: int = 0
    """The municipality's id or 0: a UNIQUE index takes two NULLs for different values."""
    locality: str | None = None
    is_remote: bool = False
    contact: str | None = None


class OrganizationAlias(Table, table=True):
    """The uid of a merged organisation → the one that stayed; `former_id` finds its history in the log."""

    uid: str = Field(primary_key=True)
    organization_id: int = link("organization.id", ondelete="CASCADE")
    former_id: int


class OrganizationSpelling(Table, table=True):
    """A spelling that a person said means this organisation: the next list is not asked about it again."""

    name_key: str = Field(primary_key=True)
    municipality_key: int = Field(primary_key=True)
    """The municipality's id or 0, as in `Organization`."""
    organization_id: int = link("organization.id", ondelete="CASCADE")


class OrganizationApart(Table, table=True):
    """Two organisations that look alike and are two, as a person decided; `first_id` is the lower id."""

    __table_args__ = (CheckConstraint("first_id < second_id", name="pair"),)
    first_id: int = Field(primary_key=True, foreign_key="organization.id", ondelete="CASCADE")
    second_id: int = Field(primary_key=True, foreign_key="organization.id", index=True, ondelete="CASCADE")


class Person(Stamped, table=True):
    """A trainee or a team member; restricted fields live in `PersonRestricted`."""

    __table_args__ = (
        filled("last_name"),
        filled("first_name"),
        one_of("category", Category),
        one_of("education", Education),
        one_of("pd_state", PersonalDataState),
        between("experience_years", 0, 60),
        Index("ix_person_name_key_organization_id", "name_key", "organization_id"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    last_name: str
    first_name: str
    patronymic: str | None = None
    name_key: str
    """ФИО casefolded, ё → е, single spaces: what duplicates and searches compare."""
    position_id: int = link("position.id")
    organization_id: int = link("organization.id")
    category: str | None = None
    category_until: date | None = None
    education: str | None = None
    experience_years: int | None = None
    phone: str | None = None
    email: str | None = None
    pd_state: str = PersonalDataState.ACTIVE
    note: str | None = None


class Consent(Stamped, table=True):
    """A person's consent for one purpose, kept on a sheet of its own (156-ФЗ)."""

    __table_args__ = (
        one_of("purpose", ConsentPurpose),
        one_of("form", ConsentForm),
        ordered("signed_on", "valid_until"),
        ordered("signed_on", "withdrawn_on"),
        UniqueConstraint("id", "person_id"),
        HISTORY,
    )
    id: int | None = key()
    person_id: int = link("person.id", ondelete="CASCADE")
    purpose: str
    data_scope: str = ""
    signed_on: date
    valid_until: date | None = None
    form: str = ConsentForm.PAPER
    withdrawn_on: date | None = None
    destroyed_on: date | None = None
    act: str | None = None
    batch_id: int | None = optional_link("import_batch.id", ondelete="SET NULL")


class PersonRestricted(Stamped, table=True):
    """Fields that exist only under a consent: the database refuses a row without one (domain.md §3.7)."""

    __table_args__ = (
        one_of("sex", Sex),
        one_of("need", RestrictedNeed),
        # The consent must be this person's own.
        ForeignKeyConstraint(["consent_id", "person_id"], ["consent.id", "consent.person_id"], ondelete="CASCADE"),
        CheckConstraint("snils GLOB '[0-9][0-9][0-9]-[0-9][0-9][0-9]-[0-9][0-9][0-9] [0-9][0-9]'", name="snils"),
    )
    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    consent_id: int = Field(index=True)
    need: str = Field(default=RestrictedNeed.FRDO, sa_column_kwargs={"server_default": RestrictedNeed.FRDO.value})
    """What the fields are kept for: nothing is collected without a reason (domain.md §3.7)."""
    snils: str | None = Field(default=None, unique=True)
    birth_date: date | None = None
    sex: str | None = None
    diploma_surname: str | None = None
    diploma_series: str | None = None
    diploma_number: str | None = None


class PersonAlias(Table, table=True):
    """The uid of a merged person → the one who stayed; `former_id` finds her history in the log."""

    uid: str = Field(primary_key=True)
    person_id: int = link("person.id", ondelete="CASCADE")
    former_id: int | None = None


class PersonApart(Table, table=True):
    """Two cards that look alike and are two people, as a person decided; `first_id` is the lower id."""

    __table_args__ = (CheckConstraint("first_id < second_id", name="pair"),)
    first_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    second_id: int = Field(primary_key=True, foreign_key="person.id", index=True, ondelete="CASCADE")


class RoleAssignment(Stamped, table=True):
    """A person's role in the team, with its term and order."""

    __table_args__ = (
        ordered("starts_on", "ends_on"),
        UniqueConstraint("person_id", "role_id", "starts_on"),
        HISTORY,
    )
    id: int | None = key()
    person_id: int = link("person.id")
    role_id: int = link("role.id")
    starts_on: date
    ends_on: date | None = None
    order_no: str | None = None
    order_date: date | None = None


class PersonalDataEvent(Table, table=True):
    """A line of the register of personal-data actions; people by code only (152-ФЗ)."""

    __table_args__ = (HISTORY,)
    id: int | None = key()
    at: str
    actor_id: int | None = None
    action: str
    subject_code: str = Field(index=True)
    basis: str
    action_id: int | None = None


class PersonalDataAct(Stamped, table=True):
    """An act of depersonalisation or destruction with the extract of the log; kept three years (152-ФЗ).

    It names nobody but by code and uid: the uid lets a restored older copy be destroyed again.
    """

    __table_args__ = (
        filled("number"),
        filled("basis"),
        one_of("kind", ActKind),
        UniqueConstraint("kind", "number", "dated_on"),
        HISTORY,
    )
    id: int | None = key()
    kind: str
    number: str
    dated_on: date
    subject_code: str
    person_uid: str = Field(index=True)
    basis: str
    commission: str
    """Who was present, a line each: team members, who are not its subject."""
    contents: str
    """JSON: what was removed, table by table and field by field, in counts, and which mentions somebody marked."""


class ColumnMapping(Table, table=True):
    """Which column of a sender's layout means which field, as the person last accepted it."""

    kind: str = Field(primary_key=True)
    layout: str = Field(primary_key=True)
    """SHA-256 of the headings in their order."""
    columns: str
    """JSON object: field → letter of the column."""
    used_at: str


class SavedFilter(Stamped, table=True):
    """A filter of a list kept under a name."""

    __table_args__ = (filled("title"), UniqueConstraint("section", "title"), HISTORY)
    id: int | None = key()
    section: str
    title: str
    wanted: str
    """JSON of the filter."""


class ImportBatch(Stamped, table=True):
    """One accepted spreadsheet: what it was and what it brought (counts)."""

    __table_args__ = (filled("kind"), HISTORY)
    id: int | None = key()
    kind: str
    file_name: str
    file_sha256: str = Field(index=True)
    sheet: str
    consents_on: date | None = None
    rows_new: int = 0
    rows_changed: int = 0
    rows_same: int = 0
    rows_left: int = 0
    action_id: int = Field(index=True)
    """The action of the log that wrote it: undoing the batch is undoing that action."""
    undone_on: str | None = None
