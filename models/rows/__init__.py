"""Frozen row and draft types: no SQLAlchemy, so the window may import them before the database."""
