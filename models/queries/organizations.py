"""The directory of organisations, and the spellings of municipal units that were mapped by hand."""

from models.database import Database
from models.queries.fetch import rows
from models.rows.choice import Choice
from models.rows.organizations import OrganizationLine, UnitSpelling
from models.rows.people import NO_MUNICIPALITY
from models.rules.clean import fold


def organization_lines(db: Database, *, text: str = "", municipality_id: int | None = None) -> list[OrganizationLine]:
    """The organisations whose name, place or contact holds every typed word; NO_MUNICIPALITY asks for those without."""
    with db.reading() as session:
        found = rows(
            session,
            OrganizationLine,
            """
            SELECT o.id, o.short_name, o.full_name, o.form, o.municipality_id, m.name, o.locality, o.is_remote,
                   o.contact, (SELECT count(*) FROM person AS p WHERE p.organization_id = o.id)
            FROM organization AS o LEFT JOIN municipality AS m ON m.id = o.municipality_id
            WHERE :unit IS NULL OR coalesce(o.municipality_id, 0) = :unit
            ORDER BY o.name_key, o.id
            """,
            unit=municipality_id,
        )
    words = fold(text).split()
    return [line for line in found if all(word in _said(line) for word in words)] if words else found


def organizations_without_municipality(db: Database) -> int:
    """How many organisations name no municipal unit."""
    return len(organization_lines(db, municipality_id=NO_MUNICIPALITY))


def unit_spellings(db: Database) -> list[UnitSpelling]:
    """The remembered spellings of municipal units."""
    with db.reading() as session:
        return rows(
            session,
            UnitSpelling,
            """
            SELECT s.spelling_key, s.municipality_id, m.name FROM municipality_spelling AS s
            LEFT JOIN municipality AS m ON m.id = s.municipality_id ORDER BY s.spelling_key
            """,
        )


def units_of_today(db: Database) -> list[Choice]:
    """The municipal units there are now."""
    with db.reading() as session:
        return rows(session, Choice, "SELECT id, name FROM municipality WHERE valid_to IS NULL ORDER BY name")


def _said(line: OrganizationLine) -> str:
    said = (line.short_name, line.full_name, line.municipality, line.locality, line.contact)
    return fold(" ".join(part for part in said if part))
