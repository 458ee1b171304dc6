"""Diagnostics of a stream: the grid of scores, what changed, the list of competences, tables of self-assessments."""
