import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.email.address import AddressRefused, checked, domain_of, plain


@pytest.mark.parametrize(
    "address",
    [
        "", "rowan", "@example.com", "rowan@", "rowan@exa mple.com", "rowan@example.com\r\nBcc: x@example.com",
        "rowan@example.com, other@example.com", "rowan..x@example.com", "<rowan@example.com>", "rowan\n@example.com",
        "røwan@example.com", "a" * 65 + "@example.com", "rowan@-example.com", "rowan@" + "a" * 64 + ".com",
        "rowan@exa\u200bmple .com", '"a b"@example.com', "rowan@example.com>",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(AddressRefused, match=r"is no mail address"):
        checked(address)


def test_an_address_keeps_its_name_and_gets_an_ascii_domain() -> None:
    assert checked(" Rowan+x@Bücher.Example ") == "Rowan+x@xn--bcher-kva.example"
    assert domain_of("rowan@example.com") == "example.com"


@given(st.text())
def test_whatever_stands_in_a_header_is_one_line_without_hidden_signs(text: str) -> None:
    told = plain(text)
    assert told.isprintable() or all(sign.isprintable() or sign == " " or ord(sign) > 127 for sign in told)
    assert not set("\r\n\0\u202e\u200b\u2028") & set(told)
    assert len(told) <= 400


def test_a_line_end_in_a_subject_ends_nothing() -> None:
    assert plain("Hello\r\nBcc: all@example.com\u202e") == "Hello Bcc: all@example.com"
