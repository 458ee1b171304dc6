"""What a period's report was approved with."""

from typing import cast

from models.database import Database
from models.queries.fetch import Source
from models.rules.periods import Period


def approved_text(session: Source, period: Period) -> str | None:
    """The snapshot of the newest version; None while that is a draft, or there is none."""
    found = session.connection().exec_driver_sql(
        "SELECT snapshot FROM report WHERE period = ? ORDER BY version DESC LIMIT 1", (period.code,)
    )
    kept = found.scalar()
    return None if kept is None else str(kept)


def last_approved_id(db: Database, period: Period) -> int | None:
    """The newest approved version of a period's report."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT max(id) FROM report WHERE period = ? AND snapshot IS NOT NULL", (period.code,)
        )
        return cast("int | None", found.scalar())


def last_approved_text(session: Source, period: Period) -> str | None:
    """The snapshot of the newest approved version, whether or not a correction of it has been begun."""
    found = session.connection().exec_driver_sql(
        "SELECT snapshot FROM report WHERE period = ? AND snapshot IS NOT NULL ORDER BY version DESC LIMIT 1",
        (period.code,),
    )
    kept = found.scalar()
    return None if kept is None else str(kept)
