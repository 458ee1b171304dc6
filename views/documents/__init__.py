"""The section «Документы»: the register of the site's papers."""
