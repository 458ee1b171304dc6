"""The room «Аналитика»: tables for the methodologist, each with its numbers behind."""
