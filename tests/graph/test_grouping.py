"""Codes of groups are numbered as sorting would number them, whether they lie close together or far apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph import grouping


@given(codes=st.lists(st.one_of(st.integers(0, 30), st.integers(0, 10**12)), max_size=40))
def test_codes_are_numbered_in_their_order(codes: list[int]) -> None:
    told = np.array(codes, np.int64)
    found, place = grouping._numbered(told)
    assert found.tolist() == sorted(set(codes))
    assert found[place].tolist() == codes
    assert place.dtype == np.int64
