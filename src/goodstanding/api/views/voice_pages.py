"""The pages of the telephone: bridging a collector's call, a campaign's lines, voicemail, recordings, and the menu.

Each is asked by the door (`voice`), which has checked the signature.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.access.role import Role
from goodstanding.arrangements.operations import record_promise
from goodstanding.outreach.channels.call import twiml
from goodstanding.outreach.channels.call.hearing import Leg, heard
from goodstanding.outreach.channels.call.making import account_of
from goodstanding.outreach.channels.call.menu.words import sentence
from goodstanding.outreach.channels.call.operations.campaigning import sit_down, stand_up
from goodstanding.outreach.channels.call.operations.dialling import bridge
from goodstanding.outreach.channels.call.operations.enquiring import Answer, Deeds, begin, take_turn
from goodstanding.outreach.channels.call.operations.hearing import learn
from goodstanding.outreach.channels.call.operations.pacing import connect, finish_untaken
from goodstanding.outreach.channels.call.operations.recordings import put_down_recording
from goodstanding.outreach.channels.call.outcome import is_machine
from goodstanding.outreach.channels.call.queries import spoken_message
from goodstanding.outreach.channels.call.twilio import NAME, Account
from goodstanding.outreach.channels.queries import house_words
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.models.enquiry import Enquiry
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.wanted import Wanted
from goodstanding.receivables.models import Debt
from goodstanding.strategy.queries.house.house import the_house

PROVIDER = Actor(f"provider:{NAME}", frozenset({Role.COLLECTOR, Role.SUPERVISOR}))
"""Who does what a provider's post leads to; no more than a collector and a supervisor may."""
LINK_TEMPLATE = "friendly-reminder"
"""The template whose text carries the link to pay."""
NOTHING = twiml.told([], language="en")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that is signed: which key it is about, what was sent, and how the channel is set."""

    key: str
    form: Mapping[str, str]
    setting: Setting
    at: datetime

    @property
    def account(self) -> Account:
        """Return how we are known to the provider."""
        return account_of(self.setting)

    @property
    def records(self) -> bool:
        """Say whether calls are recorded."""
        return bool(self.setting.options.get("records"))


def bridge_page(asked: Asked) -> bytes:
    """Connect a collector who has picked up with the person, after everything was asked once more."""
    call = bridge(asked.key, weigh=the_house().weigh, by=PROVIDER, at=asked.at)
    account = asked.account
    return twiml.bridged(
        twiml.Bridge(
            number=call.number,
            caller_id=account.caller_id,
            ring_s=account.ring_s,
            status_address=account.page("person", call.key),
            after_address=account.page("after", call.key),
            recording_address=account.page("recording", call.key) if asked.records else "",
            notice_address=account.page("notice", call.key) if asked.records else "",
        )
    )


def notice_page(_asked: Asked) -> bytes:
    """Tell the person that the call is recorded, before anybody speaks."""
    return twiml.told([sentence("recorded", language="en"), sentence("recorded", language="es")], language="en")


def _told(asked: Asked, leg: Leg) -> bytes:
    found = heard(leg, asked.form, at=asked.at)
    if found is not None:
        learn(asked.key, found, by=PROVIDER, at=asked.at)
        if found.is_over and leg == "person":
            finish_untaken(asked.key, by=PROVIDER, at=asked.at)
    return NOTHING


def collector_page(asked: Asked) -> bytes:
    """Take what became of the collector's own line."""
    return _told(asked, "collector")


def person_page(asked: Asked) -> bytes:
    """Take what became of the person's line."""
    return _told(asked, "person")


def after_page(asked: Asked) -> bytes:
    """Take what became of the person's line when the two were parted, and hang up."""
    _told(asked, "after")
    return twiml.hung_up()


def recording_page(asked: Asked) -> bytes:
    """Put down where the recording of a call lies."""
    length = asked.form.get("RecordingDuration", "")
    put_down_recording(
        asked.key,
        reference=asked.form.get("RecordingSid", "")[:200],
        link=asked.form.get("RecordingUrl", "")[:2000],
        length_s=int(length) if length.isascii() and length.isdecimal() and len(length) < 7 else 0,  # noqa: PLR2004  Days.
        keep_days=int(asked.setting.options.get("recording_days") or 1),
        by=PROVIDER,
        at=asked.at,
    )
    return NOTHING


def connect_page(asked: Asked) -> bytes:
    """Connect whoever answered a campaign's line with the collector who waited longest, or say who called."""
    answered_by = asked.form.get("AnsweredBy", "")[:200].casefold()
    what, text = connect(asked.key, answered_by=answered_by, by=PROVIDER, at=asked.at)
    if what == "room":
        return twiml.let_into(text, waits=False)
    return twiml.said([text], language="en") if what == "message" else twiml.hung_up()


def room_page(asked: Asked) -> bytes:
    """Let a collector who has picked up wait on the open line."""
    return twiml.let_into(asked.key, waits=True) if sit_down(asked.key, at=asked.at) else twiml.hung_up()


def seat_page(asked: Asked) -> bytes:
    """Count no more on a collector whose line is over."""
    found = heard("collector", asked.form, at=asked.at)
    if found is not None and found.is_over:
        stand_up(asked.key, at=asked.at)
    return NOTHING


def voicemail_page(asked: Asked) -> bytes:
    """Say a message to a voicemail; whoever answers in person is put through, or hears who called."""
    text, language = spoken_message(asked.key)
    if not text:
        return twiml.hung_up()
    number = str(asked.setting.options.get("reach_number") or house_words(asked.at).get("phone") or "")
    if is_machine(asked.form.get("AnsweredBy", "").casefold()) or not number:
        return twiml.said([text], language=language)
    return twiml.bridged(twiml.Bridge(number, asked.account.caller_id, asked.account.ring_s, "", ""))


def welcome_page(asked: Asked) -> bytes:
    """Greet somebody who calls us."""
    caller = asked.form.get("From", "")[:40]
    answer = begin(
        asked.form.get("CallSid", "")[:200], caller=caller if caller.startswith("+") else "", records=asked.records,
        by=PROVIDER, at=asked.at,
    )  # fmt: skip
    return _answered(asked, answer)


def turn_page(asked: Asked) -> bytes:
    """Take what somebody typed in the menu."""
    deeds = Deeds(
        promise=lambda debt, amount, day, evidence: record_promise(
            debt, amount=amount, due_date=day, channel="call", evidence=evidence, by=PROVIDER, at=asked.at
        ),
        link=lambda enquiry, debt: _link(asked, enquiry, debt),
    )
    answer = take_turn(
        asked.form.get("CallSid", "")[:200], asked.form.get("Digits", ""), deeds=deeds, by=PROVIDER, at=asked.at
    )
    return _answered(asked, answer)


def _link(asked: Asked, enquiry: Enquiry, debt: Debt) -> int:
    """Ask for the text with the link to pay; the gate is asked when it is sent, as of every message."""
    assert debt.debtor_id is not None, "Whoever is verified is the debtor."
    wanted = Wanted(
        key=f"enquiry:{enquiry.pk}:link", origin="reply", channel="sms", person_id=debt.debtor_id,
        client_id=debt.client_id, debt_ids=(debt.account_id,), template=LINK_TEMPLATE, language=enquiry.language,
    )  # fmt: skip
    return ask_for_message(wanted, by=PROVIDER, at=asked.at)


def _answered(asked: Asked, answer: Answer) -> bytes:
    """Return an answer in the provider's language."""
    if answer.then in ("ask", "ask one"):
        asking = twiml.Asking(asked.account.page("turn", "menu"), most=1 if answer.then == "ask one" else None)
        return twiml.asked(answer.says, language=answer.language, asking=asking)
    number = str(asked.setting.options.get("reach_number") or "")
    if answer.then == "through" and number:
        bridge_to = twiml.Bridge(number, asked.account.caller_id, asked.account.ring_s, "", "")
        return twiml.bridged(bridge_to, answer.says, language=answer.language)
    if answer.then == "through":
        hours = str(house_words(asked.at).get("hours", ""))
        nobody = sentence("nobody_now", language=answer.language, hours=hours)
        return twiml.said([nobody], language=answer.language)
    return twiml.said(answer.says, language=answer.language) if answer.says else twiml.hung_up()


Page = Callable[[Asked], bytes]
PAGES: Mapping[str, Page] = {
    "bridge": bridge_page,
    "notice": notice_page,
    "collector": collector_page,
    "person": person_page,
    "after": after_page,
    "recording": recording_page,
    "connect": connect_page,
    "room": room_page,
    "seat": seat_page,
    "voicemail": voicemail_page,
    "welcome": welcome_page,
    "turn": turn_page,
}
"""Every page by the word of its address."""
FOR_COLLECTORS = ("bridge", "room")
"""Pages that are heard by somebody of the house, who may hear what stands against a call."""
