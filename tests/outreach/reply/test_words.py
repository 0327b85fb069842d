"""The words of a message as they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.reply.words import KEPT_MOST, LEFT_OUT, one_text, tidy


@pytest.mark.parametrize(
    ("subject", "text", "kept"),
    [
        ("STOP", "", "STOP"),
        ("Re: Your account", "I paid.", "I paid."),
        ("RV: Su cuenta", "Ya pagué.", "Ya pagué."),
        ("Payment", "I paid.", "Payment\n\nI paid."),
        ("", "\n\nI paid.\n", "I paid."),
        ("a\nb", "c", "a b\n\nc"),
    ],
)
def test_subject_and_text_become_one(subject: str, text: str, kept: str) -> None:
    assert one_text(subject, text) == kept


def test_what_is_left_out_is_said() -> None:
    kept = one_text("", "x" * (KEPT_MOST + 1))
    assert kept == "x" * KEPT_MOST + LEFT_OUT
    assert one_text("", "x" * KEPT_MOST) == "x" * KEPT_MOST


@given(st.text())
def test_nothing_that_hides_or_rearranges_stays(text: str) -> None:
    kept = tidy(text)
    assert not set(kept) & {"\0", "\r", "\u202e", "\u200b"}
    assert tidy(kept) == kept
    kept.encode()
