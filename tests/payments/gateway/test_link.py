"""The pay link: what was not signed by us, or is over, opens nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.payments.gateway.link import PayLink, read_token, token_of

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
TOKEN = token_of(7, at=NOON, secret="s")


def test_a_link_opens_its_account_until_its_last_day() -> None:
    found = read_token(TOKEN, at=NOON, secret="s")
    assert isinstance(found, PayLink) and found.debt_id == 7
    last = datetime.combine(found.last_date, datetime.max.time(), UTC)
    assert read_token(TOKEN, at=last, secret="s") == found
    assert read_token(TOKEN, at=last + timedelta(seconds=1), secret="s") is None


def test_a_link_is_the_same_all_month() -> None:
    assert token_of(7, at=NOON + timedelta(days=14), secret="s") == TOKEN
    assert token_of(7, at=NOON + timedelta(days=31), secret="s") != TOKEN


@pytest.mark.parametrize(
    "token", ["", "p7", TOKEN[:-1], TOKEN.upper(), TOKEN.replace("p7", "p8"), TOKEN + "a", " " + TOKEN, "p7-99999.x"]
)
def test_what_we_did_not_sign_opens_nothing(token: str) -> None:
    assert read_token(token, at=NOON, secret="s") is None
    assert read_token(TOKEN, at=NOON, secret="another") is None
