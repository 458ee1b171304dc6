"""One module per printed form: rows → layout → file."""
