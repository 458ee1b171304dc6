"""The pieces every screen is made of (design.md §4): pages only put them together."""
