"""The section «Сертификаты»."""
