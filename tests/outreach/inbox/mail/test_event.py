from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from goodstanding.outreach.channels.email.esp import MESSAGE_KEY, tag_of
from goodstanding.outreach.inbox.mail.event import MailEvent, event_key, is_point_bad, telling_of

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVENT = MailEvent("bounced", AT, "e1", "<m@x>", "juniper.sample@example.com", "bounced", "550 5.1.1 gone", {}, {})


def test_a_telling_finds_its_message_by_our_key_and_by_the_providers_name() -> None:
    told = telling_of(EVENT._replace(metadata={MESSAGE_KEY: "act:17"}), received_at=AT)
    assert told is not None
    assert (told.word, told.key, told.reference) == ("bounced", "act:17", "<m@x>")
    assert told.reason == "bounced 550 5.1.1 gone"
    tagged = telling_of(EVENT._replace(tags=["x", tag_of("act:18")]), received_at=AT)
    assert tagged is not None
    assert tagged.key == "act:18"


def test_what_a_provider_says_is_data_whatever_stands_in_it() -> None:
    evil = "<script>alert(1)</script>\r\nX: y\x00\u202e"
    told = telling_of(EVENT._replace(said=evil, recipient=evil, metadata={MESSAGE_KEY: {"a": evil}}), received_at=AT)
    assert told is not None
    assert told.recipient == "<script>alert(1)</script> X: y"
    assert told.key == ""


@pytest.mark.parametrize("at", [None, AT + timedelta(days=400), AT.replace(year=1, tzinfo=None), "yesterday"])
def test_nothing_happens_after_we_heard_of_it(at: Any) -> None:
    told = telling_of(EVENT._replace(at=at), received_at=AT)
    assert told is not None
    assert told.happened_at <= AT
    assert told.happened_at.tzinfo is not None


def test_what_changes_nothing_is_nothing() -> None:
    assert telling_of(EVENT._replace(kind="subscribed"), received_at=AT) is None
    assert telling_of(EVENT._replace(kind="unknown"), received_at=AT) is None


def test_an_event_without_a_name_is_the_same_where_all_it_says_is() -> None:
    bare = EVENT._replace(event_id="")
    assert event_key(bare, word="bounced") == event_key(bare, word="bounced")
    assert event_key(bare, word="bounced") != event_key(bare._replace(raw={"a": 1}), word="bounced")
    assert event_key(EVENT, word="bounced") == event_key(EVENT._replace(raw={"again": 2}), word="bounced")


@pytest.mark.parametrize(
    ("change", "is_bad"),
    [
        ({}, True),
        ({"said": "550 5.7.1 blocked"}, False),
        ({"said": "552 5.1.1 mailbox full"}, False),
        ({"said": "", "raw": {}}, False),
        ({"said": "", "raw": {"bounce": {"bounceType": "Permanent"}}}, True),
        ({"said": "", "raw": {"bounce": {"bounceType": "Transient"}}}, False),
        ({"said": "", "raw": {"event": "soft_bounce"}}, False),
        ({"said": "", "raw": {"msys": {"x": {"bounce_class": "10"}}}}, True),
        ({"said": "", "raw": {"msys": {"x": {"bounce_class": "21"}}}}, False),
        ({"reject_reason": "blocked"}, False),
        ({"reject_reason": "spam"}, False),
        ({"kind": "rejected", "reject_reason": "invalid"}, True),
        ({"kind": "rejected", "reject_reason": "bounced"}, False),
        ({"kind": "delivered"}, False),
        ({"kind": "deferred"}, False),
    ],
)
def test_an_address_is_bad_only_where_the_provider_says_so(change: dict[str, Any], is_bad: bool) -> None:
    assert is_point_bad(EVENT._replace(**change)) is is_bad
