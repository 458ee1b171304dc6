"""A person's code: what stands for the name wherever the name must not go."""


def person_code(person_id: int) -> str:
    """«С-00017»; ids never come back, so a code always means the same person."""
    return f"С-{person_id:05d}"


PERSON_CODE_SQL = "printf('С-%05d', {id})"
"""The same in SQL; `{id}` is the column."""
