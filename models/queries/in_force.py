"""What makes a consent count on a day, as SQL; `models.rules.consents.is_in_force` says it of a sheet that was read."""

IN_FORCE = """({0}.withdrawn_on IS NULL AND {0}.destroyed_on IS NULL AND {0}.signed_on <= :today
    AND coalesce({0}.valid_until, :today) >= :today)"""
"""SQL of a consent that allows what it was given for on the day `:today`; the table alias is put in."""
