"""What is read from an option as somebody typed it."""

import pytest

from goodstanding.outreach.channels.option import read, read_options
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.wire.address import host_of, is_this_machine
from goodstanding.wire.option import Option
from tests.outreach.channels.carrier import PIGEON


def test_options_are_read_to_values_and_defaults_fill_the_rest() -> None:
    given = {"base_address": " https://loft.example.com/v1/ ", "fast": "YES"}
    told = read_options(given, options=PIGEON.options, what="email by pigeon")
    assert told == {"base_address": "https://loft.example.com/v1", "birds": 2, "fast": True}


def test_all_faults_are_told_together() -> None:
    with pytest.raises(ChannelRefused) as refused:
        read_options({"bird": "3", "birds": "10"}, options=PIGEON.options, what="email by pigeon")
    words = str(refused.value)
    assert "no option 'bird'. Did you mean birds?" in words
    assert "needs base_address" in words
    assert "'10' is not a number from 1 to 9" in words
    with pytest.raises(ChannelRefused, match="It has none"):
        read_options({"any": "x"}, options=(), what="email by drawer")


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example.com", "https://api.example.com:8443/v1", "http://127.0.0.1:4010", "http://localhost:80/x",
        "http://[::1]:4010", "http://127.8.9.1", "https://10.1.2.3",
    ],
)  # fmt: skip
def test_an_address_is_https_or_this_machine(address: str) -> None:
    assert read(address, Option("base_address", "", kind="address")) == address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://api.example.com", "only be asked by https"),
        ("http://10.0.0.1", "only be asked by https"),
        ("http://127.0.0.1.example.com", "only be asked by https"),
        ("https://169.254.169.254/latest", "no machine of a provider"),
        ("https://[fe80::1]", "no machine of a provider"),
        ("https://[::ffff:169.254.169.254]", "no machine of a provider"),
        ("https://0.0.0.0", "no machine of a provider"),
        ("https://2852039166", "not the number of a machine"),
        ("https://me:word@api.example.com", "holds no name, password"),
        ("https://api.example.com/?q=1", "holds no name, password"),
        ("https://api.example.com\\@evil.example", "holds no name, password"),
        ("ftp://api.example.com", "is not an address"),
        ("file:///etc/passwd", "is not an address"),
        ("https://", "is not an address"),
        ("https://api.example.com:99999", "is not an address"),
        ("https://api.example.com:0", "names no port"),
        ("https://[1", "is not an address"),
        ("api.example.com", "is not an address"),
    ],
)
def test_any_other_address_is_refused(address: str, words: str) -> None:
    with pytest.raises(ChannelRefused, match=words):
        read(address, Option("base_address", "", kind="address"))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("phone", "+1 (217) 555-0100", "+12175550100"),
        ("email", " Help@Example.com ", "help@example.com"),
        ("lines", "1 Example Street;  Springfield ;", "1 Example Street\nSpringfield"),
        ("host", "mail.example.com", "mail.example.com"),
        ("host", "127.0.0.1", "127.0.0.1"),
        ("yes_or_no", "no", False),
        ("number", "0", 0),
        ("choice", "b", "b"),
        ("words", "a, b ,,c", ("a", "b", "c")),
        ("text", " a b ", "a b"),
    ],
)
def test_each_kind_is_read(kind: str, text: str, value: object) -> None:
    assert read(text, Option("it", "", kind=kind, choices=("a", "b"))) == value  # type: ignore[arg-type]  # A kind's word.


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("phone", "217 555 0100", "is not a number"),
        ("phone", "+1", "is not a number"),
        ("phone", "call me", "no digits"),
        ("email", "nobody", "not an e-mail address"),
        ("lines", " ; ", "at least one line"),
        ("host", "mail server", "not the name of a machine"),
        ("host", "https://mail.example.com", "not the name of a machine"),
        ("host", "169.254.1.1", "no machine of a provider"),
        ("yes_or_no", "maybe", "is yes or no"),
        ("number", "-1", "not a number"),
        ("number", "٣", "not a number"),
        ("number", "9" * 40, "not a number"),
        ("choice", "c", "one of a, b"),
        ("text", "a\nb", "one line"),
        ("text", "a\x00b", "cannot be shown"),
        ("text", "a" * 2001, "longer than"),
    ],
)
def test_each_kind_refuses_what_it_is_not(kind: str, text: str, words: str) -> None:
    with pytest.raises(ChannelRefused, match=words):
        read(text, Option("it", "", kind=kind, choices=("a", "b")))  # type: ignore[arg-type]  # A kind's word.


def test_hosts_and_this_machine() -> None:
    assert host_of("https://api.example.com:8443/x") == "api.example.com"
    assert host_of("mail.example.com") == "mail.example.com"
    assert is_this_machine("::1")
    assert is_this_machine("::ffff:127.0.0.1")
    assert not is_this_machine("127.0.0.1.example.com")
