"""What sealed packages with files carry: products of a period with photos, news of chosen events."""

import json
from collections.abc import Sequence

from models.database import Database
from models.queries.attachments import HANGS_FREE, MAY_LEAVE
from models.queries.fetch import Source, rows
from models.queries.package import read_people_names
from models.queries.spoken_of import told_by_code
from models.rows.sealed import CarriedFile, NewsContents, ProductContents, SentEvent, SentNews, SentProduct
from models.rules.periods import Period

_IS_PICTURE = "(f.kind GLOB 'image/*' OR f.kind GLOB 'video/*')"

_PRODUCTS = "SELECT * FROM product WHERE made_on BETWEEN :start AND :end AND status <> 'draft'"
_EVENTS = "SELECT * FROM event WHERE held_on BETWEEN :start AND min(:end, :today)"

# A product's own file comes once more where it also hangs at it, so files are told apart by content.
_FILES = f"""
    SELECT held.of, held.uid, f.sha256, f.size, f.kind, coalesce(max(held.caption), ''),
           CASE WHEN {_IS_PICTURE} THEN {MAY_LEAVE} ELSE {HANGS_FREE} END
    FROM held JOIN attachment AS f ON f.id = held.file
    WHERE held.purpose <> 'signed_sheet'
    GROUP BY held.of, held.uid, f.id ORDER BY held.of DESC, held.day, held.uid, f.id
"""


def product_contents(db: Database, period: Period) -> ProductContents:
    """Finished products of a period, and files of them and of its events; who withdrew is spoken of by code."""
    span = {"start": period.start, "end": period.end, "today": db.today()}
    with db.reading() as session:
        products = rows(
            session,
            SentProduct,
            f"""
            SELECT p.uid, p.title, k.title, p.made_on, p.status, coalesce(e.title, ''), coalesce(p.level, ''),
                   coalesce(p.participation_form, ''), coalesce(p.publication, ''), coalesce(p.url, '')
            FROM ({_PRODUCTS}) AS p JOIN product_kind AS k ON k.id = p.kind_id LEFT JOIN event AS e ON e.id = p.event_id
            ORDER BY p.made_on, p.id
            """,
            start=period.start,
            end=period.end,
        )
        files = rows(
            session,
            CarriedFile,
            f"""
            WITH held AS (
                SELECT 'product' AS of, p.uid, p.made_on AS day, u.attachment_id AS file, u.purpose, u.caption
                FROM ({_PRODUCTS}) AS p JOIN attachment_use AS u ON u.product_id = p.id
                UNION ALL SELECT 'product', p.uid, p.made_on, p.attachment_id, 'other', NULL
                FROM ({_PRODUCTS}) AS p WHERE p.attachment_id IS NOT NULL
                UNION ALL SELECT 'event', e.uid, e.held_on, u.attachment_id, u.purpose, u.caption
                FROM ({_EVENTS}) AS e JOIN attachment_use AS u ON u.event_id = e.id
            )
            """
            + _FILES,
            **span,
        )
        shown = {each.record for each in files if each.may_go and each.of == "event"}
        events = rows(
            session,
            SentEvent,
            f"SELECT e.uid, e.held_on, e.title, f.title FROM ({_EVENTS}) AS e "
            "JOIN event_format AS f ON f.id = e.format_id ORDER BY e.held_on, e.id",
            **span,
        )
        found = ProductContents(products, [each for each in events if each.uid in shown], files)
        return told_by_code(session, found)


def news_contents(db: Database, events: Sequence[int]) -> NewsContents:
    """News of these events, with the pictures that may be published among their files."""
    chosen = json.dumps(list(events))
    with db.reading() as session:
        people = read_people_names(session)
        return told_by_code(session, NewsContents(_news(session, chosen), _pictures(session, chosen, db), []))._replace(
            people=people
        )


def _news(session: Source, chosen: str) -> list[SentNews]:
    return rows(
        session,
        SentNews,
        """
        SELECT e.uid, e.held_on, e.title, f.title, coalesce(e.place, ''), coalesce(e.description, ''),
               coalesce(e.outcome, ''), coalesce(e.link, '')
        FROM event AS e JOIN event_format AS f ON f.id = e.format_id
        WHERE e.id IN (SELECT value FROM json_each(:chosen)) ORDER BY e.held_on, e.id
        """,
        chosen=chosen,
    )


def _pictures(session: Source, chosen: str, db: Database) -> list[CarriedFile]:
    return rows(
        session,
        CarriedFile,
        """
        WITH held AS (
            SELECT 'event' AS of, e.uid, e.held_on AS day, u.attachment_id AS file, u.purpose, u.caption
            FROM event AS e JOIN attachment_use AS u ON u.event_id = e.id JOIN attachment AS i ON i.id = u.attachment_id
            WHERE e.id IN (SELECT value FROM json_each(:chosen)) AND i.kind GLOB 'image/*'
        )
        """
        + _FILES,
        chosen=chosen,
        today=db.today(),
    )
