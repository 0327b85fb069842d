"""What a provider posts about a line is believed as far as it can be read."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.call.hearing import GOING, OVER, heard

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def test_a_status_is_read_with_its_sid_and_its_time() -> None:
    form = {"CallStatus": "completed", "CallSid": "CA1", "AnsweredBy": "machine_start", "SipResponseCode": "200",
            "Timestamp": "Sun, 22 Nov 2026 14:59:00 +0000"}  # fmt: skip
    found = heard("person", form, at=NOW)
    assert found is not None
    assert (found.is_over, found.answered_by, found.sip) == (True, "machine_start", "200")
    assert found.happened_at == NOW - timedelta(minutes=1)
    assert found.event_key == "twilio_voice person CA1 completed"


def test_after_a_bridge_the_other_lines_words_are_read() -> None:
    found = heard("after", {"DialCallStatus": "no-answer", "DialCallSid": "CA2", "CallStatus": "in-progress"}, at=NOW)
    assert found is not None
    assert (found.status, found.reference, found.is_over) == ("no-answer", "CA2", True)


def test_nothing_is_of_the_future_and_answered_is_in_progress() -> None:
    found = heard("person", {"CallStatus": "answered", "Timestamp": "Sun, 22 Nov 2099 14:59:00 +0000"}, at=NOW)
    assert found is not None
    assert (found.happened_at, found.status) == (NOW, "in-progress")


@given(
    form=st.dictionaries(
        st.sampled_from(["CallStatus", "CallSid", "AnsweredBy", "SipResponseCode", "Timestamp"]), st.text()
    )
)
def test_whatever_is_posted_is_read_or_is_nothing(form: dict[str, str]) -> None:
    found = heard("person", form, at=NOW)
    assert found is None or found.status in OVER + GOING
