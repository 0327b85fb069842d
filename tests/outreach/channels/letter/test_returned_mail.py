"""Why letters come back, and files of scans."""

import pytest

from goodstanding.outreach.channels.letter.returned_mail import (
    REASONS,
    UNREADABLE_MAX,
    USUAL,
    ReturnRefused,
    Scan,
    reason_of,
    scans,
)


def test_every_reason_is_a_sentence() -> None:
    assert USUAL in REASONS
    assert all(one.sentence.endswith(".") for one in REASONS.values())
    assert not reason_of("refused").is_address_bad
    assert reason_of("moved").is_address_bad


def test_an_unknown_reason_is_refused_with_those_there_are() -> None:
    with pytest.raises(ReturnRefused, match="one of unknown, moved, undeliverable, refused, deceased is"):
        reason_of("eaten by a dog")


def test_a_file_has_a_code_a_line_and_perhaps_a_reason() -> None:
    text = "L17-LCUC\r\n\r\n  L18-AAAA , Moved \n,moved\n"
    assert list(scans(text, reason="unknown")) == [Scan("L17-LCUC", "unknown"), Scan("L18-AAAA", "moved")]


def test_a_file_far_too_long_is_refused() -> None:
    with pytest.raises(ReturnRefused, match="lines; read at most"):
        list(scans("\n" * (UNREADABLE_MAX + 1), reason="unknown"))
