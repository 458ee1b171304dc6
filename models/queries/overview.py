"""The counts of the first window."""

from models.database import Database
from models.queries.fetch import one
from models.rows.overview import SiteOverview

_SQL = """
SELECT coalesce((SELECT short_name FROM site), ''),
       (SELECT count(DISTINCT person_id) FROM enrollment),
       (SELECT count(*) FROM organization),
       (SELECT count(*) FROM program),
       (SELECT count(*) FROM stream),
       (SELECT count(*) FROM plan_item),
       (SELECT count(*) FROM event),
       (SELECT count(*) FROM product)
"""


def site_overview(db: Database) -> SiteOverview:
    """How much a site has, people counted once however many streams they are in."""
    with db.reading() as session:
        return one(session, SiteOverview, _SQL)
