"""The invented site that `marshrut demo` fills a database with."""
