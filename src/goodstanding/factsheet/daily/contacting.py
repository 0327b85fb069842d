"""How the person was contacted over all clients, and how they can be and wish to be reached."""

from goodstanding.factsheet.daily.column import NOT_MODEL, Declaring

_contact = Declaring("outreach_contact: with the person, over all clients, in days of UTC")
_returned = Declaring("outreach_contact, parties_contactpoint")
_point = Declaring("parties_contactpoint: neither withdrawn nor marked as bad")
_consent = Declaring("parties_consent", NOT_MODEL)
_wish = Declaring("parties_preference", NOT_MODEL)
_COUNTED = (
    ("contacts", "contacts of any kind went out", (1, 7, 30, 365)),
    ("calls", "calls went out", (7, 30)),
    ("texts", "texts went out", (7, 30)),
    ("emails", "e-mails went out", (7, 30)),
    ("letters", "letters went out", (30,)),
    ("conversations", "conversations there were, whoever began them", (30,)),
    ("voicemails", "messages were left on a voicemail", (30,)),
    ("inbound", "messages and calls came in", (30,)),
    ("undeliverable", "contacts could not be delivered", (90,)),
)

CONTACTS = (
    *(
        _contact.whole(
            f"{name}_{days}",
            f"How many {what} " + ("today." if days == 1 else f"in the last {days} days, today included."),
            unit="contacts",
        )
        for name, what, windows in _COUNTED
        for days in windows
    ),
    _contact.date("last_contact_date", "When a contact went out last."),
    _contact.date("last_conversation_date", "When somebody last spoke with the person."),
    _contact.date("last_reply_date", "When a message or call of the person came in last."),
    _returned.date("mail_returned_date", "When a letter last came back or an address was marked as returned."),
    _contact.whole("days_since_contact", "Days since a contact went out last; absent where none did.", unit="days"),
    _contact.whole("days_since_conversation", "Days since somebody last spoke with the person.", unit="days"),
    _contact.word("last_channel", "The channel of the contact that went out last.", unit="channel"),
    _contact.word("last_outcome", "The outcome of the contact that went out last.", unit="outcome"),
)

CHANNELS = (
    _consent.yes("can_email", "There is a usable e-mail address, and the person did not say no to it."),
    _consent.yes("can_text", "There is a usable number, and the person did not say no to texts."),
    _consent.yes("can_call", "There is a usable number, and the person did not say no to calls."),
    _consent.yes("can_write", "There is a usable address, and the person did not say no to letters."),
    _point.whole("email_points", "How many usable e-mail addresses there are.", unit="contact points"),
    _point.whole("phone_points", "How many usable telephone numbers there are.", unit="contact points"),
    _point.whole("address_points", "How many usable addresses there are.", unit="contact points"),
    *(
        _consent.word(f"consent_{channel}", f"What the person said to {what}.", unit="given, withdrawn, none")
        for channel, what in (("email", "e-mail"), ("text", "texts"), ("call", "calls"), ("letter", "letters"))
    ),
    _wish.word("preferred_channel", "The channel the person prefers, where one is known.", unit="channel"),
    _wish.word("preferred_language", "The language the person prefers, where one is known.", unit="BCP 47 tag"),
    _wish.yes("has_hours_wish", "The person named hours to be reached at."),
)
