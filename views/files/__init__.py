"""Files where they hang: one sheet for events, products, meetings and consultations."""
