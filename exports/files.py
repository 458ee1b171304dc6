"""Files that leave the program are written whole or not at all, as those it keeps: `models/files.py`."""

from models.files import write_whole, writing_whole

__all__ = ["write_whole", "writing_whole"]
