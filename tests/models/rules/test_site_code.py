import pytest

from models.rules.person_code import PERSON_CODE_SQL, person_code
from models.rules.site_code import site_code


def test_the_code_of_the_institute_goes_first() -> None:
    assert site_code("05-017", "0199aabb-ccdd") == "05-017"


@pytest.mark.parametrize("given", [None, ""])
def test_before_an_invitation_the_code_comes_from_the_identity(given: str | None) -> None:
    """domain.md §3.12."""
    assert site_code(given, "0199aabb-ccdd") == "без-кода-0199aa"


@pytest.mark.parametrize("number", [1, 17, 99_999, 123_456])
def test_a_person_has_one_code_in_python_and_in_sql(number: int) -> None:
    import sqlite3

    [(code,)] = sqlite3.connect(":memory:").execute(f"SELECT {PERSON_CODE_SQL.format(id=number)}").fetchall()
    assert person_code(number) == code


def test_a_person_s_code_has_five_digits() -> None:
    assert person_code(17) == "С-00017"
