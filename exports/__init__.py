"""Everything that leaves the program; no Qt."""
