"""Names that are more often something else in English text: found when asked for, not in running text."""

from __future__ import annotations

_CITIES = """
aba allen ann as august bar bari bath bay cam carson center central chad christian clay clinton concord coro
crystal darwin delta diamond eagle enterprise florence franklin garland gary georgia god green guinea guna
hamilton hope hub independence irving ise itu jackson jefferson jordan jos kara kent kira kita lincoln logan
madison male man mango march mau metro mission mobile moga montgomery most much nada naga negara newton nice
niger norman of orange palm palu peoria perm providence reading richmond roy sale salem same san santa split
spring star sterling sunrise surprise tama tanta tours troy tyler ulm union university van victor victoria
warren wilson york
"""

# Cities whose names are words or people's names, too.
COMMON_CITIES = frozenset(_CITIES.split())

_NAMES = """
ADB AFRL ARIA ASI ASM BEAD BGU BII BME BOE Benchmark CEA CFI CU CZI Cadence Congress DBT DICT DIU
DLR DSI DST EC EMBL ERC Eclipse FAW Fidelity GIP GSA GV Gavi Gulf HCL HUST Hydro IDA IDB IEA IMDA
IQM ITB KIT KSU LSE MAS MHI MISA MOST MTN Microchip MoD NCSC NEA NIB NIC NIF NRF NRFC NRW NSA NWO
OCI OIA ONR OTPP PDG PSMC Penn RIT RVO SBA SEMI SFI SMU SSI TIM TNB Tower UPC UPM USF USM UTM UTS
VIS VUB WPI YC
"""

# Aliases and names that need context: common words, first names, abbreviations of several things.
NEEDS_CONTEXT = frozenset(_NAMES.split())
