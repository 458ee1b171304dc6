"""Trainees of a period by name, for orders of ИРО."""

from models.database import Database
from models.errors import UserError
from models.queries.package import read_in_scope
from models.queries.paper_names import PAPER_FULL_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.roster_package import RosterPackageRow, RosterPackageRows
from models.rules.periods import Period


@speaks_by_code
def roster_contents(db: Database, period: Period) -> RosterPackageRows:
    """Everybody let into the streams of a period; who withdrew her consent goes by code.

    Raises UserError where there is nobody, and while the site's passport is not filled.
    """
    with db.reading() as session:
        passport, _signatures = read_passport(session, period.end)
        places = read_in_scope(
            session,
            period,
            db.today(),
            RosterPackageRow,
            f"""
            SELECT s.uid, n.person_id, s.title, g.title, {PAPER_FULL_NAME.format("p")}, t.title, o.short_name,
                   coalesce(m.name, ''), n.status, n.enrolled_on, n.left_on
            FROM places AS n JOIN streams AS s ON s.id = n.stream_id JOIN program AS g ON g.id = s.program_id
            JOIN person AS p ON p.id = n.person_id JOIN position AS t ON t.id = p.position_id
            JOIN organization AS o ON o.id = p.organization_id
            LEFT JOIN municipality AS m ON m.id = o.municipality_id
            ORDER BY s.id, p.name_key, p.id
            """,
        )
    if not places:
        raise UserError(
            f"За {period.title} стажёров нет: список составить не из кого.",
            "Зачислите их в поток или выберите другой период.",
        )
    return RosterPackageRows(passport.site_code, passport.short_name, places)
