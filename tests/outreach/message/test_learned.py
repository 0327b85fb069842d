"""What moves a message, what counts as having reached somebody, and parts that lie elsewhere."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.message.learned import (
    Learned,
    digest,
    is_forward,
    is_placed,
    placed,
    reached_somebody,
    read_placed,
)
from goodstanding.outreach.message.life import Standing

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def told(word: str, attempt: int = 1) -> Learned:
    return Learned(1, word, attempt, "worker", f"{word}:{attempt}", NOON)


def test_only_what_is_further_moves_a_message() -> None:
    assert is_forward(Standing("handed_over", 1), told("accepted"))
    assert not is_forward(Standing("delivered", 1), told("accepted"))
    assert not is_forward(Standing("unknown", 1), told("handed_over"))
    assert is_forward(Standing("put_off", 1), told("handed_over", 2))


def test_a_mark_never_moves_anything() -> None:
    assert not is_forward(Standing("planned"), told("opened"))


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ("handed_over", "accepted", True),
        ("handed_over", "unknown", True),
        ("unknown", "accepted", False),
        ("unknown", "delivered", False),
        ("accepted", "bounced", False),
        ("put_off", "delivered", True),
        ("handed_over", "put_off", False),
        ("handed_over", "failed", False),
    ],
)
def test_a_contact_is_counted_once(before: str, after: str, counts: bool) -> None:
    assert reached_somebody(before, after) is counts


def test_a_part_may_lie_in_a_file() -> None:
    hashed = sha256(b"%PDF").hexdigest()
    part = placed("letter", place="letters/a.zip#1.pdf", media_type="application/pdf", sha256_hex=hashed, size=4)
    assert is_placed(part) and digest(part) == hashed
    assert read_placed(part) == ("letters/a.zip#1.pdf", "application/pdf", hashed, 4)
    assert digest(Part("letter", "application/pdf", b"%PDF")) == hashed
