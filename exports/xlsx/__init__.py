"""The XLSX writer that documents are laid out on."""
