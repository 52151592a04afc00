"""The words that say that something was given, built, bought, taught or agreed, and those that say it was not.

One table for each kind of act; a new word goes here and nowhere else.
"""

from __future__ import annotations

# Verbs whose subject puts in money and whose object is money.
SPEND = frozenset(
    [
        "invest",
        "spend",
        "commit",
        "pledge",
        "pour",
        "inject",
        "plough",
        "plow",
        "earmark",
        "allocate",
        "deploy",
        "sink",
        "put",
        "pump",
        "bet",
        "channel",
        "devote",
        "budget",
    ]
)
# Verbs whose subject gives to somebody.
GIVE = frozenset(
    [
        "award",
        "grant",
        "donate",
        "give",
        "provide",
        "contribute",
        "gift",
        "subsidize",
        "subsidise",
        "fund",
        "finance",
        "bestow",
        "promise",
        "offer",
        "approve",
        "endow",
        "pay",
        "hand",
    ]
)
# Verbs whose subject gets from somebody.
RECEIVE = frozenset(["receive", "win", "secure", "obtain", "get", "land", "attract", "gain"])
RAISE = frozenset(["raise", "close"])
LEAD = frozenset(["lead", "co-lead", "join", "participate", "back"])
LEND = frozenset(["lend", "loan", "borrow"])
ACQUIRE = frozenset(["acquire", "takeover", "absorb"])
BUY = frozenset(["buy", "purchase", "order", "procure", "lease"])
SELL = frozenset(["sell", "supply", "deliver"])
BUILD = frozenset(
    [
        "build",
        "open",
        "establish",
        "construct",
        "launch",
        "inaugurate",
        "create",
        "expand",
        "house",
        "site",
        "set",
        "locate",
        "unveil",
        "erect",
        "develop",
    ]
)
TRAIN = frozenset(["train", "upskill", "skill", "reskill", "teach", "educate", "equip", "certify"])
PARTNER = frozenset(["partner", "team", "collaborate", "cooperate", "ally", "sign", "join", "forge", "work"])
CANCEL = frozenset(
    [
        "cancel",
        "drop",
        "scrap",
        "abandon",
        "withdraw",
        "halt",
        "pause",
        "shelve",
        "suspend",
        "terminate",
        "revoke",
        "rescind",
        "axe",
        "postpone",
        "ditch",
        "block",
        "freeze",
        "mothball",
    ]
)
# How far an act has come: the verbs and phrases that tell of it.
CANCELLED = frozenset(
    "cancel scrap abandon withdraw shelve revoke rescind halt pause terminate suspend".split()  # noqa: SIM905
)
IN_TALKS = (
    " in talks",
    " weighing ",
    " considering ",
    " is exploring ",
    " may invest",
    " could invest",
    " reportedly in ",
)
TO_COME = (
    " will ",
    " plans ",
    " plan to ",
    " to be ",
    " would ",
    " aims ",
    " intends ",
    " agreed ",
    " agrees ",
)
DONE: dict[str, frozenset[str]] = {
    "acquisition": frozenset({"acquire", "complete", "buy"}),
    "facility": frozenset({"open", "launch", "inaugurate", "complete"}),
    "grant": frozenset({"receive", "donate", "pay"}),
    "investment": frozenset({"spend", "invest", "complete"}),
    "equity": frozenset({"raise", "close"}),
}
ALL_DONE = frozenset().union(*DONE.values())

ACTS_OF_COMPANIES = SPEND | RAISE | ACQUIRE | BUY | BUILD | RECEIVE | SELL | {"announce", "partner"}

INVESTMENT_NOUNS = frozenset(
    ["investment", "expansion", "project", "spending", "outlay", "capex", "commitment", "infusion"]
)
GRANT_NOUNS = frozenset(
    [
        "grant",
        "donation",
        "gift",
        "award",
        "subsidy",
        "funding",
        "scholarship",
        "endowment",
        "incentive",
        "support",
        "fellowship",
        "credit",
        "aid",
    ]
)
LOAN_NOUNS = frozenset(["loan", "credit-line", "debt", "financing", "facility", "lending", "borrowing"])
ROUND_NOUNS = frozenset(
    ["round", "series", "seed", "stake", "equity", "share", "capital", "fundraise", "fundraising"]
)
DEAL_NOUNS = frozenset(["acquisition", "takeover", "purchase", "merger", "buyout"])
ORDER_NOUNS = frozenset(["contract", "order", "deal", "offtake", "agreement", "ppa"])
PARTNER_NOUNS = frozenset(
    [
        "partnership",
        "collaboration",
        "alliance",
        "memorandum",
        "mou",
        "cooperation",
        "agreement",
        "tie-up",
        "pact",
        "venture",
    ]
)
SITE_NOUNS = frozenset(
    [
        "plant",
        "factory",
        "lab",
        "laboratory",
        "campus",
        "center",
        "centre",
        "hub",
        "facility",
        "fab",
        "foundry",
        "office",
        "headquarters",
        "site",
        "gigafactory",
        "datacenter",
        "datacentre",
        "region",
        "complex",
        "farm",
        "park",
        "supercomputer",
        "institute",
        "station",
    ]
)

# Money that is no commitment, told by words beside it.
NOT_PLEDGED = frozenset(
    [
        "revenue",
        "revenues",
        "sales",
        "profit",
        "profits",
        "earnings",
        "income",
        "valuation",
        "valued",
        "valuing",
        "market",
        "worth",
        "capitalization",
        "capitalisation",
        "price",
        "priced",
        "shares",
        "fine",
        "fines",
        "penalty",
        "turnover",
        "exports",
        "imports",
        "trade",
        "gdp",
        "ebitda",
        "loss",
        "losses",
        "dividend",
        "cagr",
        "backlog",
        "bookings",
        "savings",
        "fee",
        "cost",
        "costs",
        "guidance",
        "forecast",
        "forecasts",
    ]
)

SECTOR_WORDS: dict[str, tuple[str, ...]] = {
    "artificial intelligence": (
        " ai ",
        "artificial intelligence",
        "machine learning",
        "language model",
        "genai",
    ),
    "cloud computing": ("cloud",),
    "data centers": ("data center", "data centre", "datacenter", "datacentre", "hyperscale", "colocation"),
    "semiconductors": ("semiconductor", "chip", "wafer", "fab ", "foundry", "lithography"),
    "quantum computing": ("quantum",),
    "robotics": ("robot",),
    "telecommunications": ("telecom", "5g", "fiber", "fibre", "broadband", "subsea cable"),
    "cybersecurity": ("cybersecurity", "cyber security", "cyber-security"),
    "software": ("software", "saas"),
    "biotechnology": ("biotech", "genomic", "gene therapy", "pharma", "drug"),
    "clean energy": (
        "solar",
        "wind farm",
        "offshore wind",
        "renewable",
        "clean energy",
        "geothermal",
        "hydrogen",
        "nuclear",
        "fusion",
    ),
    "electric vehicles": ("electric vehicle", " ev ", "evs", "charging", "charger"),
    "batteries": ("battery", "batteries", "gigafactory", "lithium"),
    "space": ("satellite", "rocket", "spacecraft", "space station", "launch vehicle"),
    "fintech": ("fintech", "payments", "digital bank"),
    "education and skills": (
        "training",
        "skills",
        "upskill",
        "workforce",
        "scholarship",
        "students",
        "curriculum",
    ),
    "research": ("research", "laborator", "r&d"),
    "manufacturing": ("manufactur", "factory", "plant", "production line"),
    "health": ("health", "hospital", "medical", "cancer", "clinic"),
}
