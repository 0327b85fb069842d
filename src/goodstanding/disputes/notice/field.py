"""The 41 fields of the model form: number, name, citation, and whether a notice must carry it.

From 12 CFR 1006.34 and Model Form B-1 in its appendix B. Citations are to paragraphs of 1006.34 unless they say more.
"""

from dataclasses import dataclass
from typing import Literal

Status = Literal["required", "required in a stated case", "optional"]

_R: Status = "required"
_IF: Status = "required in a stated case"
_O: Status = "optional"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `key` names it in data, `name` to people, `sentence` says what it is and when it is owed."""

    number: int
    key: str
    name: str
    citation: str
    status: Status
    sentence: str


FIELDS = (
    Field(1, "collector_name", "Collector's name", "(c)(2)(i)", _R, "Who collects: a legal, trade or business name."),
    Field(
        2, "collector_address", "Collector's address", "(c)(2)(i)", _R, "Where disputes and requests are taken by mail."
    ),
    Field(3, "collector_phone", "Collector's telephone", "(d)(3)(i)", _O, "A number, with the hours it is answered."),
    Field(4, "collector_website", "Collector's website and e-mail", "(d)(3)(v)(A)", _O, "Where to read and write."),
    Field(
        5, "consumer_name", "Consumer's name", "(c)(2)(ii)", _R, "The most complete and accurate name that is known."
    ),
    Field(6, "consumer_address", "Consumer's address", "(c)(2)(ii)", _R, "Where the notice goes by mail."),
    Field(7, "reference", "Reference code", "(d)(3)(ii)", _O, "A code that identifies the debt or the consumer."),
    Field(
        8,
        "collection_disclosure",
        "Collection disclosure",
        "(c)(1), 1006.18(e)",
        _R,
        "That a debt collector tries to collect a debt, and uses what it is told for that.",
    ),
    Field(
        9,
        "creditor_then",
        "Creditor on the itemisation date",
        "(c)(2)(iii)",
        _IF,
        "To whom the debt was owed then; owed where a consumer financial product or service is behind the debt.",
    ),
    Field(
        10,
        "account_number",
        "Account number on the itemisation date",
        "(c)(2)(iv)",
        _IF,
        "Whole, or truncated but recognisable; owed where the debt had one.",
    ),
    Field(11, "brand", "Brand or facility", "(d)(3)(vii)", _O, "The merchant's, an affinity or a facility's name."),
    Field(12, "creditor_now", "Current creditor", "(c)(2)(v)", _R, "To whom the debt is owed now."),
    Field(13, "itemisation_date", "Itemisation date", "(c)(2)(vi)", _R, "One of five dates, the same for every field."),
    Field(14, "amount_then", "Amount on the itemisation date", "(c)(2)(vii)", _R, "All that was owed on that date."),
    Field(15, "interest", "Interest since", "(c)(2)(viii)", _R, "Never blank; nothing is written as 0 or none."),
    Field(16, "fees", "Fees since", "(c)(2)(viii)", _R, "Never blank; nothing is written as 0 or none."),
    Field(17, "paid", "Payments and credits since", "(c)(2)(viii)", _R, "Never blank; nothing is 0 or none."),
    Field(18, "amount_now", "Current amount", "(c)(2)(ix)", _R, "What is owed when the notice is provided."),
    Field(
        19,
        "separate_page",
        "Itemisation on a separate page",
        "(c)(2)(viii)",
        _O,
        "A page in the same communication, and words on the front that refer to it.",
    ),
    Field(
        20,
        "periodic_statement",
        "Periodic statement of a mortgage",
        "(c)(5)",
        _O,
        "Instead of 13 to 17 where Regulation Z requires periodic statements: the last one, and words referring to it.",
    ),
    Field(
        21,
        "time_barred",
        "Time-barred debt disclosure",
        "(d)(3)(iv)(B)",
        _O,
        "On the front below the current amount; only where a law specifies its content.",
    ),
    Field(
        22,
        "reverse_pointer",
        "Pointer to the reverse",
        "(d)(3)(iv)(A)",
        _IF,
        "Words on the front that refer to the reverse; owed where anything is printed there.",
    ),
    Field(
        23,
        "reverse_disclosures",
        "Disclosures on the reverse",
        "(d)(3)(iv)(A)",
        _O,
        "Only what a law requires or makes a safe harbour; never directly behind the response section.",
    ),
    Field(
        24,
        "dispute_statement",
        "Dispute statement",
        "(c)(3)(iii)",
        _R,
        "The end date, and that without a dispute by then the debt is assumed to be valid.",
    ),
    Field(
        25,
        "written_dispute_statement",
        "Written dispute statement",
        "(c)(3)(i)",
        _R,
        "The end date, and that a written dispute by then stops collection until verification is sent.",
    ),
    Field(
        26,
        "electronic_channels",
        "Electronic disputes and requests",
        "(c)(3)(v), (d)(3)(v)(B)",
        _IF,
        "Where disputes and requests are taken electronically; owed where the notice is sent electronically.",
    ),
    Field(
        27,
        "original_creditor_statement",
        "Original creditor statement",
        "(c)(3)(ii)",
        _R,
        "The end date, and that a written request by then stops collection until the answer is sent.",
    ),
    Field(
        28,
        "cfpb_pointer",
        "Pointer to the Bureau's website",
        "(c)(3)(iv)",
        _IF,
        "Where rights are explained; owed where a consumer financial product or service is behind the debt.",
    ),
    Field(29, "payment_options", "Payment options", "(d)(3)(iii)(A)", _O, "An invitation to ask about them."),
    Field(
        30,
        "spanish_offer",
        "Offer of a Spanish notice",
        "(d)(3)(vi)(A)",
        _O,
        "A line in Spanish; whoever prints it owes a Spanish notice to anyone who asks, by 1006.34(e)(2).",
    ),
    Field(
        31,
        "response_headings",
        "Response headings",
        "(c)(4)",
        _R,
        "Both headings of the response section, at the bottom and apart from the rest.",
    ),
    Field(32, "prompt_dispute", "Prompt: I dispute", "(c)(4)(i)(A)", _R, "Prompts 32 to 35 stand in this order."),
    Field(33, "prompt_not_mine", "Prompt: not my debt", "(c)(4)(i)(B)", _R, "The debt is not the consumer's."),
    Field(34, "prompt_wrong_amount", "Prompt: wrong amount", "(c)(4)(i)(C)", _R, "The amount is not right."),
    Field(35, "prompt_other", "Prompt: other", "(c)(4)(i)(D)", _R, "Another reason, described or attached."),
    Field(
        36,
        "prompt_original_creditor",
        "Prompt: original creditor",
        "(c)(4)(ii)",
        _R,
        "The consumer asks for the original creditor's name and address.",
    ),
    Field(
        37,
        "prompt_enclosed",
        "Prompt: amount enclosed",
        "(d)(3)(iii)(B)",
        _O,
        "How much is enclosed, to whom a check is made out and under which reference.",
    ),
    Field(
        38,
        "prompt_spanish",
        "Prompt: form in Spanish",
        "(d)(3)(vi)(B)",
        _O,
        "A prompt in Spanish, with the same duty as 30.",
    ),
    Field(
        39, "mail_to", "Mail-to block", "(c)(4)(iii)", _R, "The collector's name and address, the same as in 1 and 2."
    ),
    Field(
        40, "return_to", "Return block", "(c)(4)(iii)", _R, "The consumer's name and address, the same as in 5 and 6."
    ),
    Field(
        41,
        "generated",
        "Date of the form",
        "comment 34(d)(2)(iii)-1",
        _O,
        "The day the form was made; bar and QR codes are allowed too and not printed here.",
    ),
)

BY_KEY = {one.key: one for one in FIELDS}
"""The fields by the name they have in data."""
