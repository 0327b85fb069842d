"""Contacts by channel, outcome and window: days of UTC, over all clients, with the person only."""

from datetime import timedelta

import pytest

from tests.strategy.night.made import DAY, NOON, TODAY, Row, account


def contact(number: int, *, days: int = 0, **more: object) -> Row:
    at = NOON - days * DAY
    return {"contact_id": number, "person_id": 1, "channel": "call", "happened_at": at, "learned_at": at, **more}


@pytest.mark.parametrize("days", [1, 7, 30, 365])
def test_a_window_ends_today_and_begins_so_many_days_before(days: int) -> None:
    row = account(contact=[contact(1), contact(2, days=days - 1), contact(3, days=days)])
    assert row[f"contacts_{days}"] == 2


def test_a_day_is_a_day_of_utc() -> None:
    midnight = NOON - timedelta(hours=12)
    row = account(
        contact=[contact(1, happened_at=midnight), contact(2, happened_at=midnight - timedelta(microseconds=1))]
    )
    assert (row["contacts_1"], row["contacts_7"]) == (1, 2)


def test_contacts_are_told_apart_by_channel_direction_and_outcome() -> None:
    row = account(
        contact=[
            contact(1, outcome="conversation"), contact(2, channel="sms"), contact(3, channel="email", days=8),
            contact(4, channel="letter"), contact(5, outcome="voicemail_left"), contact(6, channel="voicemail"),
            contact(7, direction="inbound", channel="call", outcome="conversation", days=3),
            contact(8, direction="inbound", channel="email", days=2),
            contact(9, channel="letter", outcome="undeliverable", days=40),
            contact(10, channel="call", outcome="not_in_service", days=20),
            contact(11, channel="letter", reached="attorney"),
        ]
    )  # fmt: skip
    assert (row["contacts_1"], row["contacts_30"], row["contacts_365"]) == (5, 7, 8)
    assert (row["calls_7"], row["calls_30"], row["texts_7"], row["letters_30"]) == (2, 3, 1, 1)
    assert (row["emails_7"], row["emails_30"]) == (0, 1)
    assert (row["conversations_30"], row["voicemails_30"], row["inbound_30"]) == (2, 2, 2)
    assert (row["undeliverable_90"], row["mail_returned_date"]) == (2, TODAY - 40 * DAY)
    assert (row["last_reply_date"], row["last_conversation_date"]) == (TODAY - 2 * DAY, TODAY)
    assert (row["days_since_contact"], row["days_since_conversation"]) == (0, 0)


def test_the_last_contact_is_the_latest_and_of_two_at_once_the_one_entered_last() -> None:
    row = account(
        contact=[
            contact(3, channel="letter", outcome="sent"), contact(2, channel="sms", outcome="delivered"),
            contact(4, channel="email", days=1), contact(5, direction="inbound", channel="portal"),
        ]
    )  # fmt: skip
    assert (row["last_channel"], row["last_outcome"], row["last_contact_date"]) == ("letter", "sent", TODAY)


def test_whoever_was_never_contacted_has_zeroes_and_nothing_last() -> None:
    row = account()
    assert (row["contacts_365"], row["inbound_30"], row["last_contact_date"], row["last_channel"]) == (0, 0, None, None)
    assert row["days_since_contact"] is None


def test_an_address_marked_as_returned_is_mail_that_came_back() -> None:
    point = {"point_id": 1, "person_id": 1, "kind": "address", "status": "returned", "status_at": NOON - 3 * DAY}
    assert account(point=[point])["mail_returned_date"] == TODAY - 3 * DAY
    later = account(point=[point], contact=[contact(1, channel="letter", outcome="undeliverable", days=1)])
    assert later["mail_returned_date"] == TODAY - DAY
