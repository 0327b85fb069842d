"""How we are known to Twilio."""

import base64

from goodstanding.outreach.channels.twilio.account import E164, headers, ours


def test_the_account_and_its_token_are_shown_and_nothing_else() -> None:
    name, _, token = base64.b64decode(headers("AC1", "a:b")["Authorization"].removeprefix("Basic ")).partition(b":")
    assert (name, token) == (b"AC1", b"a:b")


def test_what_an_account_is_called_cannot_lead_elsewhere() -> None:
    assert ours("../AC1?x=") == "/2010-04-01/Accounts/..%2FAC1%3Fx%3D"


def test_numbers_are_whole_and_international() -> None:
    assert E164.fullmatch("+12175550100")
    assert not any(E164.fullmatch(one) for one in ("2175550100", "+0217555010", "+1217", "+1217555010٣"))
