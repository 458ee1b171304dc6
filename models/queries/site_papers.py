"""What every printed paper says of its site: the passport, and who approves and signs."""

from datetime import date
from typing import NamedTuple

from models.errors import NoPassportError
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.rows.codes import BaseKind
from models.rows.report import ReportSignatures, SitePassport
from models.rules.shown import initials, show_phone
from models.rules.site_code import site_code

COORDINATOR = "ГАУ ДПО «Приморский краевой институт развития образования»"
"""The regional institute that coordinates all sites ([S1])."""


class _SiteRow(NamedTuple):
    uid: str
    site_code: str | None
    full_name: str
    short_name: str
    theme: str
    goal: str
    municipality: str
    base_kind: BaseKind
    inn: str | None
    ogrn: str | None
    address: str | None
    phone: str | None
    email: str | None
    url: str | None
    order_no: str | None
    order_date: date | None
    valid_until: date | None
    contract_no: str | None
    contract_date: date | None


class _Name(NamedTuple):
    last_name: str
    first_name: str
    patronymic: str | None


def _site(session: Source) -> _SiteRow:
    found = rows(
        session,
        _SiteRow,
        """
        SELECT s.uid, s.site_code, s.full_name, s.short_name, s.theme, s.goal, m.name, s.base_kind, s.inn, s.ogrn,
               s.address, s.phone, s.email, s.url, s.status_order_no, s.status_order_date, s.status_valid_until,
               s.contract_no, s.contract_date
        FROM site AS s JOIN municipality AS m ON m.id = s.municipality_id
        """,
    )
    if not found:
        raise NoPassportError
    return found[0]


def read_passport(session: Source, day: date) -> tuple[SitePassport, ReportSignatures]:
    """The passport of the site and who signs its papers on a day, inside an open snapshot.

    Raises UserError while the passport is not filled.
    """
    site = _site(session)
    head = _in_role(session, "head", day)
    passport = SitePassport(
        site_code=site_code(site.site_code, site.uid),
        full_name=site.full_name,
        short_name=site.short_name,
        theme=site.theme,
        municipality=site.municipality,
        base_kind=site.base_kind.label,
        inn=site.inn or "",
        ogrn=site.ogrn or "",
        address=site.address or "",
        phone=show_phone(site.phone or ""),
        email=site.email or "",
        url=site.url or "",
        status_order=_paper(site.order_no, site.order_date),
        status_valid_until=site.valid_until,
        contract=_paper(site.contract_no, site.contract_date),
        coordinator=COORDINATOR,
        head_name=head,
    )
    signatures = ReportSignatures(
        approver_position=f"Заведующий {site.short_name}",
        approver_name=_in_position(session, "заведующий", day) or head,
        agreed_position=COORDINATOR,
        author_name=head,
    )
    return passport, signatures


def _paper(number: str | None, day: date | None) -> str:
    """«№ 12 от 01.09.2025», or as much of it as is known."""
    return " ".join(part for part in (number and f"№ {number}", day and f"от {day:%d.%m.%Y}") if part)


def _in_role(session: Source, role: str, day: date) -> str | None:
    """«И.О. Фамилия» of who has the role on a day."""
    found = rows(
        session,
        _Name,
        f"""
        SELECT p.last_name, p.first_name, p.patronymic
        FROM role_assignment AS a JOIN role AS r ON r.id = a.role_id JOIN person AS p ON p.id = a.person_id
        WHERE r.code = :role AND a.starts_on <= :day AND coalesce(a.ends_on, :day) >= :day
          AND {MAY_BE_NAMED.format("p")}
        ORDER BY a.starts_on DESC, a.id DESC LIMIT 1
        """,
        role=role,
        day=day,
    )
    return initials(*found[0]) if found else None


def _in_position(session: Source, position: str, day: date) -> str | None:
    """«И.О. Фамилия» of a team member who has the position on a day."""
    found = rows(
        session,
        _Name,
        f"""
        SELECT p.last_name, p.first_name, p.patronymic
        FROM person AS p JOIN position AS t ON t.id = p.position_id
        JOIN role_assignment AS a ON a.person_id = p.id
        JOIN site AS s ON s.organization_id = p.organization_id
        WHERE t.title = :position AND a.starts_on <= :day AND coalesce(a.ends_on, :day) >= :day
          AND {MAY_BE_NAMED.format("p")}
        ORDER BY a.starts_on DESC, a.id DESC LIMIT 1
        """,
        position=position,
        day=day,
    )
    return initials(*found[0]) if found else None
