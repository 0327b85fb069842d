"""Where another machine may be asked."""

import pytest

from goodstanding.wire.address import AddressRefused, host_of, is_this_machine, read_address, read_host


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example.com", "https://api.example.com:8443/v1", "http://127.0.0.1:4010", "http://localhost:80/x",
        "http://[::1]:4010", "http://127.8.9.1", "https://10.1.2.3",
    ],
)  # fmt: skip
def test_an_address_is_https_or_this_machine(address: str) -> None:
    assert read_address(address + "/", name="base_address") == address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://api.example.com", "only be asked by https"),
        ("http://127.0.0.1.example.com", "only be asked by https"),
        ("https://169.254.169.254/latest", "no machine of a provider"),
        ("https://[::ffff:169.254.169.254]", "no machine of a provider"),
        ("https://0.0.0.0", "no machine of a provider"),
        ("https://2852039166", "not the number of a machine"),
        ("https://me:word@api.example.com", "holds no name, password"),
        ("https://api.example.com\\@evil.example", "holds no name, password"),
        ("file:///etc/passwd", "is not an address"),
        ("https://api.example.com:0", "names no port"),
        ("https://[1", "is not an address"),
    ],
)
def test_any_other_address_is_refused(address: str, words: str) -> None:
    with pytest.raises(AddressRefused, match=words):
        read_address(address, name="base_address")


@pytest.mark.parametrize("host", ["mail server", "https://mail.example.com", "169.254.1.1", "2852039166", "a..b"])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(AddressRefused):
        read_host(host, name="host")


def test_hosts_and_this_machine() -> None:
    assert read_host("mail.example.com", name="host") == "mail.example.com"
    assert host_of("https://api.example.com:8443/x") == "api.example.com"
    assert host_of("mail.example.com") == "mail.example.com"
    assert is_this_machine("::1")
    assert is_this_machine("::ffff:127.0.0.1")
    assert not is_this_machine("127.0.0.1.example.com")
