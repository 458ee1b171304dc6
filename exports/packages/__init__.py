"""Build and verify the packages for ИРО."""
