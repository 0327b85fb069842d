"""Accepts what Twilio posts: a form, signed over its address and its fields, about our account.

For the readers of posts about texts and about messages on voicemail. A post is known again by all that is signed, so
one that comes fifty times is one.
"""

import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from goodstanding.outreach.channels.twilio.signature import is_signed, ways_to_write
from goodstanding.outreach.inbox.telling import Post, PostRefused

HEADER = "x-twilio-signature"
FIELDS_MAX = 200
BODY_MAX = 100_000
"""Bytes of a post; a text has at most 1,600 letters."""


def accept(post: Post, *, public: str, tokens: Iterable[str], account: str) -> str:
    """Check the signature and return the digest that makes it the same post; raises PostRefused.

    public  the address that was given to the provider.
    """
    form = read_form(post)
    addresses = ways_to_write(post.address, public=public)
    if not is_signed(post.headers.get(HEADER, ""), addresses=addresses, form=form, tokens=tokens):
        raise PostRefused("The signature does not fit.", is_forged=True)
    told = dict(form).get("AccountSid", "")
    if not hmac.compare_digest(told.encode(errors="replace"), account.encode()):
        raise PostRefused("The post is about another account.", is_forged=True)
    signed = [urlsplit(post.address).query, *(f"{name}={value}" for name, value in sorted(form))]
    return hashlib.sha256("\x00".join(signed).encode(errors="replace")).hexdigest()


def read_form(post: Post) -> list[tuple[str, str]]:
    """Return what a post says, name by name; raises PostRefused for what is no form."""
    if len(post.body) > BODY_MAX:
        raise PostRefused("The post is far larger than one about a text or a call.")
    try:
        return parse_qsl(post.body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as fault:
        raise PostRefused("The post is no form.") from fault
