from __future__ import annotations

import numpy as np
import pytest

from graph.model import EntityType, Kind
from ingest.kinds import fitting_kind, sort_of
from ingest.reader import KINDS

COMPANY: frozenset[EntityType] = frozenset({"Company"})
GOVERNMENT: frozenset[EntityType] = frozenset({"Government"})


def to(type_: EntityType) -> frozenset[EntityType]:
    return frozenset({type_})


@pytest.mark.parametrize(
    ("first", "second", "investors", "recipients", "has_sum", "kind"),
    [
        ("investment", "equity", COMPANY, to("Company"), True, "equity"),
        ("investment", "grant", COMPANY, to("University"), True, "grant"),
        ("grant", "investment", GOVERNMENT, to("Program"), True, "investment"),
        ("facility", "investment", COMPANY, to("Facility"), True, "investment"),
        ("investment", "facility", COMPANY, to("Facility"), False, "facility"),
        ("partnership", "grant", COMPANY, to("Company"), False, "partnership"),
        ("loan", "grant", GOVERNMENT, to("Company"), True, "loan"),
    ],
)
def test_the_format_decides_what_is_possible(
    first: Kind,
    second: Kind,
    investors: frozenset[EntityType],
    recipients: frozenset[EntityType],
    has_sum: bool,
    kind: Kind,
) -> None:
    likely = np.zeros(len(KINDS), np.float32)
    likely[KINDS.index(first)], likely[KINDS.index(second)] = 0.7, 0.3
    found, share = fitting_kind(likely, investors, recipients, has_sum=has_sum)
    assert found == kind
    assert 0.5 < share <= 1


@pytest.mark.parametrize(
    ("first", "investors", "recipients", "mixed", "sited", "kind"),
    [
        ("investment", GOVERNMENT, to("Company"), True, False, "investment"),
        ("investment", GOVERNMENT, to("Company"), False, False, "grant"),
        ("investment", COMPANY, to("University"), True, False, "investment"),
        ("equity", COMPANY, frozenset(), False, True, "grant"),
        ("equity", COMPANY, frozenset(), False, False, "equity"),
        ("equity", frozenset(), frozenset(), False, True, "equity"),
        ("equity", COMPANY, to("Company"), False, True, "equity"),
    ],
)
def test_sums_of_several_forms_and_sums_in_a_town(
    first: Kind,
    investors: frozenset[EntityType],
    recipients: frozenset[EntityType],
    mixed: bool,
    sited: bool,
    kind: Kind,
) -> None:
    likely = np.zeros(len(KINDS), np.float32)
    likely[KINDS.index(first)], likely[KINDS.index("grant")] = 0.7, 0.3
    assert fitting_kind(likely, investors, recipients, has_sum=True, mixed=mixed, sited=sited)[0] == kind


@pytest.mark.parametrize(
    ("type_", "name", "sort"),
    [
        ("Program", "Norrland Lamp Hub", "Organization"),
        ("Program", "Centre for Clean Ships", "Organization"),
        ("Program", "Hub Fund", "Program"),
        ("Program", "Lamp Initiative", "Program"),
        ("Facility", "Norrland Lamp Hub", "Facility"),
    ],
)
def test_a_programme_called_as_bodies_are_may_get_a_grant(
    type_: EntityType, name: str, sort: EntityType
) -> None:
    assert sort_of(type_, name) == sort
