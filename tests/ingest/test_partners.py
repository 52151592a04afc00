"""Who is said to work with whom."""

from __future__ import annotations

import pytest
from named import anchor, candidates, parts, thing

from ingest.commitments import assemble
from ingest.partners import links_of_partners, settle_each_partner, settle_partners


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Arcwell builds it in partnership with Kiln.", {("Arcwell", "Kiln")}),
        ("The alliance between Arcwell and Kiln grows.", {("Arcwell", "Kiln")}),
        ("Vesta is a joint venture between Arcwell and Kiln.", {("Arcwell", "Kiln")}),
        ("Vesta, a joint venture of Arcwell and Kiln, grows.", {("Arcwell", "Kiln")}),
        ("Arcwell competes with Kiln.", set()),
    ],
)
def test_partners_by_words(text: str, pairs: set[tuple[str, str]]) -> None:
    things = [thing(text, said, "Company") for said in ("Arcwell", "Kiln", "Vesta") if said in text]
    found = {(x.subject.name, x.object.name) for x in links_of_partners(candidates(text), things)}
    assert found == pairs


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Arcwell and Denmark's development bank Kiln signed a pact.", "Arcwell+Kiln > "),
        ("Arcwell and Kiln (KLN) have signed a pact.", "Arcwell+Kiln > "),
        ("Last May, Arcwell and the lamp maker Kiln agreed on a pact.", "Arcwell+Kiln > "),
        ("The pact of Arcwell and Kiln grows.", "Kiln > "),
        ("Arcwell of Oslo and rival of Kiln signed a pact.", "Kiln > "),
    ],
)
def test_both_sign(text: str, who: str) -> None:
    told = anchor(
        "partnership", {"Arcwell": (0.3, 0.0, 0.0), "Kiln": (0.95, 0.0, 0.0)}, at=text.index("pact")
    )
    settle_partners([told], candidates(text), [thing(text, n, "Company") for n in ("Arcwell", "Kiln")])
    assert parts(told) == who


def test_who_surely_works_with_nobody_signs_nothing() -> None:
    text = "Arcwell and Kiln signed a pact."
    told = anchor("partnership", {"Arcwell": (0.3, 0.0, 0.0), "Kiln": (0.4, 0.0, 0.0)}, at=text.index("pact"))
    settle_partners([told], candidates(text), [thing(text, n, "Company") for n in ("Arcwell", "Kiln")])
    assert parts(told) == " > "


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Arcwell signed agreements with Kiln and Vesta.", ["Arcwell+Kiln", "Arcwell+Vesta"]),
        ("Arcwell has MoUs on lamps with Kiln and with Vesta.", ["Arcwell+Kiln", "Arcwell+Vesta"]),
        ("Kiln and Vesta have signed separate memoranda with Arcwell.", ["Arcwell+Kiln", "Arcwell+Vesta"]),
        ("Arcwell is partnering with Kiln and Vesta on lamps.", ["Arcwell+Kiln", "Arcwell+Vesta"]),
        ("Arcwell has partnered with both Kiln and Vesta.", ["Arcwell+Kiln", "Arcwell+Vesta"]),
        (
            "Arcwell signed memoranda with Kiln and Vesta, and is partnering with Orbia and Talde.",
            ["Arcwell+Kiln", "Arcwell+Orbia", "Arcwell+Talde", "Arcwell+Vesta"],
        ),
        ("Arcwell signed an agreement with Kiln and Vesta.", ["Arcwell+Kiln+Vesta"]),
        ("Arcwell, Kiln and Vesta signed agreements on lamps.", ["Arcwell+Kiln+Vesta"]),
    ],
)
def test_each_has_an_agreement_of_its_own(text: str, pairs: list[str]) -> None:
    named = [thing(text, n, "Company") for n in ("Arcwell", "Kiln", "Vesta", "Orbia", "Talde") if n in text]
    told = anchor(
        "partnership",
        {t.key: (0.95, 0.0, 0.0) for t in named},
        at=text.index("signed") if "signed" in text else 0,
    )
    settle_each_partner([told], candidates(text), named)
    drafts = assemble([told], named).drafts
    assert sorted("+".join(sorted(t.name for t in d.investors)) for d in drafts) == pairs
