"""How a person is called in lists, as SQL."""

FULL_NAME = "{0}.last_name || ' ' || {0}.first_name || coalesce(' ' || {0}.patronymic, '')"
"""SQL of «Иванова Мария Петровна» for the table alias put in."""

SHORT_NAME = """{0}.last_name || CASE WHEN substr({0}.first_name, 1, 1) = '(' THEN '' ELSE
    ' ' || substr({0}.first_name, 1, 1) || '.'
    || CASE WHEN coalesce({0}.patronymic, '') = '' THEN '' ELSE ' ' || substr({0}.patronymic, 1, 1) || '.' END END"""
"""SQL of «Иванова М. П.» for the table alias put in; of «С-00017» once her data are gone (`personal_columns.MARKS`)."""

WHO = "coalesce((SELECT m.person_id FROM person_alias AS m WHERE m.former_id = {0}), {0})"
"""SQL of the person whom an id in the log means today: her card may have been merged into another since."""
