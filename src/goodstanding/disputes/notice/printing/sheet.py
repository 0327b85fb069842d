"""Sheet: everything that one notice prints, in the words of one language, as plain values for the template.

Keys are those of the fields; a field that is not printed has no key. The sheet is the only thing the template reads,
and it is held against the list of fields before it leaves here.
"""

from goodstanding.disputes.notice.content import Notice, Party
from goodstanding.disputes.notice.field import FIELDS
from goodstanding.disputes.notice.lettering import placed
from goodstanding.disputes.notice.printing import speech, wording
from goodstanding.disputes.notice.printing.speech import Run
from goodstanding.disputes.notice.printing.wording import Language
from goodstanding.money.amount import Amount

Line = dict[str, str]
Value = str | bool | list[Run] | list[list[Run]] | Line
Sheet = dict[str, Value]

_ALWAYS = (
    "collection_disclosure", "amount_now", "dispute_statement", "written_dispute_statement",
    "original_creditor_statement", "prompt_dispute", "prompt_not_mine", "prompt_wrong_amount", "prompt_other",
    "prompt_original_creditor",
)  # fmt: skip
_FRAME = (
    "to", "our_information", "between", "dispute_heading", "other_heading", "response_heading", "response_instruction",
    "reverse_disclosures.heading", "separate_page.heading",
)  # fmt: skip


def sheet(notice: Notice, language: Language) -> Sheet:
    """Return the sheet of a notice that has no problems, in one language; only checked notices come here."""
    say = _Speaker(notice, language)
    printed: Sheet = {"language": language, "title": wording.WORDS[language]["title"]}
    printed |= {key: say(key) for key in (*_FRAME, *_ALWAYS)}
    printed |= _parties(notice, say)
    printed |= _debt(notice, say)
    printed |= _options(notice, say, language)
    _require_whole(printed, notice)
    return printed


class _Speaker:
    """Says a key of the wording with the values of one notice, for the living or for an estate."""

    def __init__(self, notice: Notice, language: Language) -> None:
        self._words = wording.WORDS[language]
        self._values = _values(notice, language)
        self._estate = bool(notice.consumer.estate_of)
        self._links = notice.medium == "electronic"

    def __call__(self, *keys: str) -> list[Run]:
        return [run for key in keys for run in speech.runs(self._word(key), self._values, links=self._links)]

    def text(self, value: str, *, underlined: bool = False) -> list[Run]:
        """Return a value by itself."""
        return speech.runs("_{it}_" if underlined else "{it}", {"it": placed(value)}, links=self._links)

    def _word(self, key: str) -> str:
        return self._words.get(f"{key}.estate", self._words[key]) if self._estate else self._words[key]


def _values(notice: Notice, language: Language) -> dict[str, str]:
    """Return the values that sentences take, ready to be placed."""
    obligation, options, then = notice.obligation, notice.options, notice.then
    texts = {
        "collector_name": notice.collector.party.name,
        "creditor_now": obligation.creditor_now,
        "creditor_then": then.creditor,
        "account_number": then.account_number or "",
        "estate_of": notice.consumer.estate_of,
        "reference": options.reference,
        "disputes_at": options.disputes_at,
        "requests_at": options.requests_at,
        "spanish_offer_how": options.spanish_offer_how,
        "cfpb": wording.CFPB,
    }
    days = {
        "itemisation_date": then.day and then.day.day,
        "end_date": notice.period.end_date,
        "generated": options.generated,
    }
    return (
        {key: placed(text) for key, text in texts.items()}
        | {key: speech.day(when, language) if when else "" for key, when in days.items()}
        | {"product": speech.product(obligation.debt_type, obligation.brand, language)}
    )


def _block(say: _Speaker, party: Party) -> list[list[Run]]:
    return [say.text(party.name), *(say.text(line) for line in party.address if line.strip())]


def _parties(notice: Notice, say: _Speaker) -> Sheet:
    collector, consumer = _block(say, notice.collector.party), _block(say, notice.consumer.party)
    printed: Sheet = {
        "collector_name": collector[0],
        "collector_address": collector[1:],
        "consumer_name": consumer[0],
        "consumer_address": consumer[1:],
        "mail_to.heading": say("mail_to"),
        "mail_to": collector,
        "return_to": consumer,
    }
    if notice.collector.phone:
        printed["collector_phone"] = say.text(notice.collector.phone)
    online = [text for text in (notice.collector.website, notice.collector.email) if text]
    if online:
        printed["collector_website"] = [say.text(text, underlined=True) for text in online]
    return printed


def _line(amount: Amount) -> Line:
    return {"sign": speech.sign(amount), "number": speech.number(amount)}


def _debt(notice: Notice, say: _Speaker) -> Sheet:
    account = ["account"] + ["account.creditor"] * bool(notice.then.creditor)
    account += ["account.number"] * (notice.then.account_number is not None)
    assert notice.amount_now is not None
    printed: Sheet = {
        "account": say(*account) + say.text("."),
        "amount_now.line": _line(notice.amount_now),
        "itemised_on": notice.itemised_on,
    }
    if notice.itemised_on == "periodic statement":
        return printed | {"periodic_statement": say("periodic_statement")}
    lines = {"amount_then": notice.then.amount, "interest": notice.since.interest, "fees": notice.since.fees}
    for key, amount in (lines | {"paid": notice.since.paid}).items():
        assert amount is not None
        printed |= {key: say(key), f"{key}.line": _line(amount)}
    if notice.itemised_on == "separate page":
        printed["separate_page"] = say("separate_page")
    return printed


def _options(notice: Notice, say: _Speaker, language: Language) -> Sheet:
    options = notice.options
    wanted = {
        "reference": bool(options.reference),
        "generated": options.generated is not None,
        "cfpb_pointer": notice.points_to_cfpb,
        "payment_options": options.payment_options,
        "prompt_enclosed": options.prompt_enclosed,
        "spanish_offer": options.spanish_offer and language == "en",
        "prompt_spanish": options.prompt_spanish and language == "en",
    }
    printed: Sheet = {key: say(key) for key, wish in wanted.items() if wish}
    for channel, statement in (
        ("disputes_at", "written_dispute_statement"),
        ("requests_at", "original_creditor_statement"),
    ):
        if getattr(options, channel):
            printed[statement] = say(statement, channel)
    if wanted["spanish_offer"] and options.spanish_offer_how:
        printed["spanish_offer"] = say("spanish_offer", "spanish_offer.how")
    if options.prompt_enclosed:
        payee = ["prompt_enclosed.payee"] + ["prompt_enclosed.reference"] * bool(options.reference)
        assert notice.amount_now is not None
        printed |= {"prompt_enclosed.payee": say(*payee), "prompt_enclosed.sign": speech.sign(notice.amount_now)}
    return printed | _disclosures(notice, say)


def _disclosures(notice: Notice, say: _Speaker) -> Sheet:
    printed: Sheet = {}
    if notice.time_barred is not None:
        printed["time_barred"] = [say.text(line) for line in notice.time_barred.text.split("\n") if line.strip()]
    if notice.points_to_reverse:
        electronic = notice.medium == "electronic"
        printed["reverse_pointer"] = say("reverse_pointer.electronic" if electronic else "reverse_pointer")
        printed["reverse_disclosures"] = [
            say.text(line) for one in notice.reverse for line in one.text.split("\n") if line.strip()
        ]
    return printed


_SAID_ELSEWHERE = {
    "creditor_now": "collection_disclosure",
    "itemisation_date": "between",
    "response_headings": "response_heading",
}
_MORTGAGE_SPARES = {"itemisation_date", "amount_then", "interest", "fees", "paid"}


def _require_whole(printed: Sheet, notice: Notice) -> None:
    """Assert that every field which is always owed is there; a gap would be a fault of this file."""
    owed = {field.key for field in FIELDS if field.status == "required"}
    if notice.itemised_on == "periodic statement":
        owed -= _MORTGAGE_SPARES
    gaps = [key for key in owed if not printed.get(_SAID_ELSEWHERE.get(key, key))]
    assert not gaps, f"The sheet lacks {gaps}."
