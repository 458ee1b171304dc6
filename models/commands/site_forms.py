"""Printed forms that the site lays out in its own way."""

from collections.abc import Collection, Sequence

from sqlmodel import col, select

from models.database import Actor, Database
from models.errors import UserError
from models.rows.form_draft import FormDraft
from models.schema.papers import SiteForm

_NOTHING_CHANGED = UserError("Менять нечего: эти формы уже такие.", "Выберите другие формы или поправьте эти.")


def adopt_forms(db: Database, drafts: Sequence[FormDraft], *, actor: Actor) -> int:
    """Print these forms by these layouts from now on; gives how many were not so already.

    The layouts have been checked against their forms (exports/documents/site_forms.py). Raises UserError where all
    forms are so already: nothing is stored then.
    """
    with db.writing(action="Вид печатных форм изменён", actor=actor) as session:
        held = {row.form: row for row in session.exec(select(SiteForm))}
        changed = 0
        for draft in drafts:
            row = held.get(draft.form)
            if row is None:
                row = SiteForm(form=draft.form, content=draft.content, origin=draft.origin, adopted_on=db.today())
                session.add(row)
                held[draft.form] = row
            elif (row.content, row.origin) != (draft.content, draft.origin):
                row.content, row.origin, row.adopted_on = draft.content, draft.origin, db.today()
            else:
                continue
            changed += 1
        if not changed:
            raise _NOTHING_CHANGED
    return changed


def return_shipped_forms(db: Database, forms: Collection[str], *, actor: Actor) -> int:
    """Print these forms as they ship again; gives how many had a layout of the site.

    Raises UserError where none had: nothing is stored then.
    """
    with db.writing(action="Печатные формы снова как поставляются", actor=actor) as session:
        held = session.exec(select(SiteForm).where(col(SiteForm.form).in_(sorted(forms)))).all()
        if not held:
            raise _NOTHING_CHANGED
        for row in held:
            session.delete(row)
        return len(held)
