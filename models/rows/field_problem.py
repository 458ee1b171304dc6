"""What is wrong with a field of a form: shown by forms that know no draft, so apart from pydantic."""

from typing import NamedTuple


class FieldProblem(NamedTuple):
    """What is wrong in one field, ready to stand beside it."""

    field: str
    message: str
