"""Printed forms on the screen and on paper: one preview for all of them, with printing and saving."""
