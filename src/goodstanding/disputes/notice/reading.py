"""Reading: makes the content of a notice from a JSON object as `docs/notices.md` describes it.

What is left out is left out of the notice, and `check` says whether it was owed. What cannot be understood, or is
called by a name nobody knows, is refused here: a misspelt key must not pass for a missing field.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar, get_args

from goodstanding.disputes.notice.content import (
    Collector,
    Consumer,
    Disclosure,
    Medium,
    Notice,
    Obligation,
    Options,
    Party,
    Period,
    Place,
    Since,
    Then,
)
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.disputes.notice.period import validation_period_end
from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.money.currency import UnknownCurrency, exponent
from goodstanding.receivables.debt import ReferenceDate
from goodstanding.receivables.portfolio import DebtType
from goodstanding.refusal import Refusal

Word = TypeVar("Word", bound=str)
Made = TypeVar("Made")

_NOTHING_WORDS = ("none", "0")
_DAYS_MOST = 366


class NoticeUnreadable(Refusal, ValueError):
    """The JSON is not a notice: a key nobody knows, or a value of the wrong kind."""


class _Part:
    """One object of the JSON, read key by key; whatever is left unread at the end was nothing we know."""

    def __init__(self, told: object, path: str) -> None:
        if not isinstance(told, Mapping):
            raise NoticeUnreadable(f"{path or 'The notice'} must be an object with named values.")
        self._told = dict(told)
        self._path = path

    def __enter__(self) -> "_Part":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._told and kind is None:
            raise NoticeUnreadable(f"{self._name(next(iter(self._told)))} is nothing that a notice has.")

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _take(self, key: str, kind: type, what: str) -> object:
        value = self._told.pop(key, None)
        if value is not None and type(value) is not kind:
            raise NoticeUnreadable(f"{self._name(key)} must be {what}.")
        return value

    def text(self, key: str) -> str:
        return str(self._take(key, str, "a text") or "").strip()

    def number_or_none(self, key: str) -> str | None:
        """Return a text; None where the file says null, which is another thing than saying nothing."""
        said_null = key in self._told and self._told[key] is None
        text = self.text(key)
        return None if said_null else text

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key, list, "a list of texts") or []
        assert isinstance(value, list)
        if not all(isinstance(one, str) for one in value):
            raise NoticeUnreadable(f"{self._name(key)} must be a list of texts.")
        return tuple(one.strip() for one in value)

    def flag(self, key: str) -> bool:
        return bool(self._take(key, bool, "true or false"))

    def decision(self, key: str) -> bool | None:
        value = self._take(key, bool, "true or false")
        return None if value is None else bool(value)

    def word(self, key: str, words: tuple[Word, ...], *, otherwise: Word) -> Word:
        text = self.text(key)
        for one in words:
            if one == text:
                return one
        if text:
            raise NoticeUnreadable(f"{self._name(key)} must be one of {', '.join(words)}.")
        return otherwise

    def day(self, key: str) -> date | None:
        text = self.text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise NoticeUnreadable(f"{self._name(key)} must be a day such as 2026-08-28.") from error

    def amount(self, key: str, currency: str) -> Amount | None:
        text = self.text(key)
        try:
            if not text:
                return None
            return Amount.zero(currency) if text.casefold() in _NOTHING_WORDS else Amount.of(text, currency)
        except AmountMalformed as error:
            raise NoticeUnreadable(f"{self._name(key)}: {error}") from error

    def days(self, key: str) -> int:
        value = self._take(key, int, "a whole number of days")
        if not isinstance(value, int) or not 0 <= value <= _DAYS_MOST:
            raise NoticeUnreadable(f"{self._name(key)} must be a whole number of days from 0 to {_DAYS_MOST}.")
        return value

    def has(self, key: str) -> bool:
        return self._told.get(key) is not None

    def holds_object(self, key: str) -> bool:
        return isinstance(self._told.get(key), Mapping)

    def part(self, key: str, make: Callable[["_Part"], Made]) -> Made:
        """Read an object within this one; one that is left out is read as an empty one."""
        told = self._told.pop(key, None)
        with _Part({} if told is None else told, self._name(key)) as inner:
            return make(inner)

    def parts(self, key: str, make: Callable[["_Part"], Made]) -> tuple[Made, ...]:
        value = self._take(key, list, "a list of objects") or []
        assert isinstance(value, list)
        made = []
        for at, told in enumerate(value):
            with _Part(told, f"{self._name(key)}[{at}]") as inner:
                made.append(make(inner))
        return tuple(made)


def read(told: object) -> Notice:
    """Return the notice that a parsed JSON document describes, or raise NoticeUnreadable with the place."""
    with _Part(told, "") as whole:
        currency = whole.text("currency") or "USD"
        try:
            exponent(currency)
        except UnknownCurrency as error:
            raise NoticeUnreadable(f"currency: {error}") from error
        then, since, place, earlier = whole.part("itemisation", lambda part: _itemisation(part, currency))
        return Notice(
            medium=whole.word("medium", get_args(Medium), otherwise="mail"),
            collector=whole.part("collector", _collector),
            consumer=whole.part("consumer", _consumer),
            obligation=whole.part("debt", _obligation),
            then=then,
            since=since,
            amount_now=whole.amount("amount_now", currency),
            period=whole.part("period", _period),
            itemised_on=place,
            time_barred=whole.part("time_barred", _disclosure) if whole.has("time_barred") else None,
            reverse=whole.parts("reverse", _disclosure),
            options=whole.part("options", _options),
            mail_to=whole.part("mail_to", _party) if whole.has("mail_to") else None,
            return_to=whole.part("return_to", _party) if whole.has("return_to") else None,
            earlier=earlier,
        )


def _party(part: _Part) -> Party:
    return Party(part.text("name"), tuple(line for line in part.texts("address") if line))


def _collector(part: _Part) -> Collector:
    return Collector(_party(part), part.text("phone"), part.text("website"), part.text("email"))


def _consumer(part: _Part) -> Consumer:
    return Consumer(_party(part), tuple(one for one in part.texts("known_parts") if one), part.text("estate_of"))


def _obligation(part: _Part) -> Obligation:
    return Obligation(
        debt_type=part.word("type", get_args(DebtType), otherwise="other"),
        # Whoever does not say so owes what is owed for a financial product: the stricter reading.
        is_financial=part.decision("is_financial") is not False,
        creditor_now=part.text("creditor_now"),
        brand=part.text("brand"),
        has_periodic_statement=part.flag("has_periodic_statement"),
    )


def _date_of(part: _Part) -> ItemisationDate | None:
    reference = part.word("reference", get_args(ReferenceDate), otherwise="")
    day = part.day("date")
    return ItemisationDate(reference, day) if reference and day else None


def _itemisation(part: _Part, currency: str) -> tuple[Then, Since, Place, ItemisationDate | None]:
    then = Then(
        _date_of(part), part.text("creditor"), part.number_or_none("account_number"), part.amount("amount", currency)
    )
    since = Since(part.amount("interest", currency), part.amount("fees", currency), part.amount("paid", currency))
    place: Place = part.word("printed_on", get_args(Place), otherwise="front")
    return then, since, place, part.part("earlier", _date_of)


def _period(part: _Part) -> Period:
    provided = part.day("provided_date")
    if part.holds_object("minimum_end_date"):
        receipt, length = part.part(
            "minimum_end_date", lambda inner: (inner.days("receipt_days"), inner.days("period_days"))
        )
        minimum = validation_period_end(provided, receipt_days=receipt, period_days=length) if provided else None
    else:
        minimum = part.day("minimum_end_date")
    return Period(provided, minimum, part.day("end_date"))


def _disclosure(part: _Part) -> Disclosure:
    return Disclosure(part.text("text"), part.text("law"))


def _options(part: _Part) -> Options:
    return Options(
        reference=part.text("reference"),
        disputes_at=part.text("disputes_at"),
        requests_at=part.text("requests_at"),
        payment_options=part.flag("payment_options"),
        prompt_enclosed=part.flag("prompt_enclosed"),
        spanish_offer=part.flag("spanish_offer"),
        spanish_offer_how=part.text("spanish_offer_how"),
        prompt_spanish=part.flag("prompt_spanish"),
        generated=part.day("generated"),
        cfpb_pointer=part.decision("cfpb_pointer"),
        reverse_pointer=part.decision("reverse_pointer"),
    )
