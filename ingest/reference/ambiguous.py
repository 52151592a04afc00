"""Names that are more often something else in English text: found when asked for, not in running text."""

from __future__ import annotations

_CITIES = """
aba ajax alexandra allen anda ann archway as august bade bar bari barking bath bay beaumont bedford billings
bole brandon brent brits buda cam candelaria carson centennial center central centurion chad chase
chesterfield chico chinatown christian clay clearwater clinton commonwealth concord coro crystal cypress dali
darwin davie daye delta derby diamond dudley eagle edison elgin elizabeth enterprise eugene everett fairfield
florence formosa franklin fuji gama garland gary gaya george georgia gilbert god green guinea gulf guna hami
hamilton henderson hollywood hope hub independence irving ise itu jackson jefferson jordan jos kara kaya kent
kira kita langley libertad lida lincoln lira logan lowell madison male man mango mansfield march mary mati mau
mesquite metro midland milton minna mission mito mobile moga montgomery moro most much nada naga negara newton
nice nigel niger norman of oral orange palm palu paradise pare paterson pati peoria perm pest poole preston
providence pueblo puri reading regina richardson richmond rodriguez roy ruse safi saki sale salem same san
santa sari split spring springs star sterling sunrise surprise surrey sutton tama tanta tete thornton tours
troy tyler ulm union university van vaughan victor victoria vista wakefield warren whitby wilson windsor york
zama
"""

# Cities whose names are words or people's names, too.
COMMON_CITIES = frozenset(_CITIES.split())

_NAMES = """
ADB AFRL ARIA ASI ASM BEAD BGU BII BME BOE Benchmark CEA CFI CU CZI Cadence Congress DBT DICT DIU
DLR DSI DST EC EMBL ERC Eclipse FAW Fidelity GIP GSA GV Gavi Gulf HCL HUST Hub Hydro IDA IDB IEA IMDA
IQM ITB KIT KSU LSE MAS MHI MISA MOST MTN Microchip MoD NCSC NEA NIB NIC NIF NRF NRFC NRW NSA NWO
OCI OIA ONR OTPP PDG PSMC Penn RIT RVO SBA SEMI SFI SMU SSI TIM TNB Tower UPC UPM USF USM UTM UTS
VIS VUB Verily Ouster Rebellions WPI YC
"""

# Aliases and names that need context: common words, first names, abbreviations of several things.
NEEDS_CONTEXT = frozenset(_NAMES.split())
