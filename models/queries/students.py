"""Who studies or studied in a stream, as SQL."""

STUDENTS = "e.status NOT IN ('applied', 'expelled')"
"""SQL of the places (alias e) of those who go or went through a stream to its end."""
