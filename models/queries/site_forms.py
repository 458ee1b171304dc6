"""Layouts of printed forms that the site has made its own."""

from models.database import Database
from models.queries.fetch import rows
from models.queries.site_papers import read_passport
from models.rows.site_forms import FormHead, Layouts, OwnForm


def own_forms(db: Database) -> list[OwnForm]:
    """The layouts in force instead of the shipped ones, by the name of the form."""
    with db.reading() as session:
        return rows(session, OwnForm, "SELECT form, content, origin, adopted_on FROM site_form ORDER BY form")


def site_layouts(db: Database) -> Layouts:
    """The same for whoever draws: read in the job that reads the data."""
    return {each.form: each.content for each in own_forms(db)}


def form_head(db: Database) -> FormHead:
    """Passport and signatures of today; raises UserError while the passport is not filled."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
    return FormHead(passport=passport, signatures=signatures)
