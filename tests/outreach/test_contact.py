"""What may be recorded as a contact."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.outreach.contact import ContactFact, ContactRefused, check

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
CALL = ContactFact(NOON, NOON, "outbound", "call", "no_answer")


def test_a_call_with_its_outcome_is_a_contact() -> None:
    check(CALL)
    check(replace(CALL, outcome="conversation", content="dispute"))


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (replace(CALL, direction="sideways"), "'sideways' is not a direction"),
        (replace(CALL, channel="pigeon"), "'pigeon' is not a channel"),
        (replace(CALL, outcome="perhaps"), "'perhaps' is not an outcome"),
        (replace(CALL, content="<script>"), "is not a content"),
        (replace(CALL, outcome=""), "A call needs its outcome"),
        (replace(CALL, happened_at=NOON + timedelta(seconds=1)), "before it happened"),
    ],
)
def test_what_the_law_could_not_count_is_refused(fact: ContactFact, words: str) -> None:
    with pytest.raises(ContactRefused, match=words):
        check(fact)


def test_an_inbound_call_and_a_letter_need_no_outcome() -> None:
    check(replace(CALL, direction="inbound", outcome=""))
    check(replace(CALL, channel="letter", outcome=""))
