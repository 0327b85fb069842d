from datetime import date

import pytest

from goodstanding.disputes.notice.printing.speech import address, day, number, plain, product, runs, sign
from goodstanding.money.amount import Amount


def test_marks_become_runs() -> None:
    told = runs("*Go to _{web}_ now.* Or ~later~.", {"web": "www.example.com"}, links=True)
    assert [(run["text"], run["marks"]) for run in told] == [
        ("Go to ", "*"),
        ("www.example.com", "*_"),
        (" now.", "*"),
        (" Or ", ""),
        ("later", "~"),
        (".", ""),
    ]
    assert [run.get("leads_to") for run in told] == [None, "https://www.example.com", None, None, None, None]


@pytest.mark.parametrize("name", ["*bold*", "_under_", "~it~", "{other}", "{0.__class__}", "{{", "#strong[x]"])
def test_a_value_never_makes_a_mark(name: str) -> None:
    told = runs("*{name} calls.* Once.", {"name": name})
    assert [run["marks"] for run in told] == ["*", ""]
    assert plain(told) == f"{name} calls. Once."


def test_a_mark_left_open_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError, match="left open"):
        runs("*Never closed.", {})


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("www.example.com", "https://www.example.com"),
        ("https://example.com/a/b-c", "https://example.com/a/b-c"),
        ("disputes@example.com", "mailto:disputes@example.com"),
        ("www.exam\u200bple.com", "https://www.example.com"),
        ("javascript:alert(1)", ""),
        ("http://example.com", ""),
        ("file:///etc/passwd", ""),
        ("example.com/?next=x", ""),
        ("www.example.com and more", ""),
        ("our office", ""),
    ],
)
def test_only_plain_addresses_lead_anywhere(text: str, leads_to: str) -> None:
    assert address(text) == leads_to


def test_days_and_amounts() -> None:
    assert day(date(2020, 1, 2), "en") == "January 2, 2020"
    assert day(date(2020, 12, 31), "es") == "31 de diciembre de 2020"
    assert (sign(Amount(1, "USD")), number(Amount(123456789, "USD"))) == ("$", "1,234,567.89")
    assert (sign(Amount(1, "JPY")), number(Amount(1234, "JPY"))) == ("JPY", "1,234")


@pytest.mark.parametrize(
    ("brand", "english"),
    [
        ("", "a credit card"),
        ("Main Street Store", "a Main Street Store credit card"),
        ("Acme", "a credit card (Acme)"),
        ("MBX", "a credit card (MBX)"),
        ("Honest Goods", "a credit card (Honest Goods)"),
        ("8th Street Store", "a credit card (8th Street Store)"),
    ],
)
def test_a_brand_never_spoils_the_article(brand: str, english: str) -> None:
    assert product("card", brand, "en") == english
    assert product("card", brand, "es") == ("una tarjeta de crédito" + (f" ({brand})" if brand else ""))
