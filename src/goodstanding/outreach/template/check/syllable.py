"""Syllables of English and Spanish words, counted well enough to say how hard a text reads."""

import re
import unicodedata

_ENGLISH_GROUPS = re.compile(r"[aeiouy]+")
_ENGLISH_APART = re.compile(
    r"ia|io(?!u|n)|iu|(?<!p)eo|ua|eat(?=ed|e$)|rea$|dea$|iet|[aeiou]ing|ism$|([^aeiouy])\1l$|ying"
)
_ENGLISH_SILENT = re.compile(
    r"(?<![aeiouylrxcgszh])es$|(?<![dtaeiouy])ed$|(?<=[aeiou])ed$|(?<![aeiouyl])e$|(?<=[aeiou]l)e$|(?<=rl)e$"
)
_STRONG, _ACCENTED_WEAK, _WEAK = "aeoáéó", "íú", "iuü"


def english(word: str) -> int:
    """Count the syllables of an English word, one at least.

    >>> [english(word) for word in ("paid", "payment", "account", "overdue", "table", "received", "owes")]
    [1, 2, 2, 3, 2, 2, 1]
    """
    letters = re.sub(r"[^a-z]", "", _bare(word))
    kept = _ENGLISH_SILENT.sub("", letters) if len(letters) > len("the") else letters
    groups = len(_ENGLISH_GROUPS.findall(kept))
    return max(1, groups + len(_ENGLISH_APART.findall(kept)))


def spanish(word: str) -> int:
    """Count the syllables of a Spanish word, one at least: strong vowels part, weak ones lean on their neighbour.

    >>> [spanish(word) for word in ("pago", "deuda", "todavía", "cuenta", "aún", "quien", "línea", "ley")]
    [2, 2, 4, 2, 2, 1, 3, 1]
    """
    letters = re.sub(r"(?<=q)u(?=[eéií])|(?<=g)u(?=[eéií])|h", "", word.casefold())
    letters = re.sub(r"y(?![aeiouáéíóúü])", "i", letters)
    count, before = 0, ""
    for letter in letters:
        if letter in _STRONG:
            # A weak vowel before it was counted already, and makes one syllable with it.
            count += not before or before not in _WEAK
        elif letter in _ACCENTED_WEAK:
            count += 1
        elif letter in _WEAK:
            count += 0 if before and before in _STRONG + _ACCENTED_WEAK + _WEAK else 1
        before = letter
    return max(1, count)


def _bare(word: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(one))
