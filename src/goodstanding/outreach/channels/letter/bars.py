"""Bars: a text as the widths of Code 128, which every hand scanner of a post room reads.

For the page of a letter. The patterns are those of ISO/IEC 15417; sets B (any character) and C (two digits a sign) are
used, the change between them as appendix E of that standard has it.
"""

import re
from collections.abc import Iterator

_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "2141214121211111431113411311411141131143114111134113111131411141313111414111312114122112142112322331112"
)
"""Six widths a sign, the stop with seven at the end."""
_PATTERNS = (*(_WIDTHS[6 * value : 6 * value + 6] for value in range(106)), _WIDTHS[6 * 106 :])
_TO_C, _TO_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
_MODULUS = 103
_DIGITS = re.compile(r"\d{4,}")


def widths(text: str) -> list[int]:
    """Return the widths of bars and gaps in turn, beginning with a bar, in modules; raises ValueError outside ASCII.

    >>> widths("7")
    [2, 1, 1, 2, 1, 4, 3, 1, 2, 1, 3, 1, 3, 1, 1, 2, 2, 2, 2, 3, 3, 1, 1, 1, 2]
    """
    values = list(_values(text))
    weighed = sum(place * value for place, value in enumerate(values[1:], start=1))
    values += [(values[0] + weighed) % _MODULUS, _STOP]
    return [int(width) for value in values for width in _PATTERNS[value]]


def _values(text: str) -> Iterator[int]:
    """Return the signs of a text, its start included; runs of at least four digits are packed in pairs."""
    if not text or not all(" " <= sign <= "~" for sign in text):
        raise ValueError(f"Code 128 cannot carry {text[:40]!r}.")
    at = 0
    packed = _DIGITS.match(text)
    yield _START_C if packed else _START_B
    in_pairs = bool(packed)
    while at < len(text):
        run = _DIGITS.match(text, at)
        if run and len(run[0]) % 2 and not in_pairs:
            # An odd run begins with one digit by itself, so that the rest are pairs.
            yield ord(text[at]) - ord(" ")
            at += 1
            run = _DIGITS.match(text, at)
        if run:
            if not in_pairs:
                yield _TO_C
            pairs = len(run[0]) // 2
            yield from (int(text[at + 2 * pair : at + 2 * pair + 2]) for pair in range(pairs))
            at, in_pairs = at + 2 * pairs, True
            continue
        if in_pairs:
            yield _TO_B
            in_pairs = False
        yield ord(text[at]) - ord(" ")
        at += 1
