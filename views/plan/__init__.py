"""«План работ»: plans by period, their lines and what became of them."""
