"""By which way somebody is written to."""

from collections.abc import Collection

import pytest

from goodstanding.arrangements.confirming.channel import channel_for

ALL = ("email", "sms", "letter", "portal")


@pytest.mark.parametrize(
    ("template", "preferred", "kinds", "channel"),
    [
        ("receipt", "", {"email", "phone", "address"}, "email"),
        ("receipt", "sms", {"email", "phone"}, "sms"),
        ("receipt", "sms", {"email"}, "email"),
        ("receipt", "call", {"email"}, "email"),
        ("receipt", "", {"phone"}, "sms"),
        ("receipt", "", {"address"}, None),
        ("receipt", "letter", {"address"}, "letter"),
        ("plan-confirmation", "", {"address"}, "letter"),
        ("receipt", "", set(), None),
    ],
)
def test_the_way_they_prefer_comes_first_and_paper_is_for_what_is_kept(
    template: str, preferred: str, kinds: Collection[str], channel: str | None
) -> None:
    assert channel_for(template, offered=ALL, preferred=preferred, point_kinds=kinds) == channel


def test_a_text_without_a_channel_goes_by_none_of_it() -> None:
    assert channel_for("x", offered=["letter"], preferred="", point_kinds={"email"}) is None
