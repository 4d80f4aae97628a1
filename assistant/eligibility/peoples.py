"""What peoples are called, how countries are written short, and large cities that are on no record.

By ISO 3166-1 alpha-2 code. Must not read a text: that is `assistant.eligibility.gazetteer`.
Why: `corpus.countries` has the names, but people write "a Dutch start-up" and "US"; what two countries share
("Congolese", "Guinean") is left out, so that it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

_PEOPLES: Final = """
AD Andorran; AE Emirati|Emirates; AF Afghan; AG Antiguan; AL Albanian; AM Armenian; AO Angolan
AR Argentinian,Argentine; AT Austrian; AU Australian; AW Aruban; AZ Azerbaijani; BA Bosnian|Bosnia
BB Barbadian; BD Bangladeshi; BE Belgian; BF Burkinabe; BG Bulgarian; BH Bahraini; BI Burundian
BJ Beninese; BM Bermudian; BN Bruneian; BO Bolivian; BR Brazilian; BS Bahamian; BT Bhutanese; BW Botswanan
BY Belarusian; BZ Belizean; CA Canadian; CD |DR Congo,DRC; CH Swiss; CI Ivorian; CL Chilean
CM Cameroonian; CN Chinese|PRC; CO Colombian; CR Costa Rican; CU Cuban; CV Cape Verdean; CY Cypriot
CZ Czech; DE German; DJ Djiboutian; DK Danish; DZ Algerian; EC Ecuadorian; EE Estonian; EG Egyptian
ER Eritrean; ES Spanish; ET Ethiopian; FI Finnish; FJ Fijian; FM Micronesian; FO Faroese; FR French
GA Gabonese; GB British,English,Scottish,Welsh|U.K.,England,Scotland,Wales,Northern Ireland; GD Grenadian
GE Georgian; GH Ghanaian; GM Gambian; GR Greek; GT Guatemalan; GY Guyanese; HK |Hong Kong SAR; HN Honduran
HR Croatian; HT Haitian; HU Hungarian; ID Indonesian; IE Irish; IL Israeli; IM Manx; IN Indian; IQ Iraqi
IR Iranian; IS Icelandic; IT Italian; JM Jamaican; JO Jordanian; JP Japanese; KE Kenyan; KG Kyrgyz
KH Cambodian,Khmer; KM Comorian; KP North Korean|DPRK; KR South Korean,Korean|ROK; KW Kuwaiti; KZ Kazakh
LA Laotian,Lao; LB Lebanese; LK Sri Lankan; LR Liberian; LS Basotho; LT Lithuanian; LU Luxembourgish
LV Latvian; LY Libyan; MA Moroccan; MD Moldovan; ME Montenegrin; MG Malagasy; MH Marshallese
MK Macedonian; ML Malian; MM Burmese; MN Mongolian; MO Macanese; MR Mauritanian; MT Maltese; MU Mauritian
MV Maldivian; MW Malawian; MX Mexican; MY Malaysian; MZ Mozambican; NA Namibian; NG Nigerian
NI Nicaraguan; NL Dutch; NO Norwegian; NP Nepali,Nepalese; NR Nauruan; OM Omani; PA Panamanian
PE Peruvian; PG Papua New Guinean|PNG; PH Philippine,Filipino; PK Pakistani; PL Polish; PR Puerto Rican
PS Palestinian; PT Portuguese; PW Palauan; PY Paraguayan; QA Qatari; RO Romanian; RS Serbian; RU Russian
RW Rwandan; SA Saudi; SC Seychellois; SD Sudanese; SE Swedish; SG Singaporean; SI Slovenian,Slovene
SK Slovak; SL Sierra Leonean; SN Senegalese; SO Somali; SR Surinamese; SS South Sudanese; SV Salvadoran
SY Syrian; SZ Swazi|Swaziland; TD Chadian; TG Togolese; TH Thai; TJ Tajik
TL Timorese,East Timorese|Timor Leste; TM Turkmen; TN Tunisian; TO Tongan; TR Turkish; TT Trinidadian
TV Tuvaluan; TW Taiwanese; TZ Tanzanian; UA Ukrainian; UG Ugandan; US American|U.S.A.,US,U.S.,America
UY Uruguayan; UZ Uzbek; VA |Vatican; VE Venezuelan; VN Vietnamese; VU Vanuatuan; WS Samoan; YE Yemeni
ZA South African; ZM Zambian; ZW Zimbabwean
"""
"""Code, adjectives, then after a bar short or other names."""

_CITIES: Final = """
BN Kuala Belait,Seria
ID Ambon,Balikpapan,Bandung,Batam,Bekasi,Bogor,Depok,Jayapura,Kupang,Malang,Manado,Mataram,Medan,Nusantara,\
Padang,Palembang,Palu,Pekanbaru,Pontianak,Samarinda,Surabaya,Surakarta,Tangerang,Yogyakarta
KH Kampong Cham,Kampot,Poipet
LA Kaysone Phomvihane,Pakse,Savannakhet,Thakhek,Vang Vieng
MM Mawlamyine,Myitkyina,Pathein,Taunggyi
MY Alor Setar,George Town,Kota Bharu,Kuala Terengganu,Kuantan,Malacca,Melaka,Miri,Penang,Petaling Jaya,\
Sandakan,Seremban,Shah Alam,Tawau
PH Angeles City,Antipolo,Bacolod,Baguio,Butuan,Cagayan de Oro,Calamba,Dumaguete,General Santos,Iloilo City,\
Iloilo,Las Piñas,Legazpi,Lucena,Makati,Mandaue,Marikina,Naga City,Olongapo,Pasay,Pasig,Puerto Princesa,\
Quezon City,Tacloban,Tagbilaran,Taguig,Valenzuela City,Zamboanga City,Zamboanga
TH Ayutthaya,Chiang Rai,Hat Yai,Nakhon Ratchasima,Nakhon Si Thammarat,Nonthaburi,Pattaya,Phitsanulok,\
Songkhla,Surat Thani,Ubon Ratchathani,Udon Thani
TL Baucau
VN Bac Ninh,Bien Hoa,Buon Ma Thuot,Can Tho,Da Lat,Hai Phong,Ha Long,Hue City,Hue,Nha Trang,Quy Nhon,\
Thu Duc,Vung Tau
"""


def _rows(table: str, between: str) -> Iterator[tuple[str, str]]:
    for row in table.strip().replace("\n", between).split(between):
        code, _, rest = row.strip().partition(" ")
        yield code, rest


def _names(joined: str) -> tuple[str, ...]:
    return tuple(filter(None, joined.strip().split(",")))


DEMONYMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {code: _names(rest.partition("|")[0]) for code, rest in _rows(_PEOPLES, ";")}
)
"""Adjectives by code."""

SHORT_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {code: _names(rest.partition("|")[2]) for code, rest in _rows(_PEOPLES, ";")}
)
"""Names that a list of countries does not hold, by code."""

CITIES: Final[Mapping[str, str]] = MappingProxyType(
    {name: code for code, rest in _rows(_CITIES, "\n") for name in _names(rest)}
)
"""Codes of Southeast Asian cities that are on no record: larger ones whose name belongs to one country."""
