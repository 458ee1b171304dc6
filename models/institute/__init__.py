"""The institute's side of the exchange: its own file, keys, sites, received packages and the receipts it signed."""
