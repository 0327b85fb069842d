"""Where invented people live: real states and area codes, so that time zones and jurisdictions mean something.

The street, the town and the last two digits of the postal code are made up, and every telephone number lies in the
range 555-0100 to 555-0199, which is set aside for stories.
"""

from dataclasses import dataclass
from random import Random

from goodstanding.sample_book import words
from goodstanding.sample_book.chance import pick

# State: telephone area code, first three digits of the postal code, weight. A few weigh more, as in life.
STATES = {
    "AL": ("205", "352", 3), "AK": ("907", "995", 2), "AZ": ("602", "850", 4), "AR": ("501", "722", 2),
    "CA": ("213", "900", 14), "CO": ("303", "802", 4), "CT": ("203", "065", 2), "DE": ("302", "198", 1),
    "DC": ("202", "200", 1), "FL": ("850", "325", 10), "GA": ("404", "303", 5), "HI": ("808", "968", 1),
    "ID": ("208", "837", 2), "IL": ("312", "606", 6), "IN": ("219", "463", 4), "IA": ("515", "503", 2),
    "KS": ("785", "677", 2), "KY": ("270", "421", 3), "LA": ("504", "701", 3), "ME": ("207", "041", 1),
    "MD": ("410", "212", 3), "MA": ("617", "021", 3), "MI": ("906", "498", 4), "MN": ("612", "554", 3),
    "MS": ("601", "392", 2), "MO": ("314", "631", 3), "MT": ("406", "591", 1), "NE": ("308", "691", 2),
    "NV": ("702", "891", 2), "NH": ("603", "031", 1), "NJ": ("201", "073", 4), "NM": ("505", "871", 2),
    "NY": ("212", "100", 9), "NC": ("704", "282", 4), "ND": ("701", "586", 1), "OH": ("216", "441", 5),
    "OK": ("405", "731", 2), "OR": ("541", "979", 3), "PA": ("215", "191", 5), "RI": ("401", "029", 1),
    "SC": ("803", "292", 2), "SD": ("605", "577", 1), "TN": ("423", "374", 4), "TX": ("915", "799", 13),
    "UT": ("801", "841", 2), "VT": ("802", "054", 1), "VA": ("804", "232", 4), "WA": ("206", "981", 4),
    "WV": ("304", "253", 1), "WI": ("414", "532", 3), "WY": ("307", "820", 1),
}  # fmt: skip
SPANISH_SPEAKING = frozenset({"AZ", "CA", "FL", "NM", "NV", "NY", "TX"})
STORY_NUMBERS = 100

# Country of a foreign organisation by the currency it is billed in: code, postal code.
ABROAD = {"EUR": ("DE", "10115"), "GBP": ("GB", "ZZ9 9ZZ"), "JPY": ("JP", "100-0000"), "KWD": ("KW", "00000")}


@dataclass(frozen=True, slots=True)
class Address:
    """A made-up address; `region` is empty outside the United States."""

    street: str
    town: str
    region: str
    postal_code: str
    country: str


def in_states(thrown: Random) -> Address:
    """Return an address somewhere in the United States."""
    state = pick(thrown, [(code, weight) for code, (_, _, weight) in STATES.items()])
    postal_code = f"{STATES[state][1]}{thrown.randrange(STORY_NUMBERS):02d}"
    return Address(_street(thrown), thrown.choice(words.TOWNS), state, postal_code, "US")


def abroad(thrown: Random, *, currency: str) -> Address:
    """Return an address in the country of a foreign currency."""
    country, postal_code = ABROAD[currency]
    return Address(_street(thrown), thrown.choice(words.TOWNS), "", postal_code, country)


def phone(thrown: Random, *, region: str) -> str:
    """Return a story's telephone number in the area of a state, as people write it."""
    return f"({STATES[region][0]}) 555-01{thrown.randrange(STORY_NUMBERS):02d}"


def _street(thrown: Random) -> str:
    return f"{thrown.randrange(1, 990)} {thrown.choice(words.STREETS)}"
