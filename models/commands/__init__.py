"""One function per user action = one transaction."""
