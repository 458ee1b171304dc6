"""In which period a line of a plan counts, and on what day it is awaited: the one rule of board, report and package.

A line counts in the period its term ends in; a moved one also in the period of its new day, where it is waited for
and done. Its state is the same in both: done though moved is done.
"""

COUNTS = "(i.due_to BETWEEN :start AND :end OR i.postponed_to BETWEEN :start AND :end)"
"""Whether the plan item `i` counts in the period from `:start` to `:end`."""

AWAITED_ON = "coalesce(i.postponed_to, i.due_to)"
"""The day the plan item `i` is awaited on: of a moved one the new day."""
