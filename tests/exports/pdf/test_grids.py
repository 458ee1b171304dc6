"""How a wide grid is broken into blocks."""

from hypothesis import given
from hypothesis import strategies as st

from exports.pdf.grids import block_sizes

ROOM = st.integers(1, 40)


@given(count=st.integers(0, 200), whole=ROOM, beside=ROOM)
def test_every_sign_is_in_one_block_and_no_block_overflows(count: int, whole: int, beside: int) -> None:
    last = min(whole, beside)
    sizes = block_sizes(count, whole=whole, last=last)
    assert sum(sizes) == count
    assert all(size <= whole for size in sizes)
    assert sizes[-1] <= last


@given(count=st.integers(1, 200), whole=ROOM, beside=ROOM)
def test_no_block_is_empty_and_no_block_more_than_needed_is_made(count: int, whole: int, beside: int) -> None:
    last = min(whole, beside)
    sizes = block_sizes(count, whole=whole, last=last)
    assert min(sizes) >= 1
    assert len(sizes) == 1 or (len(sizes) - 2) * whole + last < count


def test_blocks_are_nearly_alike() -> None:
    assert block_sizes(25, whole=20, last=15) == [13, 12]
    assert block_sizes(15, whole=20, last=15) == [15]
    assert block_sizes(60, whole=20, last=15) == [15, 15, 15, 15]
