"""Currencies of ISO 4217 and the decimals of their minor units, as of list one of 2026-01-01.

Funds codes that carry amounts (CHE, CLF, MXV …) are in; metals, testing codes and units without a minor unit (XAU, XDR,
XXX …) are not, because nobody owes an exact number of their minor units. Withdrawn currencies are not either.
"""

from goodstanding.refusal import Refusal

_CODES_BY_EXPONENT = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP
    COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
    NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

EXPONENTS: dict[str, int] = {code: places for places, codes in _CODES_BY_EXPONENT.items() for code in codes.split()}
"""Every known currency code with the number of decimals of its minor unit."""


class UnknownCurrency(Refusal, ValueError):
    """The text is not the code of a currency that is in use."""

    def __init__(self, code: object) -> None:
        """Keep the refused code beside the sentence."""
        super().__init__(f"{code!r} is not the ISO 4217 code of a currency in use.")
        self.code = code


def exponent(code: str) -> int:
    """Return how many decimals the minor unit of a currency has, or raise UnknownCurrency.

    >>> exponent("USD"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)
    """
    # Codes are compared as written: "usd" in a file is a question for whoever reads the file, not for the books.
    places = EXPONENTS.get(code)
    if places is None:
        raise UnknownCurrency(code)
    return places
