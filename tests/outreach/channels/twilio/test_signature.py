"""Checks signatures of Twilio's posts."""

import pytest

from goodstanding.outreach.channels.twilio.signature import is_signed, signature, ways_to_write
from tests.outreach.fake_provider import signing

ADDRESS = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = [
    ("CallSid", "CA1234567890ABCDE"), ("Caller", "+12349013030"), ("Digits", "1234"), ("From", "+12349013030"),
    ("To", "+18005551212"),
]  # fmt: skip
GIVEN = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
"""The provider's own worked example, for the token 12345."""


def test_the_providers_own_example_fits_ours_and_the_fakes() -> None:
    assert signature(ADDRESS, FORM, token="12345") == GIVEN
    assert signing.twilio(ADDRESS, FORM, token="12345") == GIVEN
    assert signature(ADDRESS, reversed(FORM), token="12345") == GIVEN


def test_any_of_several_tokens_and_addresses_fits() -> None:
    ways = ["https://elsewhere.example.com/", ADDRESS]
    assert is_signed(GIVEN, addresses=ways, form=FORM, tokens=["new", "12345"])
    assert not is_signed(GIVEN, addresses=ways, form=FORM, tokens=["new"])
    assert not is_signed(GIVEN, addresses=ways[:1], form=FORM, tokens=["12345"])
    assert not is_signed(GIVEN, addresses=ways, form=FORM, tokens=[])


@pytest.mark.parametrize("given", ["", "x", GIVEN[:-1], GIVEN + "=", GIVEN.lower(), "é\udcff" * 9])
def test_what_is_not_the_signature_does_not_fit(given: str) -> None:
    assert not is_signed(given, addresses=[ADDRESS], form=FORM, tokens=["12345"])


@pytest.mark.parametrize("form", [FORM[1:], [*FORM, ("Body", "x")], [*FORM[:-1], ("To", "+18005551213")]])
def test_a_changed_post_does_not_fit(form: list[tuple[str, str]]) -> None:
    assert not is_signed(GIVEN, addresses=[ADDRESS], form=form, tokens=["12345"])


def test_an_address_is_written_with_and_without_its_port_and_as_it_was_given() -> None:
    ways = ways_to_write("http://10.0.0.5:8000/hooks/text?key=a", public="https://example.com/hooks/text")
    assert "https://example.com/hooks/text?key=a" in ways
    assert "https://example.com:443/hooks/text?key=a" in ways
    assert "http://10.0.0.5:8000/hooks/text?key=a" in ways
    assert ways_to_write("https://[::1]:443/x") == ["https://[::1]:443/x", "https://[::1]/x"]


def test_a_path_alone_is_that_of_the_machine_that_was_given() -> None:
    ways = ways_to_write("/hooks/text/?key=a", public="https://example.com/hooks/text")
    assert {"https://example.com/hooks/text?key=a", "https://example.com/hooks/text/?key=a"} <= set(ways)
    assert ways_to_write("/hooks/text") == []
