"""Posts of Twilio: of our account, signed, and a form; nothing else is accepted."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from goodstanding.outreach.channels.twilio.signed_post import BODY_MAX, accept, read_form
from goodstanding.outreach.inbox.telling import Post, PostRefused
from tests.outreach.fake_provider import signing

TOKEN = "token"
PUBLIC, ACCOUNT, AT = "https://collections.example.com/webhooks/twilio_text", "AC1", datetime(2026, 11, 22, tzinfo=UTC)


def post(*, token: str = TOKEN, query: str = "key=act%3A1", **form: str) -> Post:
    fields = {"AccountSid": ACCOUNT, "MessageSid": "SM1"} | form
    signed = signing.twilio(f"{PUBLIC}?{query}", list(fields.items()), token=token)
    return Post(f"/webhooks/twilio_text?{query}", {"x-twilio-signature": signed}, urlencode(fields).encode(), AT)


def accepted(told: Post) -> str:
    return accept(told, public=PUBLIC, tokens=("token", "old token"), account=ACCOUNT)


def test_the_same_post_has_the_same_digest_and_another_has_another() -> None:
    assert accepted(post()) == accepted(post(token="old token"))
    assert len({accepted(post()), accepted(post(MessageSid="SM2")), accepted(post(query="key=act%3A2"))}) == 3


@pytest.mark.parametrize("told", [post(token="another"), post(AccountSid="AC2"), post()._replace(headers={})])
def test_what_is_forged_or_of_another_account_is_refused(told: Post) -> None:
    with pytest.raises(PostRefused) as refused:
        accepted(told)
    assert refused.value.is_forged


@pytest.mark.parametrize("body", [b"\xff", b"a" * (BODY_MAX + 1), b"a=%ff", b"&".join([b"a=1"] * 201)])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(PostRefused):
        read_form(post()._replace(body=body))
