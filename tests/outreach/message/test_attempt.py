"""The key of an attempt finds its message again, whatever the message's own key looks like."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.message.attempt import AttemptKey, key_of, read_key

MADE = datetime(2026, 11, 22, tzinfo=UTC)


def test_two_messages_of_one_name_have_two_keys() -> None:
    """As after a restore, when acts are counted anew."""
    later = datetime(2026, 11, 23, tzinfo=UTC)
    assert key_of("act:17", made_at=MADE, attempt=1) != key_of("act:17", made_at=later, attempt=1)


@given(st.text(min_size=1), st.integers(min_value=1, max_value=10_000))
def test_a_key_is_read_back(name: str, attempt: int) -> None:
    key = key_of(name, made_at=MADE, attempt=attempt)
    assert read_key(key) == AttemptKey(name, int(MADE.timestamp()), attempt)


@pytest.mark.parametrize(
    "text", ["", "act:17", "act:17/", "/6b-1", "act/xyz-1", "act/6b-", "act/6b-one", "act/-1", "a/6b-²"]
)
def test_what_is_no_key_of_ours_is_told(text: str) -> None:
    assert read_key(text) is None
