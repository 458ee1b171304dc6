"""One module per screen or document: SQL in, frozen rows out."""
