"""Contacts are counted by channel and window."""

from goodstanding.factsheet.daily.contacting import CHANNELS, CONTACTS


def test_today_is_told_as_today() -> None:
    meanings = {column.name: column.meaning for column in CONTACTS}
    assert meanings["contacts_1"] == "How many contacts of any kind went out today."
    assert meanings["calls_7"] == "How many calls went out in the last 7 days, today included."


def test_every_channel_has_its_consent() -> None:
    names = {column.name for column in CHANNELS}
    assert names >= {f"consent_{channel}" for channel in ("email", "text", "call", "letter")}
