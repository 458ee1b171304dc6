"""The PDF writer that documents are laid out on."""
