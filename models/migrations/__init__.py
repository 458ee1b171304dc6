"""Steps that bring an old file to today's schema."""
