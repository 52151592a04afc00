"""How states and provinces are shortened after the name of a town: "Marcy, N.Y.", "Kanata, Ont."."""

from __future__ import annotations

# Press style. They are no names by themselves: "Miss", "Ore" and "La" are words.
SHORT_STATES = {
    "Alabama": "Ala.", "Arizona": "Ariz.", "Arkansas": "Ark.", "California": "Calif.", "Colorado": "Colo.",
    "Connecticut": "Conn.", "Delaware": "Del.", "Florida": "Fla.", "Georgia": "Ga.", "Illinois": "Ill.",
    "Indiana": "Ind.", "Kansas": "Kan.", "Kentucky": "Ky.", "Louisiana": "La.", "Maryland": "Md.",
    "Massachusetts": "Mass.", "Michigan": "Mich.", "Minnesota": "Minn.", "Mississippi": "Miss.", "Missouri": "Mo.",
    "Montana": "Mont.", "Nebraska": "Neb.", "Nevada": "Nev.", "New Hampshire": "N.H.", "New Jersey": "N.J.",
    "New Mexico": "N.M.", "New York": "N.Y.", "North Carolina": "N.C.", "North Dakota": "N.D.", "Oklahoma": "Okla.",
    "Oregon": "Ore.", "Pennsylvania": "Pa.", "Rhode Island": "R.I.", "South Carolina": "S.C.", "South Dakota": "S.D.",
    "Tennessee": "Tenn.", "Texas": "Tex.", "Vermont": "Vt.", "Virginia": "Va.", "Washington": "Wash.",
    "West Virginia": "W.Va.", "Wisconsin": "Wis.", "Wyoming": "Wyo.",
    "Ontario": "Ont.", "Quebec": "Que.", "British Columbia": "B.C.", "Alberta": "Alta.", "Saskatchewan": "Sask.",
    "Manitoba": "Man.", "Nova Scotia": "N.S.", "New Brunswick": "N.B.",
    "New South Wales": "NSW", "Queensland": "Qld",
}  # fmt: skip

# States, provinces and regions by the English names that the standard's list, which has local ones, lacks.
ENGLISH_STATES = {
    "AT": "Carinthia|Lower Austria|Styria|Tyrol|Upper Austria|Vienna",
    "BE": "Flanders|Wallonia",
    "BR": "Bahia|Ceara|Goias|Minas Gerais|Para|Parana|Pernambuco|Rio Grande do Sul|Santa Catarina|Sao Paulo",
    "CH": "Geneva|Lucerne|Neuchatel|Ticino|Valais|Vaud|Zug|Zurich",
    "CN": "Anhui|Fujian|Gansu|Guangdong|Guangxi|Guizhou|Hainan|Hebei|Heilongjiang|Henan|Hubei|Hunan|Inner Mongolia|Jiangsu|"
    "Jiangxi|Jilin|Liaoning|Ningxia|Qinghai|Shaanxi|Shandong|Shanxi|Sichuan|Xinjiang|Yunnan|Zhejiang",
    "DE": "Bavaria|Hesse|Lower Saxony|Mecklenburg-Western Pomerania|North Rhine-Westphalia|Rhineland-Palatinate|Saxony|"
    "Saxony-Anhalt|Thuringia",
    "ES": "Andalusia|Aragon|Asturias|Balearic Islands|Basque Country|Canary Islands|Cantabria|Castile and Leon|"
    "Castilla-La Mancha|Catalonia|Extremadura|Galicia|Murcia|Navarre|Valencia",
    "FR": "Brittany|Corsica|Grand Est|Hauts-de-France|Ile-de-France|Normandy|Nouvelle-Aquitaine|Occitanie",
    "ID": "Bali|Banten|Central Java|East Java|West Java",
    "IT": "Apulia|Campania|Emilia-Romagna|Friuli-Venezia Giulia|Liguria|Lombardy|Piedmont|Sardinia|Sicily|Tuscany|Veneto",
    "KR": "Gangwon|Gyeonggi|North Chungcheong|North Gyeongsang|North Jeolla|South Chungcheong|South Gyeongsang|South Jeolla",
    "NL": "Gelderland|North Brabant|North Holland|South Holland",
    "PL": "Greater Poland|Lesser Poland|Lower Silesia|Masovia|Pomerania|Silesia",
    "SE": "Norrbotten|Skane|Vasterbotten",
}  # fmt: skip
