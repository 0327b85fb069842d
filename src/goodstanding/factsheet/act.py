"""The columns of an act: what is proposed, and what is known of the person, the collector and the circumstances.

An act's own facts begin with `act_`; the rest is named after the part of the situation it comes from.
"""

from goodstanding.factsheet.asked import CALCULATION_COLUMNS
from goodstanding.factsheet.circumstance import CIRCUMSTANCE_COLUMNS
from goodstanding.factsheet.column import amount, day, instant, number, text, texts, truth
from goodstanding.factsheet.content import CONTENT_COLUMNS
from goodstanding.factsheet.person import PERSON_COLUMNS

DEED_COLUMNS = [
    number("subject", "The person in debt whom the act concerns."),
    instant("at", "When the act would happen; an electronic message happens when it is sent.", path="action.at"),
    instant("known_at", "Up to when the question takes notice of what was learned.", path="action.known_at"),
    texts("zones", "Every time zone the person may be in."),
    text("home_zone", "The zone whose calendar the person lives by."),
    texts("packs", "The packs of law and policy in force for this act."),
    text(
        "act_kind",
        "What sort of act it is: contact, file_suit, transfer, a check or a calculation.",
        path="action.kind",
    ),
    text("act_channel", "What a contact goes through: call, sms, email, letter, voicemail …", path="action.channel"),
    text("act_direction", "Who begins: outbound unless the person in debt does.", path="action.direction"),
    text("act_person", "Whom the act reaches, by role.", path="action.person"),
    text("act_to", "The number or address it goes to.", path="action.to"),
    text("act_to_type", "What the number or address is: mobile, landline, email, mail."),
    text("act_to_place", "The place it is tied to: home, work, or none."),
    text("act_to_line_use", "Whether a line is residential or a business's."),
    text("act_to_state", "The state or province of the number or address."),
    text("act_in_reply_to", "The inbound message it answers.", path="action.in_reply_to"),
    truth("replies", "It answers an inbound message that we hold, not yet answered."),
    truth("replies_in_kind", "It answers an inbound message, not yet answered, in the same medium."),
    instant("replied_at", "When the message it answers came in."),
    truth("act_same_call", "It goes on within the call the person is on.", path="action.same_call"),
    text("act_purpose", "Why it is done.", path="action.purpose"),
    text(
        "act_message", "What sort of message it is: limited_content, conveys_debt_information …", path="action.message"
    ),
    text("act_content", "A word for what it contains.", path="action.content"),
    text(
        "act_technology",
        "How a call or text is made: manual_live_agent, autodialed, prerecorded …",
        path="action.technology",
    ),
    text("act_program", "The programme of messages it belongs to.", path="action.program"),
    truth("act_automated_reply", "It is an automatic reply.", path="action.automated_reply"),
    truth(
        "act_conveys_debt_information",
        "It says something about a debt.",
        path="action.conveys_debt_information",
        default=None,
    ),
    truth("act_opt_out_notice_included", "It tells how to opt out.", path="action.opt_out_notice_included"),
    text("act_opt_out_text", "The words that tell how to opt out.", path="action.opt_out_text"),
    text(
        "act_opt_out_requires",
        "What a person must give to opt out, beyond the wish and the address.",
        path="action.opt_out_requires",
    ),
    text("act_amount_sought", "Which part of the debt it seeks.", path="action.amount_sought"),
    amount("act_amount", "An amount the act is about.", path="action.amount"),
    text("act_email_basis", "The ground on which an e-mail address is used.", path="action.email_basis"),
    text("act_visibility", "Who can see it: private, contacts, public_wall.", path="action.visibility"),
    truth(
        "act_identifies_as_debt_collector",
        "It says that a debt collector is writing.",
        path="action.identifies_as_debt_collector",
        default=None,
    ),
    truth(
        "act_profile_shows_individual_name",
        "The profile shows the name of a natural person.",
        path="action.profile_shows_individual_name",
        default=None,
    ),
    text("act_reveals", "What the message gives away to whoever sees it.", path="action.reveals"),
    texts("intended_debts", "The debts it was begun for, where it counts on one.", path="action.intended_debts"),
    truth("has_debts", "It names at least one debt."),
    day("limitation_ends", "The last day on which suit may be begun on every debt of the act."),
    truth("act_charged_to_recipient", "Whoever receives it pays for it.", path="action.charged_to_recipient"),
    truth("act_number_hidden", "The caller's number is kept from showing.", path="action.caller_number_hidden"),
]

ACT_COLUMNS = [*DEED_COLUMNS, *CALCULATION_COLUMNS, *CONTENT_COLUMNS, *PERSON_COLUMNS, *CIRCUMSTANCE_COLUMNS]
