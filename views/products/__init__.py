"""The section «Продукты», and the form of a product that events share."""
