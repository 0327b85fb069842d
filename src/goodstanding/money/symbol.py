"""What people write beside a number to name its currency: a code, a sign or a local abbreviation.

Most signs are shared ("$" by some thirty currencies), so a sign never says which currency is meant; it can only agree
with the currency stated by the file, or contradict it.
"""

from goodstanding.money.currency import EXPONENTS

_DOLLARS = """
    USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD
    ARS CLP COP CUP DOP MXN UYU CVE MOP NIO TOP WST XCG
"""

# A full stop belongs to a symbol only where it is written here: "USD.50" could be half a dollar or fifty.
_CODES_BY_SYMBOL = {
    "$": _DOLLARS,
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD NIO",
    "ca$": "CAD",
    "cad$": "CAD",
    "hk$": "HKD",
    "mx$": "MXN",
    "nz$": "NZD",
    "nt$": "TWD",
    "r$": "BRL",
    "s$": "SGD",
    "€": "EUR",
    "£": "GBP EGP FKP GIP LBP SDG SHP SSP SYP",
    "¥": "JPY CNY",
    "円": "JPY",
    "元": "CNY TWD",
    "₹": "INR",
    "rs": "INR LKR MUR NPR PKR SCR",
    "rs.": "INR LKR MUR NPR PKR SCR",
    "₨": "INR LKR MUR NPR PKR SCR",
    "₩": "KRW KPW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP CUP",
    "₴": "UAH",
    "₦": "NGN",
    "₵": "GHS",
    "₡": "CRC SVC",
    "₲": "PYG",
    "₸": "KZT",
    "₼": "AZN",
    "₾": "GEL",
    "₮": "MNT",
    "₭": "LAK",
    "៛": "KHR",
    "৳": "BDT",
    "kr": "DKK ISK NOK SEK",
    "kr.": "DKK ISK NOK SEK",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "lei": "MDL RON",
    "fr": "CHF XAF XOF XPF",
    "fr.": "CHF XAF XOF XPF",
    "sfr": "CHF",
    "sfr.": "CHF",
    "r": "ZAR",
    "rm": "MYR",
    "rp": "IDR",
    "kd": "KWD",
    "bd": "BHD",
    "jd": "JOD",
    "dt": "TND",
}

_MEANINGS: dict[str, frozenset[str]] = {
    **{symbol: frozenset(codes.split()) for symbol, codes in _CODES_BY_SYMBOL.items()},
    **{code.casefold(): frozenset({code}) for code in EXPONENTS},
}


def currencies_meant(symbol: str) -> frozenset[str]:
    """Return the codes a sign or abbreviation may stand for, in any case, or none at all.

    >>> sorted(currencies_meant("kr."))
    ['DKK', 'ISK', 'NOK', 'SEK']
    """
    return _MEANINGS.get(symbol.casefold(), frozenset())
