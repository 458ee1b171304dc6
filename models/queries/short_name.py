"""How a person is called in lists, as SQL."""

SHORT_NAME = """{0}.last_name || ' ' || substr({0}.first_name, 1, 1) || '.'
    || CASE WHEN coalesce({0}.patronymic, '') = '' THEN '' ELSE ' ' || substr({0}.patronymic, 1, 1) || '.' END"""
"""SQL of «Иванова М. П.» for the table alias put in."""
