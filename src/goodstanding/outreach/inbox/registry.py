"""Every source of posts there is a reader for: the last word of its address, the channel it speaks of, who reads it.

For the door, which lets nothing else in, and for whoever reads. A channel adds its sources here and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from goodstanding.outreach.channels.call.voicemail.reader import SOURCE as VOICEMAIL
from goodstanding.outreach.channels.call.voicemail.reader import make_reader as make_voicemail_reader
from goodstanding.outreach.channels.email.esp import ESPS
from goodstanding.outreach.channels.letter.lob.reader import SOURCE as LETTERS
from goodstanding.outreach.channels.letter.lob.reader import make_reader as make_letter_reader
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.text.reader import SOURCE as TEXTS
from goodstanding.outreach.channels.text.reader import make_reader as make_text_reader
from goodstanding.outreach.inbox.mail.views.esp_views import INBOUND
from goodstanding.outreach.inbox.mail.views.reader import RawMailReader, esp_reader
from goodstanding.outreach.inbox.telling import Reader

ReaderMaker = Callable[[Setting], Reader]


@dataclass(frozen=True, slots=True)
class Source:
    """One source: posts come to /webhooks/<name>/. Its secret is that of the channel, as last set with this provider.

    An empty provider stands for whichever the channel has; `options` are those a setting must have to be meant.
    `asks_first` where the source shows its password only after it was asked for it (401).
    """

    name: str
    channel: str
    provider: str
    make: ReaderMaker
    options: Mapping[str, Any] = field(default_factory=dict)
    asks_first: bool = False


_MAIL = [
    Source(name, "email", "anymail", esp_reader(name), {"esp_name": name}, asks_first=name == "amazon_ses")
    for name in ESPS
]
_MAIL_IN = [
    Source(f"{name}_inbound", "email", "anymail", esp_reader(f"{name}_inbound", is_inbound=True), {"esp_name": name})
    for name in INBOUND
]
_ALL: tuple[Source, ...] = (
    *_MAIL, *_MAIL_IN, Source("mail", "email", "", lambda setting: RawMailReader("mail", setting)),
    Source(TEXTS, "sms", "twilio", make_text_reader), Source(LETTERS, "letter", "lob", make_letter_reader),
    Source(VOICEMAIL, "voicemail", "twilio_voice", make_voicemail_reader),
)  # fmt: skip

READERS: Mapping[str, Source] = {one.name: one for one in _ALL}
