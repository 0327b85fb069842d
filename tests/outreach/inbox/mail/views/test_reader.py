"""What mail providers post, read as tellings: 120 real events of 13 providers, and every way a post can be wrong."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from goodstanding.outreach.channels.email.esp import ESPS
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.mail.event import WORDS
from goodstanding.outreach.inbox.mail.views.reader import EspReader, RawMailReader
from goodstanding.outreach.inbox.registry import READERS
from goodstanding.outreach.inbox.telling import PostRefused, Telling
from goodstanding.outreach.message.life import MARKS, TOLD
from tests.guards.checkout import HOME
from tests.outreach.inbox.mail.posting import AT, AUTH, SECRETS, basic, post, setting

FOLDER = HOME.parent / "shared" / "data" / "esp_webhooks"
BAD_POINTS = {
    ("amazon_ses", "test_bounce_event"), ("amazon_ses", "test_multiple_bounce_event"), ("brevo", "test_hard_bounce"),
    ("brevo", "test_invalid_email"), ("mailersend", "test_hard_bounced_event"),
    ("mailgun", "test_failed_permanent_event"), ("mailgun", "test_invalid_mailbox"), ("mailgun", "test_alt_smtp_code"),
    ("mailjet", "test_bounce_event"), ("mailjet", "test_blocked_event"), ("mailtrap", "test_bounce_event"),
    ("mandrill", "test_hard_bounce_event"), ("postmark", "test_bounce_event"),
    ("postmark", "test_subscription_change_bounce"), ("resend", "test_hard_bounced_event"),
    ("sendgrid", "test_bounce_event"), ("sendgrid", "test_dropped_invalid_event"), ("sparkpost", "test_bounce_event"),
    ("unisender_go", "test_hard_bounced_event"),
}  # fmt: skip
"""The events, of all 120, after which nothing more is sent to an address; read through by a person."""
OPTED_IN = ("sparkpost", "test_initial_open_event_as_opened")
"""Read as opened only by who asked for it; we did not, for an opened mail proves nothing."""


class Case(NamedTuple):
    name: str
    case: str
    payload: Any
    expected: dict[str, Any]


def cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*_events.jsonl")):
        for line in file.read_text().splitlines():
            told = json.loads(line)
            yield Case(file.name.removesuffix("_events.jsonl"), told["case"], told["payload"], told["expected"])


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="The reference files of providers' events are not beside the checkout.")
def test_every_real_event_is_read_as_what_it_means() -> None:
    seen = 0
    for case in cases():
        reader = EspReader(case.name, setting(case.name))
        told = post(case.name, case.payload)
        assert reader.accept(told), case
        tellings, incoming = reader.read(told)
        compare(case, list(tellings))
        assert not incoming
        seen += 1
    assert seen == 120


def compare(case: Case, tellings: list[Telling]) -> None:
    """The telling of a case says its word, of its message, for its recipient, and nothing it does not say."""
    expected = case.expected
    word = WORDS.get(expected["event_type"])
    if word is None or (case.name, case.case) == OPTED_IN:
        assert tellings == [], case
        return
    told = next(one for one in tellings if not expected.get("recipient") or one.recipient == expected["recipient"])
    assert told.word == word, case
    assert told.word in {*TOLD, *MARKS}
    assert told.happened_at <= AT
    if expected.get("message_id"):
        assert told.reference == str(expected["message_id"]), case
    if expected.get("reject_reason"):
        assert told.reason.startswith(expected["reject_reason"]), case
    if expected.get("mta_response"):
        assert " ".join(expected["mta_response"].split())[:100] in told.reason, case
    assert told.is_point_bad == ((case.name, case.case) in BAD_POINTS), (case, told)
    assert len({one.event_key for one in tellings}) == len(tellings)


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="The reference files of providers' events are not beside the checkout.")
def test_the_same_event_has_the_same_key_and_another_another() -> None:
    keys: dict[tuple[str, str], set[str]] = {}
    for case in cases():
        told = post(case.name, case.payload)
        reader = EspReader(case.name, setting(case.name))
        first, again = reader.read(told)[0], reader.read(told)[0]
        assert [one.event_key for one in first] == [one.event_key for one in again]
        for one in first:
            keys.setdefault((case.name, one.event_key), set()).add(f"{one.word} {one.recipient} {one.reference}")
    assert all(len(meanings) == 1 for meanings in keys.values())


PAYLOADS: dict[str, Any] = {
    "brevo": {"event": "delivered", "email": "juniper.sample@example.com", "message-id": "<1@example.com>"},
    "mailersend": {"type": "activity.delivered", "data": {
        "id": "1", "type": "delivered", "email": {"message": {"id": "2"}}}},
    "mailgun": {"event-data": {"event": "delivered", "recipient": "juniper.sample@example.com", "timestamp": 1.0}},
    "mailjet": [{"event": "sent", "MessageID": 5, "email": "juniper.sample@example.com", "time": 1498093527}],
    "mailtrap": {"events": [{"event": "delivery", "message_id": "1", "timestamp": 1498093527}]},
    "mandrill": [{"event": "send", "msg": {"_id": "1", "email": "juniper.sample@example.com"}, "ts": 1461095246}],
    "postal": {"event": "MessageSent", "timestamp": 1606436187.8, "payload": {
        "status": "Sent", "message": {"id": 1, "to": "j@example.com"}}},
    "postmark": {"RecordType": "Delivery", "MessageID": "1", "Recipient": "juniper.sample@example.com"},
    "resend": {"type": "email.delivered", "data": {"email_id": "1", "to": ["juniper.sample@example.com"]}},
    "sendgrid": [{"event": "delivered", "email": "juniper.sample@example.com", "timestamp": 1461095250}],
    "sparkpost": [{"msys": {"message_event": {"type": "delivery", "raw_rcpt_to": "juniper.sample@example.com"}}}],
    "unisender_go": {"event_name": "transactional_email_status", "status": "delivered", "email": "j@example.com",
                     "event_time": "2024-09-06 23:14:24", "job_id": "1"},
    "amazon_ses": {"eventType": "Delivery", "mail": {"messageId": "1", "destination": ["j@example.com"]},
                   "delivery": {"recipients": ["j@example.com"]}},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ESPS))
def test_a_post_with_its_signature_is_accepted_and_read(name: str) -> None:
    reader = EspReader(name, setting(name))
    told = post(name, PAYLOADS[name])
    assert reader.accept(told) == reader.accept(told)
    (one,), _ = reader.read(told)
    assert one.word == ("accepted" if name == "mandrill" else "delivered")


@pytest.mark.parametrize("name", sorted(ESPS))
def test_a_post_whose_signature_does_not_fit_is_refused(name: str) -> None:
    told = post(name, PAYLOADS[name])
    wrong = setting(name, secret="webhook_auth=house:another") if name not in SECRETS else Setting(
        "email", "anymail", {"esp_name": name, "web_address": "https://other.example.com"},
        SECRETS[name].replace("a signing key of tests", "another key"),
    )  # fmt: skip
    if name in {"postal", "sendgrid", "resend"}:
        told = told._replace(body=told.body + b" ")
    with pytest.raises(PostRefused) as refused:
        EspReader(name, wrong).accept(told)
    assert refused.value.is_forged


@pytest.mark.parametrize("name", sorted(READERS))
def test_nothing_is_accepted_from_a_provider_without_any_secret(name: str) -> None:
    source = READERS[name]
    if source.channel != "email":
        return
    reader = source.make(Setting("email", "anymail", dict(source.options)))
    with pytest.raises(PostRefused, match="No secret is set") as refused:
        reader.accept(post("postmark", {}))
    assert refused.value.is_forged


def test_while_one_secret_takes_the_place_of_another_both_count() -> None:
    told = post("mailgun", PAYLOADS["mailgun"])
    both = Setting(
        "email", "anymail", {"esp_name": "mailgun"}, "webhook_signing_key=new", (SECRETS["mailgun"],)
    )  # fmt: skip
    assert EspReader("mailgun", both).accept(told)


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[", b"null", b"[1]", b'"x"', b"{}", b'{"events": [null]}', b"[" * 100_000, b"9" * 5000]
)
@pytest.mark.parametrize("name", sorted(ESPS))
def test_what_is_no_post_is_refused_and_never_a_fault(name: str, body: bytes) -> None:
    reader = EspReader(name, setting(name))
    told = post(name, PAYLOADS[name])._replace(body=body)
    for deed in (reader.accept, reader.read):
        try:
            deed(told)
        except PostRefused as refused:
            assert str(refused)


def test_amazon_asking_to_be_let_in_is_left_to_a_person() -> None:
    body = {
        "Type": "SubscriptionConfirmation",
        "MessageId": "m",
        "TopicArn": "arn:x",
        "SubscribeURL": "https://x.example",
    }
    told = post("amazon_ses", {})._replace(
        body=json.dumps(body).encode(),
        headers={"authorization": basic(), "x-amz-sns-message-type": body["Type"], "x-amz-sns-message-id": "m"},
    )
    reader = EspReader("amazon_ses", setting("amazon_ses"))
    assert reader.accept(told)
    with pytest.raises(PostRefused, match=r"https://x\.example"):
        reader.read(told)


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="The reference files of providers' events are not beside the checkout.")
def test_mails_that_a_provider_took_in_come_in() -> None:
    for file in sorted(FOLDER.glob("postmark-inbound-*.json")):
        reader = EspReader("postmark_inbound", setting("postmark"), is_inbound=True)
        told = post("postmark", {})._replace(body=file.read_bytes())
        assert reader.accept(told)
        _, (mail,) = reader.read(told)
        assert mail.sender == "support@postmarkapp.com"
        assert mail.receiver.startswith("mailbox+SampleHash@")
        assert "test text body" in mail.text
        assert mail.channel == "email"
    raw = RawMailReader("mail", setting("postmark", secret=f"webhook_auth={AUTH}"))
    told = post("postmark", {})._replace(body=(FOLDER / "sample_email.txt").read_bytes())
    assert raw.accept(told)
    _, (mail,) = raw.read(told)
    assert (mail.sender, mail.subject) == ("someone@example.com", "Test email")
    assert mail.text.startswith("Hi Bob, This is a message.")


def test_a_mail_is_posted_with_the_password_only() -> None:
    raw = RawMailReader("mail", setting("postmark", secret=f"webhook_auth={AUTH}"))
    told = post("postmark", {})._replace(body=b"From: a@example.com\r\n\r\nHello")
    assert raw.accept(told)
    for header in ("", basic("house:wrong"), "Basic", "Bearer x", "Basic \xff"):
        with pytest.raises(PostRefused) as refused:
            raw.accept(told._replace(headers={"authorization": header}))
        assert refused.value.is_forged
    with pytest.raises(PostRefused, match="no mail"):
        raw.read(told._replace(body=b"\x00\x01"))


def test_a_token_of_mailgun_counts_once_whatever_is_posted_with_it() -> None:
    reader = EspReader("mailgun", setting("mailgun"))
    told = post("mailgun", PAYLOADS["mailgun"])
    forged = told._replace(body=told.body.replace(b"delivered", b"complained"))
    assert forged.body != told.body
    assert reader.accept(forged) == reader.accept(told)
