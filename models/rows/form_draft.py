"""A layout of a printed form that is to become the site's own."""

from typing import Annotated

from pydantic import StringConstraints

from models.rows.codes import FormOrigin
from models.rows.draft import Draft

MOST_LAYOUT = 200_000
"""Letters a layout may take."""


class FormDraft(Draft):
    """A layout to print a form by; whether it fits the form is known to exports/documents/site_forms.py only."""

    form: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")]
    content: Annotated[str, StringConstraints(min_length=2, max_length=MOST_LAYOUT)]
    origin: FormOrigin = FormOrigin.SITE
