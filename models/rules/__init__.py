"""Pure functions: no database, no files, no clock (pass `today`)."""
