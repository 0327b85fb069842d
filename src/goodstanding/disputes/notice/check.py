"""Check: everything that is wrong with a notice, collected and shown together, each under its field's name.

12 CFR 1006.34(c), (d)(2) and (d)(3). Whether a date or an amount is *true* nobody can say here; that nothing owed is
missing, that the sum adds up and that nothing is printed which the form does not allow, is said here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.disputes.notice.content import Notice, Party, Period
from goodstanding.disputes.notice.field import BY_KEY
from goodstanding.disputes.notice.lettering import unprintable
from goodstanding.disputes.notice.reckoning import amount_problems
from goodstanding.refusal import Refusal

_MASKS = "xX*•·#.-–— "
"""What a truncated account number is padded with; something recognisable must be left."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the field's number, key and name, a sentence, and the provision."""

    number: int
    key: str
    name: str
    sentence: str
    citation: str


class NoticeRefused(Refusal, ValueError):
    """A notice with problems was to be printed; `problems` holds all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Say all of it in one sentence each."""
        told = " ".join(f"{one.name} (field {one.number}): {one.sentence}" for one in problems)
        super().__init__(f"The notice is refused. {told}")
        self.problems = problems


def problem(key: str, sentence: str) -> Problem:
    """Return a problem of the field of that key, with the field's own citation."""
    field = BY_KEY[key]
    paragraphs = field.citation.split(", ")
    cited = ", ".join(f"12 CFR 1006.34{one}" if one.startswith("(") else f"12 CFR {one}" for one in paragraphs)
    return Problem(field.number, key, field.name, sentence, cited.replace("12 CFR comment", "12 CFR 1006, comment"))


def problems(notice: Notice) -> tuple[Problem, ...]:
    """Return everything that is wrong with a notice, in the order of the fields; nothing wrong, an empty tuple."""
    found = [problem(key, sentence) for part in _PARTS for key, sentence in part(notice)]
    return tuple(sorted(found, key=lambda one: one.number))


def require_sound(notice: Notice) -> None:
    """Raise NoticeRefused with all problems of a notice, if it has any."""
    found = problems(notice)
    if found:
        raise NoticeRefused(found)


Found = Iterator[tuple[str, str]]


def _missing(notice: Notice) -> Found:
    """What must be there in every notice."""
    texts = {
        "collector_name": notice.collector.party.name,
        "collector_address": " ".join(notice.collector.party.address),
        "consumer_name": notice.consumer.party.name,
        "consumer_address": " ".join(notice.consumer.party.address),
        "creditor_now": notice.obligation.creditor_now,
    }
    for key, text in texts.items():
        if not text.strip():
            yield key, "It is missing."
    if notice.obligation.is_financial and not notice.then.creditor.strip():
        yield "creditor_then", "It is missing; a debt from a consumer financial product or service must name it."
    number = notice.then.account_number
    if number is not None and not number.strip(_MASKS):
        yield "account_number", "It is blank or masked whole; say it, or say that the debt had none."


def _names(notice: Notice) -> Found:
    """Known parts of a name are never dropped, and both blocks of the response section repeat the names above."""
    words = notice.consumer.party.name.casefold().split()
    for part in notice.consumer.known_parts:
        wanted = part.casefold().split()
        if not any(words[at : at + len(wanted)] == wanted for at in range(len(words))):
            yield "consumer_name", f"It leaves out {part!r}, which is known."
    blocks: dict[str, tuple[Party | None, Party, str]] = {
        "mail_to": (notice.mail_to, notice.collector.party, "collector's"),
        "return_to": (notice.return_to, notice.consumer.party, "consumer's"),
    }
    for key, (given, above, whose) in blocks.items():
        if given is not None and given != above:
            yield key, f"It is not the {whose} name and address as printed at the top."


def _dates(notice: Notice) -> Found:
    """The itemisation date is there, lies behind us and stays what it was."""
    period, day = notice.period, notice.then.day
    if day is None and notice.itemised_on != "periodic statement":
        yield "itemisation_date", "It is missing."
    if day is not None and period.provided_date is not None and day.day > period.provided_date:
        yield "itemisation_date", f"{day.day} is later than the notice itself, {period.provided_date}."
    if notice.earlier is not None and day is not None and day != notice.earlier:
        kept = f"the {notice.earlier.reference} date, {notice.earlier.day}"
        yield "itemisation_date", f"An earlier notice about this debt itemised from {kept}; this one must keep it."
    yield from _end_date(period)


def _end_date(period: Period) -> Found:
    """The end date is printed in three statements, and each of them misses it."""
    sentence = ""
    if period.end_date is None:
        sentence = "The end date of the validation period is missing."
    elif period.minimum_end_date is None:
        sentence = "The earliest lawful end of the validation period is not known, so the date cannot be checked."
    elif period.end_date < period.minimum_end_date:
        sentence = f"The end date {period.end_date} is earlier than {period.minimum_end_date}, the earliest lawful one."
    elif period.provided_date is not None and period.end_date <= period.provided_date:
        sentence = f"The end date {period.end_date} is not after the notice itself, {period.provided_date}."
    if sentence:
        yield from ((key, sentence) for key in _END_DATES)
    if period.provided_date is None:
        yield "dispute_statement", "The day the notice is provided is missing, and the validation period starts on it."


_END_DATES = ("dispute_statement", "written_dispute_statement", "original_creditor_statement")


def _owed_in_a_case(notice: Notice) -> Found:
    """Fields that something else on the notice makes a duty."""
    options = notice.options
    if notice.reverse and not notice.points_to_reverse:
        yield "reverse_pointer", "Something is printed on the reverse, and the front does not refer to it."
    if not notice.reverse and notice.points_to_reverse:
        yield "reverse_pointer", "The front refers to the reverse, and nothing is printed there."
    if notice.obligation.is_financial and not notice.points_to_cfpb:
        yield "cfpb_pointer", "It is left out; a debt from a consumer financial product or service must carry it."
    if notice.medium == "electronic":
        for channel, what in ((options.disputes_at, "disputes"), (options.requests_at, "requests")):
            if not channel.strip():
                yield "electronic_channels", f"A notice sent electronically must say where {what} are taken."
    if options.spanish_offer_how.strip() and not options.spanish_offer:
        yield "spanish_offer", "It says how to ask for a Spanish notice, and does not offer one."


def _disclosures(notice: Notice) -> Found:
    """Only words of a law may be added, and only with the law they are from."""
    given = [("time_barred", notice.time_barred)] if notice.time_barred else []
    given += [("reverse_disclosures", one) for one in notice.reverse]
    for key, one in given:
        if one is not None and not one.text.strip():
            yield key, "It has no words."
        if one is not None and not one.law.strip():
            yield key, "It names no law that requires it or makes it a safe harbour; nothing else may be added."
    if notice.itemised_on == "periodic statement" and not notice.obligation.has_periodic_statement:
        yield "periodic_statement", "Only a mortgage with periodic statements under Regulation Z may refer to one."


_PARTS = (_missing, _names, _dates, amount_problems, _owed_in_a_case, _disclosures, unprintable)
