"""A file → drafts and problems by row; nothing is written here."""
