from email import message_from_string
from email.header import decode_header, make_header
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.email.address import plain
from goodstanding.outreach.channels.email.header import line, mailbox, mailbox_line, written_line


@given(st.text(max_size=300))
def test_a_header_is_read_back_as_it_was_meant_and_is_the_only_one(text: str) -> None:
    told = line("Subject", plain(text))
    assert told.isascii()
    assert max(map(len, told.split("\r\n"))) <= 998
    read = message_from_string(told + "\r\nbody")
    assert read.keys() == ["Subject"]
    unfolded = read["Subject"].replace("\r\n ", " ").replace("\n ", " ")
    assert str(make_header(decode_header(unfolded))) == plain(text)


@given(st.text(max_size=120))
def test_words_before_an_address_stay_words(text: str) -> None:
    told = mailbox_line("To", words=text, address="rowan@example.com")
    read = message_from_string(told + "\r\nbody", policy=default)
    assert read.keys() == ["To"]
    assert [one.addr_spec for one in read["To"].addresses] == ["rowan@example.com"]


def test_lines_are_folded_between_words() -> None:
    told = written_line("References", " ".join(f"<m{number}.abcdefghij@example.com>" for number in range(8)))
    assert all(len(one) <= 78 for one in told.split("\r\n"))
    assert told.count("<m") == 8


def test_a_name_that_is_no_name_of_a_header_is_a_mistake_of_ours() -> None:
    for name in ("X\r\nBcc", "", "To:", "Größe"):
        with pytest.raises(AssertionError):
            line(name, "x")


def test_a_mailbox_without_words_is_the_address() -> None:
    assert mailbox("", "rowan@example.com") == "rowan@example.com"
