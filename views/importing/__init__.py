"""The preview of any table that is taken in: every row, every cell, before anything is written."""
