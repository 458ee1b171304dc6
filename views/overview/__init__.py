"""«Обзор»: where the quarter stands, what needs attention; the first-run state of a new site."""
