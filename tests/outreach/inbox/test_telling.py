from datetime import UTC, datetime

from goodstanding.outreach.inbox.telling import Incoming, Post, PostRefused, Telling
from goodstanding.refusal import Refusal

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_refused_post_says_why_and_whether_it_was_forged() -> None:
    forged, odd = PostRefused("The signature does not fit.", is_forged=True), PostRefused("This is no post.")
    assert isinstance(forged, Refusal)
    assert (str(forged), forged.is_forged, odd.is_forged) == ("The signature does not fit.", True, False)


def test_what_is_told_holds_still_and_needs_no_more_than_it_says() -> None:
    told = Telling("delivered", "e1", AT)
    assert (told.key, told.reference, told.is_point_bad) == ("", "", False)
    mail = Incoming("email", "mail:1", AT, "juniper.sample@example.com", "help@example.com")
    assert (mail.text, dict(mail.headers)) == ("", {})
    assert Post("/webhooks/mail/", {}, b"x", AT)._replace(body=b"y").body == b"y"
