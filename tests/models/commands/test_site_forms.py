"""A site lays a printed form out in its own way, and returns to the shipped one."""

import pytest

from models.commands.site_forms import adopt_forms, return_shipped_forms
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.site_forms import own_forms, site_layouts
from models.rows.codes import FormOrigin
from models.rows.form_draft import FormDraft
from tests.models.make import HEAD, content

JOURNAL = FormDraft(form="event_journal", content='{"title": ["Журнал"]}')
PLAN = FormDraft(form="plan", content='{"title": ["План"]}', origin=FormOrigin.INSTITUTE)


def test_an_adopted_form_is_in_force_from_that_day(db: Database) -> None:
    assert adopt_forms(db, [JOURNAL, PLAN], actor=HEAD) == 2
    assert site_layouts(db) == {"event_journal": JOURNAL.content, "plan": PLAN.content}
    assert [(each.origin, each.adopted_on) for each in own_forms(db)] == [
        (FormOrigin.SITE, db.today()),
        (FormOrigin.INSTITUTE, db.today()),
    ]


def test_only_what_differs_is_changed_and_undone(db: Database) -> None:
    adopt_forms(db, [JOURNAL], actor=HEAD)
    before = content(db)
    assert adopt_forms(db, [JOURNAL, PLAN], actor=HEAD) == 1
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_the_shipped_form_returns_and_the_own_one_comes_back(db: Database) -> None:
    adopt_forms(db, [JOURNAL], actor=HEAD)
    assert return_shipped_forms(db, ["event_journal", "plan"], actor=HEAD) == 1
    assert site_layouts(db) == {}
    undo_last(db, actor=HEAD)
    assert site_layouts(db) == {"event_journal": JOURNAL.content}


def test_nothing_to_change_is_said_and_not_written_down(db: Database) -> None:
    adopt_forms(db, [JOURNAL], actor=HEAD)
    before = content(db)
    for nothing in (
        lambda: adopt_forms(db, [JOURNAL], actor=HEAD),
        lambda: return_shipped_forms(db, ["plan"], actor=HEAD),
    ):
        with pytest.raises(UserError, match="Менять нечего"):
            nothing()
    assert content(db) == before
