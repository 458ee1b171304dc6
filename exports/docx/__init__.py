"""Documents for Word, drawn from the same layouts as PDF and XLSX."""
