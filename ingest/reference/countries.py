"""What people call countries, where that is not the name in ISO 3166, and their demonyms."""

from __future__ import annotations

USUAL_NAMES: dict[str, str] = {
    "US": "United States", "GB": "United Kingdom", "KR": "South Korea", "KP": "North Korea", "TW": "Taiwan",
    "VN": "Vietnam", "RU": "Russia", "IR": "Iran", "SY": "Syria", "BO": "Bolivia", "VE": "Venezuela", "MD": "Moldova",
    "TZ": "Tanzania", "LA": "Laos", "BN": "Brunei", "CZ": "Czech Republic", "TR": "Turkey", "CI": "Ivory Coast",
    "CD": "Democratic Republic of the Congo", "PS": "Palestine", "MK": "North Macedonia", "VA": "Vatican City",
}
ALIASES: dict[str, tuple[str, ...]] = {
    "US": ("U.S.", "US", "USA", "U.S.A.", "United States of America", "America"),
    "GB": ("UK", "U.K.", "Britain", "Great Britain"), "AE": ("UAE", "U.A.E.", "Emirates"), "CZ": ("Czechia",),
    "KR": ("Korea", "Republic of Korea"), "TR": ("Türkiye",), "CN": ("PRC",), "SA": ("KSA", "Kingdom of Saudi Arabia"),
    "NL": ("Holland", "the Netherlands"), "VN": ("Viet Nam",),
}
ARTICLE_NAMES = frozenset({"United Kingdom", "Netherlands", "Philippines", "United Arab Emirates", "Czech Republic"})
DEMONYMS: dict[str, str] = {
    "American": "United States", "Americans": "United States", "Japanese": "Japan", "Chinese": "China",
    "German": "Germany", "French": "France", "British": "United Kingdom", "Canadian": "Canada", "Canadians": "Canada",
    "Indian": "India", "Indians": "India", "South Korean": "South Korea", "Korean": "South Korea",
    "Taiwanese": "Taiwan", "Australian": "Australia", "Australians": "Australia", "Dutch": "Netherlands",
    "Swedish": "Sweden", "Norwegian": "Norway", "Danish": "Denmark", "Finnish": "Finland", "Italian": "Italy",
    "Spanish": "Spain", "Portuguese": "Portugal", "Swiss": "Switzerland", "Austrian": "Austria", "Belgian": "Belgium",
    "Irish": "Ireland", "Polish": "Poland", "Czech": "Czech Republic", "Hungarian": "Hungary", "Romanian": "Romania",
    "Greek": "Greece", "Turkish": "Turkey", "Israeli": "Israel", "Saudi": "Saudi Arabia", "Emirati": "United Arab Emirates",
    "Qatari": "Qatar", "Egyptian": "Egypt", "Kenyan": "Kenya", "Nigerian": "Nigeria", "South African": "South Africa",
    "Brazilian": "Brazil", "Mexican": "Mexico", "Chilean": "Chile", "Argentine": "Argentina", "Colombian": "Colombia",
    "Singaporean": "Singapore", "Malaysian": "Malaysia", "Indonesian": "Indonesia", "Thai": "Thailand",
    "Vietnamese": "Vietnam", "Filipino": "Philippines", "Philippine": "Philippines", "Pakistani": "Pakistan",
    "Ukrainian": "Ukraine", "Russian": "Russia", "Moroccan": "Morocco", "Rwandan": "Rwanda", "Ghanaian": "Ghana",
    "Estonian": "Estonia", "Latvian": "Latvia", "Lithuanian": "Lithuania", "Icelandic": "Iceland",
    "Peruvian": "Peru", "Kazakh": "Kazakhstan", "Georgian": "Georgia", "Serbian": "Serbia", "Croatian": "Croatia",
}
