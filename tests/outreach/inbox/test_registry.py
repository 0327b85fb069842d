from goodstanding.outreach.channels.email.esp import ESPS
from goodstanding.outreach.channels.registry import CHANNELS
from goodstanding.outreach.inbox.registry import READERS


def test_every_source_is_named_once_and_speaks_of_a_channel() -> None:
    assert {name: one.name for name, one in READERS.items()} == {name: name for name in READERS}
    assert {one.channel for one in READERS.values()} <= set(CHANNELS)
    assert all(name.isascii() and name.replace("_", "").isalnum() for name in READERS)


def test_every_mail_provider_may_post_and_those_that_take_mail_in_twice() -> None:
    assert set(ESPS) <= set(READERS)
    assert {"postmark_inbound", "mailgun_inbound", "mail"} <= set(READERS)
