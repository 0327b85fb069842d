"""Creditor reference: what a payer writes so that the money finds its invoice, with check digits (ISO 11649)."""

import re

_BODY = re.compile(r"[0-9A-Z]{1,21}")
_REFERENCE = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}")


def reference_of(number: str) -> str:
    """Return the creditor reference of an invoice's number; empty where the number is too long or has no such letters.

    >>> reference_of("539007547034"), reference_of("2348236"), reference_of("Ä")
    ('RF18539007547034', 'RF332348236', '')
    """
    body = re.sub(r"[-_ /.]", "", number.upper())
    if not _BODY.fullmatch(body):
        return ""
    return f"RF{98 - _rest(f'{body}RF00'):02d}{body}"


def is_sound(reference: str) -> bool:
    """Say whether the check digits of a creditor reference are right; spaces do not count.

    >>> is_sound("RF18 5390 0754 7034"), is_sound("RF19 5390 0754 7034")
    (True, False)
    """
    text = reference.replace(" ", "").upper()
    return bool(_REFERENCE.fullmatch(text)) and _rest(text[4:] + text[:4]) == 1


def is_sound_account(iban: str) -> bool:
    """Say whether an IBAN (ISO 13616) can be one: its length and its check digits.

    >>> is_sound_account("DE89370400440532013000"), is_sound_account("DE88370400440532013000")
    (True, False)
    """
    text = iban.replace(" ", "").upper()
    return bool(re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", text)) and _rest(text[4:] + text[:4]) == 1


def spaced(reference: str) -> str:
    """Write a reference or an account in groups of four, for people."""
    return " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))


def _rest(text: str) -> int:
    """Return the rest by 97, letters counting from A = 10."""
    return int("".join(str(int(letter, 36)) for letter in text)) % 97
