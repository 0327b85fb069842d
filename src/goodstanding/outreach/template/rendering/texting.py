"""What fits a text message: the letters every telephone network carries cheaply, and how many segments a text takes.

3GPP TS 23.038: a message in the default alphabet holds 160 septets, or 153 in each of several; in any other letters it
holds 70 UTF-16 units, or 67. Some characters of the default alphabet take two septets and are never torn apart.
"""

from dataclasses import dataclass

ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
LAST_SINGLE = 0xFFFF
"""Characters after this one take two UTF-16 units."""
DOUBLE = frozenset("^{}\\[~]|€\f")
_PLAINER = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "´": "'", "`": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "•": "-", "·": "-", "×": "x",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
})  # fmt: skip
"""Typographic characters, and what says the same in the default alphabet. Letters keep their accents."""


@dataclass(frozen=True, slots=True)
class Segments:
    """How a text travels: how many segments it takes, whether in the default alphabet, and what is outside it."""

    count: int
    is_default: bool
    outside: tuple[str, ...]


def plainer(text: str) -> str:
    """Return a text with its typographic characters written plainly.

    >>> plainer("“Hola” — señor…")
    '"Hola" - señor...'
    """
    return text.translate(_PLAINER)


def segments(text: str) -> Segments:
    """Count the segments of a text as it stands.

    >>> segments("a" * 160).count, segments("a" * 161).count, segments("á" * 70).count, segments("á" * 71).count
    (1, 2, 1, 2)
    """
    outside = tuple(dict.fromkeys(letter for letter in text if letter not in ALPHABET and letter not in DOUBLE))
    if outside:
        sizes = [2 if ord(letter) > LAST_SINGLE else 1 for letter in text]
        return Segments(_count(sizes, alone=70, among=67), is_default=False, outside=outside)
    sizes = [2 if letter in DOUBLE else 1 for letter in text]
    return Segments(_count(sizes, alone=160, among=153), is_default=True, outside=())


def _count(sizes: list[int], *, alone: int, among: int) -> int:
    """Count how many parts hold characters of these sizes, none of them torn apart."""
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    count, room = 1, among
    for size in sizes:
        if size > room:
            count, room = count + 1, among
        room -= size
    return count
