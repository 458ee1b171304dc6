"""«Обмен с ИРО»: the open package to a folder or a flash drive, and what is inside."""
