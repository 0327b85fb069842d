"""Where an address or a number is, as far as it tells the time there.

For contact points and for the hours of the law. Sources: states from 49 CFR part 71, with the towns known to keep
another hour; provinces as the IANA zone database lists them; other countries from that database's `zone.tab`. Zones
that have kept the same hours for decades are called by one name, so that a number's zones and an address's zones can
be compared.
"""

from functools import cache
from importlib.resources import files

COUNTRY_WORDS = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states": "US", "united states of america": "US",
    "canada": "CA", "can": "CA", "united kingdom": "GB", "great britain": "GB", "uk": "GB", "gbr": "GB",
    "germany": "DE", "deutschland": "DE", "deu": "DE", "france": "FR", "fra": "FR", "mexico": "MX", "mex": "MX",
}  # fmt: skip

_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_ALASKA, _ALEUTIAN, _HAWAII, _ARIZONA = "America/Anchorage", "America/Adak", "Pacific/Honolulu", "America/Phoenix"

UNITED_STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "AL": ("Alabama", (_CENTRAL, _EAST)),  # Phenix City and its neighbours keep Eastern time.
    "AK": ("Alaska", (_ALASKA, _ALEUTIAN)),
    "AZ": ("Arizona", (_ARIZONA, _MOUNTAIN)),  # The Navajo Nation changes its clocks.
    "AR": ("Arkansas", (_CENTRAL,)),
    "CA": ("California", (_PACIFIC,)),
    "CO": ("Colorado", (_MOUNTAIN,)),
    "CT": ("Connecticut", (_EAST,)),
    "DE": ("Delaware", (_EAST,)),
    "DC": ("District of Columbia", (_EAST,)),
    "FL": ("Florida", (_EAST, _CENTRAL)),
    "GA": ("Georgia", (_EAST,)),
    "HI": ("Hawaii", (_HAWAII,)),
    "ID": ("Idaho", (_MOUNTAIN, _PACIFIC)),
    "IL": ("Illinois", (_CENTRAL,)),
    "IN": ("Indiana", (_EAST, _CENTRAL)),
    "IA": ("Iowa", (_CENTRAL,)),
    "KS": ("Kansas", (_CENTRAL, _MOUNTAIN)),
    "KY": ("Kentucky", (_EAST, _CENTRAL)),
    "LA": ("Louisiana", (_CENTRAL,)),
    "ME": ("Maine", (_EAST,)),
    "MD": ("Maryland", (_EAST,)),
    "MA": ("Massachusetts", (_EAST,)),
    "MI": ("Michigan", (_EAST, _CENTRAL)),
    "MN": ("Minnesota", (_CENTRAL,)),
    "MS": ("Mississippi", (_CENTRAL,)),
    "MO": ("Missouri", (_CENTRAL,)),
    "MT": ("Montana", (_MOUNTAIN,)),
    "NE": ("Nebraska", (_CENTRAL, _MOUNTAIN)),
    "NV": ("Nevada", (_PACIFIC, _MOUNTAIN)),
    "NH": ("New Hampshire", (_EAST,)),
    "NJ": ("New Jersey", (_EAST,)),
    "NM": ("New Mexico", (_MOUNTAIN,)),
    "NY": ("New York", (_EAST,)),
    "NC": ("North Carolina", (_EAST,)),
    "ND": ("North Dakota", (_CENTRAL, _MOUNTAIN)),
    "OH": ("Ohio", (_EAST,)),
    "OK": ("Oklahoma", (_CENTRAL, _MOUNTAIN)),  # Kenton keeps Mountain time.
    "OR": ("Oregon", (_PACIFIC, _MOUNTAIN)),
    "PA": ("Pennsylvania", (_EAST,)),
    "RI": ("Rhode Island", (_EAST,)),
    "SC": ("South Carolina", (_EAST,)),
    "SD": ("South Dakota", (_CENTRAL, _MOUNTAIN)),
    "TN": ("Tennessee", (_CENTRAL, _EAST)),
    "TX": ("Texas", (_CENTRAL, _MOUNTAIN)),
    "UT": ("Utah", (_MOUNTAIN,)),
    "VT": ("Vermont", (_EAST,)),
    "VA": ("Virginia", (_EAST,)),
    "WA": ("Washington", (_PACIFIC,)),
    "WV": ("West Virginia", (_EAST,)),
    "WI": ("Wisconsin", (_CENTRAL,)),
    "WY": ("Wyoming", (_MOUNTAIN,)),
    "PR": ("Puerto Rico", ("America/Puerto_Rico",)),
    "VI": ("Virgin Islands", ("America/St_Thomas",)),
    "GU": ("Guam", ("Pacific/Guam",)),
    "MP": ("Northern Mariana Islands", ("Pacific/Saipan",)),
    "AS": ("American Samoa", ("Pacific/Pago_Pago",)),
}

CANADA: dict[str, tuple[str, tuple[str, ...]]] = {
    "AB": ("Alberta", ("America/Edmonton",)),
    "BC": ("British Columbia", ("America/Vancouver", "America/Edmonton", "America/Fort_Nelson")),
    "MB": ("Manitoba", ("America/Winnipeg",)),
    "NB": ("New Brunswick", ("America/Halifax",)),
    "NL": ("Newfoundland and Labrador", ("America/St_Johns", "America/Halifax")),
    "NS": ("Nova Scotia", ("America/Halifax",)),
    "NT": ("Northwest Territories", ("America/Edmonton",)),
    "NU": ("Nunavut", ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Atikokan")),
    "ON": ("Ontario", ("America/Toronto", "America/Winnipeg", "America/Atikokan")),
    "PE": ("Prince Edward Island", ("America/Halifax",)),
    "QC": ("Quebec", ("America/Toronto", "America/Halifax", "America/Blanc-Sablon")),
    "SK": ("Saskatchewan", ("America/Regina", "America/Edmonton")),
    "YT": ("Yukon", ("America/Whitehorse",)),
}

REGIONS = {"US": UNITED_STATES, "CA": CANADA}

SAME_HOURS = {
    "America/Detroit": _EAST, "America/Kentucky/Louisville": _EAST, "America/Kentucky/Monticello": _EAST,
    "America/Indiana/Indianapolis": _EAST, "America/Indiana/Vincennes": _EAST, "America/Indiana/Winamac": _EAST,
    "America/Indiana/Marengo": _EAST, "America/Indiana/Petersburg": _EAST, "America/Indiana/Vevay": _EAST,
    "America/Indiana/Tell_City": _CENTRAL, "America/Indiana/Knox": _CENTRAL, "America/Menominee": _CENTRAL,
    "America/North_Dakota/Center": _CENTRAL, "America/North_Dakota/New_Salem": _CENTRAL,
    "America/North_Dakota/Beulah": _CENTRAL, "America/Boise": _MOUNTAIN, "America/Juneau": _ALASKA,
    "America/Sitka": _ALASKA, "America/Metlakatla": _ALASKA, "America/Yakutat": _ALASKA, "America/Nome": _ALASKA,
}  # fmt: skip


POSTAL_PREFIXES: dict[str, dict[tuple[str, ...], str]] = {
    "AZ": {("850", "851", "852", "853"): _ARIZONA},
    "FL": {
        ("320", "321", "322", "323", "326", "327", "328", "329", *map(str, range(330, 350))): _EAST,
        ("325",): _CENTRAL,
    },
    "ID": {("835", "838"): _PACIFIC, ("832", "833", "834", "836", "837"): _MOUNTAIN},
    "IN": {("460", "461", "462"): _EAST, ("463", "464", "476", "477"): _CENTRAL},
    "KS": {tuple(map(str, range(660, 677))): _CENTRAL},
    "KY": {tuple(map(str, range(402, 419))): _EAST, ("420", "421", "422", "423", "424"): _CENTRAL},
    "MI": {tuple(map(str, range(480, 498))): _EAST},
    "ND": {("580", "581", "582", "583", "584"): _CENTRAL},
    "NE": {tuple(map(str, range(680, 690))): _CENTRAL},
    "OR": {tuple(map(str, range(970, 979))): _PACIFIC},
    "SD": {("570", "571", "572", "573", "574"): _CENTRAL, ("577",): _MOUNTAIN},
    "TN": {
        ("374", "376", "377", "378", "379"): _EAST,
        ("370", "371", "372", "380", "381", "382", "383", "384", "385"): _CENTRAL,
    },
    "TX": {("798", "799", "885"): _MOUNTAIN, tuple(map(str, range(750, 798))): _CENTRAL},
}
"""Where a state keeps two hours: the beginnings of postal codes that lie wholly in one. Others tell nothing."""


def country_code(text: str) -> str:
    """Return the ISO 3166 two-letter code of a country, or "" when the text does not tell."""
    word = " ".join(text.split())
    code = COUNTRY_WORDS.get(word.lower(), word.upper())
    return code if code in _zones_by_country() else ""


def region_code(text: str, *, country: str) -> str:
    """Return the code of a state or province where we know them, else the text with its blanks folded."""
    word = " ".join(text.split())
    known = REGIONS.get(country, {})
    if word.upper() in known:
        return word.upper()
    return next((code for code, (name, _) in known.items() if name.lower() == word.lower()), word)


def zones(*, country: str, region: str = "", postal_code: str = "") -> tuple[str, ...]:
    """Return every zone an address there may keep, in order; none where the country or state is not known.

    >>> zones(country="US", region="TX"), zones(country="US", region="TX", postal_code="79901")
    (('America/Chicago', 'America/Denver'), ('America/Denver',))
    """
    beginnings = POSTAL_PREFIXES.get(region, {}) if country == "US" else {}
    narrow = next((zone for prefixes, zone in beginnings.items() if postal_code.startswith(prefixes)), None)
    if narrow:
        return (narrow,)
    known = REGIONS.get(country)
    if known is None or not region:
        return one_name(_zones_by_country().get(country, ()))
    return tuple(sorted(known[region][1])) if region in known else ()


def one_name(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the zones in order, each called by one name."""
    return tuple(sorted({SAME_HOURS.get(name, name) for name in names}))


def narrowed(by_number: tuple[str, ...], by_address: tuple[str, ...]) -> tuple[str, ...]:
    """Return the zones in which a person may be who has this number and this address.

    What both allow, where they agree in something. Where they contradict each other either may be true, because
    numbers move with people: then all of both. Where one is silent, the other.
    """
    both = set(by_number) & set(by_address)
    return tuple(sorted(both or set(by_number) | set(by_address)))


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """Read the zone database's own table, once."""
    table: dict[str, list[str]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            table.setdefault(country, []).append(zone)
    return {country: tuple(names) for country, names in table.items()}
