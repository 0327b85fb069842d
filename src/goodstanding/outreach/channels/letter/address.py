"""Postal address: the lines that show in a window, from what is known of a person and a way to reach them.

For composing a letter. What the post could not deliver, or a window could not show, is refused with a sentence, so that
somebody looks at it; nothing is cut off silently.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from phonenumbers.geodata.locale import LOCALE_DATA

from goodstanding.outreach.channels.letter.window import HOME, LINES_MAX
from goodstanding.refusal import Refusal

LINE_MAX = 45
"""How many characters a line may have, so that it shows in the narrowest window."""

_JOINERS = "\u200c\u200d"
_NEVER = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

POST_CODES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "US": (re.compile(r"(?:^|\s)\d{5}(?:-?\d{4})?$"), "a ZIP code at its end"),
    "CA": (re.compile(r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"), "a postal code such as K1A 0B1"),
    "GB": (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$"), "a postcode at its end"),
    "DE": (re.compile(r"(?:^|\s)\d{5}\b"), "a postal code of five digits"),
    "MX": (re.compile(r"(?:^|\s)\d{5}\b"), "a postal code of five digits"),
}
"""How the place's line reads in countries whose post does not deliver without a code."""


class AddressRefused(Refusal, ValueError):
    """No letter can be addressed like this; the sentence says why."""


def address_lines(name: str, address: str, *, country: str = "", home: str = HOME) -> tuple[str, ...]:
    """Return at most six lines: the name, the lines of the address, and the country where it is not our own.

    country, home  ISO codes; an address without a country is taken to be at home. Raises AddressRefused.

    >>> address_lines("Paula Placeholder", "1 Sample Street\\nBerlin 10115", country="DE")
    ('Paula Placeholder', '1 Sample Street', 'Berlin 10115', 'GERMANY')
    """
    who = shown(name)
    where = [line for line in map(shown, address.splitlines()) if line]
    if not who:
        raise AddressRefused("A letter needs the name of whom it is to, and there is none.")
    abroad = country_name(country) if country and country != home else ""
    if abroad and where and where[-1].casefold() == abroad.casefold():
        where.pop()
    if not where:
        raise AddressRefused("There is no postal address, only a name.")
    _require_code(where, country=country or home)
    lines = [*_fitting(who), *(piece for line in where for piece in _fitting(line))]
    if abroad:
        lines += _fitting(abroad.upper())
    if len(lines) > LINES_MAX:
        raise AddressRefused(
            f"The address takes {len(lines)} lines, and a window shows {LINES_MAX}; write it shorter: "
            f"{', '.join(lines)[:160]}."
        )
    return tuple(lines)


def shown(text: str) -> str:
    """Return a text in one line without characters that leave no mark on paper or turn the direction of reading."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        sign if sign in _JOINERS or unicodedata.category(sign) not in _NEVER else " " if sign.isspace() else ""
        for sign in text
    )
    return " ".join(kept.split())


def country_name(code: str) -> str:
    """Return a country's name in English, as the post that takes the letter reads it; raises AddressRefused.

    >>> country_name("MX")
    'Mexico'
    """
    names: Mapping[str, str] = LOCALE_DATA.get(code, {})
    name = names.get("en", "")
    name = names.get(name.removeprefix("*"), "") if name.startswith("*") else name
    if not name:
        raise AddressRefused(f"There is no country {code[:10]!r}, so nobody knows where the letter goes.")
    return name


def country_of(address: str, *, home: str) -> str:
    """Return the ISO code of the country that an address ends with, or our own where it names none.

    >>> country_of("Paula Placeholder\\n1 Sample Street\\nBerlin 10115\\nGERMANY", home="US")
    'DE'
    """
    last = address.strip().rpartition("\n")[2].strip()
    return _codes().get(last.upper(), home)


@cache
def _codes() -> Mapping[str, str]:
    """Return the codes of countries by their names in capitals."""
    return {country_name(code).upper(): code for code in LOCALE_DATA if code.isalpha() and "en" in LOCALE_DATA[code]}


def _require_code(where: list[str], *, country: str) -> None:
    """Refuse an address whose last line lacks the code without which its country's post does not deliver."""
    known = POST_CODES.get(country)
    if known and not known[0].search(where[-1].upper()):
        raise AddressRefused(f"The address has no {known[1].removeprefix('a ')}: {', '.join(where)[:160]}.")


def _fitting(line: str) -> list[str]:
    """Return a line as it is, or in two where it is too long for a window; raises AddressRefused where it is longer."""
    if len(line) <= LINE_MAX:
        return [line]
    breaks = [place for place in range(len(line)) if line[place] == " " and place <= LINE_MAX]
    commas = [place for place in breaks if line[place - 1] == ","]
    for place in (*reversed(commas), *reversed(breaks)):
        rest = line[place + 1 :]
        if len(rest) <= LINE_MAX:
            return [line[:place].rstrip(","), rest]
    raise AddressRefused(f"A line of the address is too long for a window: {line[:80]!r}.")
