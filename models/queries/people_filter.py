"""Who is a trainee, and whom a filter of the list lets through: SQL over the person `p`."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from models.queries.certificate_ready import read_certificate_ready
from models.queries.fetch import Source
from models.queries.in_force import IN_FORCE
from models.queries.search import people_like
from models.rows.people import NO_STREAM, Lack, PeopleFilter
from models.rules.consents import EXPIRES_SOON

TRAINEE = """p.pd_state IN ('active', 'blocked') AND (
    NOT EXISTS (SELECT 1 FROM role_assignment AS ra WHERE ra.person_id = p.id)
    OR EXISTS (SELECT 1 FROM enrollment AS en WHERE en.person_id = p.id))"""
"""A trainee is whoever is in a stream, or has no role in the team; people without a name are left out."""

IN_NO_STREAM = "NOT EXISTS (SELECT 1 FROM enrollment AS e WHERE e.person_id = p.id)"

_IN_FORCE = f"""SELECT 1 FROM consent AS c
    WHERE c.person_id = p.id AND c.purpose = 'processing' AND {IN_FORCE.format("c")}"""

LACKS: Mapping[Lack, str] = MappingProxyType(
    {
        Lack.PHONE: "coalesce(p.phone, '') = ''",
        Lack.EMAIL: "coalesce(p.email, '') = ''",
        Lack.MUNICIPALITY: "p.organization_id IN (SELECT o.id FROM organization AS o WHERE o.municipality_id IS NULL)",
        Lack.CONSENT: f"NOT EXISTS ({_IN_FORCE})",
        Lack.LASTING_CONSENT: f"""EXISTS ({_IN_FORCE}) AND NOT EXISTS (
            {_IN_FORCE} AND coalesce(c.valid_until, '9999-12-31') > :soon)""",
    }
)
"""What a card lacks → its condition; those of a consent ask for the parameters of `consent_days`."""

_OF_CONSENT = frozenset({Lack.CONSENT, Lack.LASTING_CONSENT})


def consent_days(today: date) -> dict[str, object]:
    """The days that tell a consent in force from one that runs out soon."""
    return {"today": today, "soon": today + EXPIRES_SOON}


def condition(
    session: Source, wanted: PeopleFilter, *, today: date, ready: Collection[int] | None = None
) -> tuple[str, dict[str, object]]:
    """The condition of a filter and its parameters; `ready` is who is ready for a certificate, where that is known."""
    like, params = people_like(session, wanted.text)
    parts = [TRAINEE, *([like] if like else [])]
    for column, name, value in (
        ("p.organization_id", "organization", wanted.organization_id),
        ("p.position_id", "position", wanted.position_id),
        ("p.category", "category", wanted.category),
    ):
        if value is not None:
            parts.append(f"{column} = :{name}")
            params[name] = value
    if wanted.municipality_id is not None:
        parts.append("p.organization_id IN (SELECT o.id FROM organization AS o WHERE o.municipality_id = :unit)")
        params["unit"] = wanted.municipality_id
    parts += _of_streams(wanted, params)
    parts += [LACKS[lack] for lack in Lack if lack in wanted.lacks]
    if wanted.lacks & _OF_CONSENT:
        params |= consent_days(today)
        if Lack.LASTING_CONSENT not in wanted.lacks:
            del params["soon"]
    if wanted.is_ready:
        known = ready if ready is not None else read_certificate_ready(session, today=today)
        parts.append("p.id IN (SELECT value FROM json_each(:ready))")
        params["ready"] = str(sorted(known))
    return " AND ".join(parts), params


def _of_streams(wanted: PeopleFilter, params: dict[str, object]) -> list[str]:
    """A place in one stream and in one state is one and the same place."""
    if wanted.stream_id == NO_STREAM:
        return [IN_NO_STREAM]
    parts: list[str] = []
    if wanted.stream_id is not None:
        parts.append("e.stream_id = :stream")
        params["stream"] = wanted.stream_id
    if wanted.status is not None:
        parts.append("e.status = :status")
        params["status"] = wanted.status
    return [f"p.id IN (SELECT e.person_id FROM enrollment AS e WHERE {' AND '.join(parts)})"] if parts else []
