"""Begun reports, their texts, and the register of packages."""

from models.database import Database
from models.queries.fetch import rows
from models.rows.reports import PackageLine, PackagePart, ReportLine
from models.rules.periods import Period


def report_list(db: Database) -> list[ReportLine]:
    """Begun reports, the newest period first."""
    with db.reading() as session:
        return rows(
            session,
            ReportLine,
            """
            SELECT r.id, r.period, r.version, r.status,
                   (SELECT count(*) FROM report_text AS t WHERE t.report_id = r.id AND trim(t.text) <> ''),
                   r.approved_on
            FROM report AS r ORDER BY substr(r.period, 1, 4) DESC, r.period DESC, r.version DESC
            """,
        )


def report_texts(db: Database, period: Period) -> dict[str, str]:
    """The texts of a period's newest report by section."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            """
            SELECT t.section, t.text FROM report_text AS t JOIN report AS r ON r.id = t.report_id
            WHERE r.period = ? ORDER BY r.version
            """,
            (period.code,),
        )
        return {str(section): str(text) for section, text in found}


def package_list(db: Database) -> list[PackageLine]:
    """Built packages, the newest first."""
    with db.reading() as session:
        return rows(
            session,
            PackageLine,
            """
            SELECT id, period, serial, name, size, sha256, state, created_at FROM package ORDER BY id DESC
            """,
        )


def package_parts(db: Database, package_id: int) -> list[PackagePart]:
    """What a package carries, in counts."""
    with db.reading() as session:
        return rows(
            session,
            PackagePart,
            "SELECT part, items FROM package_content WHERE package_id = :package ORDER BY rowid",
            package=package_id,
        )
