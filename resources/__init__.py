"""Files that ship with the program: fonts, icons, theme, reference data, printed forms."""
