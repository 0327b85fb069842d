"""Content: everything a validation notice says about one debt, as facts and without wording.

An empty text is one that is missing; None is a business fact, such as a debt that never had an account number. Content
may be incomplete or wrong: `check` says what is wrong with it, and nothing with a problem is printed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.money.amount import Amount
from goodstanding.receivables.portfolio import DebtType

Medium = Literal["mail", "electronic"]
Place = Literal["front", "separate page", "periodic statement"]


@dataclass(frozen=True, slots=True)
class Party:
    """A name and a mailing address, line by line as it is printed."""

    name: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collector:
    """Who collects, and where it can be reached; `phone` carries its hours in words."""

    party: Party
    phone: str = ""
    website: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Consumer:
    """To whom the notice goes.

    `known_parts` are the parts of the name on file (first, middle, last, suffix): none may be left out of the name.
    `estate_of` names a deceased consumer; the party is then the person authorised to act for the estate.
    """

    party: Party
    known_parts: tuple[str, ...] = ()
    estate_of: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """What the debt is. `is_financial`: a consumer financial product or service in the sense of 12 CFR 1006.2(f)."""

    debt_type: DebtType
    is_financial: bool
    creditor_now: str
    brand: str = ""
    has_periodic_statement: bool = False


@dataclass(frozen=True, slots=True)
class Then:
    """The debt as it stood on the itemisation date; the date, and what was true on it, are never told apart."""

    day: ItemisationDate | None
    creditor: str
    account_number: str | None
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Since:
    """What was added and taken off between the itemisation date and now; None is blank, and blank is refused."""

    interest: Amount | None
    fees: Amount | None
    paid: Amount | None


@dataclass(frozen=True, slots=True)
class Period:
    """The validation period: when the notice is provided, the earliest lawful end, and the end that is printed."""

    provided_date: date | None
    minimum_end_date: date | None
    end_date: date | None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Words that a law requires or makes a safe harbour, and which law that is."""

    text: str
    law: str


@dataclass(frozen=True, slots=True)
class Options:
    """What may be printed besides; for a pointer, None means wherever it is owed."""

    reference: str = ""
    disputes_at: str = ""
    requests_at: str = ""
    payment_options: bool = False
    prompt_enclosed: bool = False
    spanish_offer: bool = False
    spanish_offer_how: str = ""
    prompt_spanish: bool = False
    generated: date | None = None
    cfpb_pointer: bool | None = None
    reverse_pointer: bool | None = None


NO_OPTIONS = Options()
"""Nothing besides what is owed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One validation notice.

    `mail_to` and `return_to` are the two blocks of the response section, where they were written by somebody else;
    `earlier` is the itemisation date that an earlier notice about this debt told this consumer.
    """

    medium: Medium
    collector: Collector
    consumer: Consumer
    obligation: Obligation
    then: Then
    since: Since
    amount_now: Amount | None
    period: Period
    itemised_on: Place = "front"
    time_barred: Disclosure | None = None
    reverse: tuple[Disclosure, ...] = ()
    options: Options = NO_OPTIONS
    mail_to: Party | None = None
    return_to: Party | None = None
    earlier: ItemisationDate | None = None

    @property
    def points_to_cfpb(self) -> bool:
        """Say whether the Bureau's website is named: where it is owed, unless it was decided otherwise."""
        decided = self.options.cfpb_pointer
        return self.obligation.is_financial if decided is None else decided

    @property
    def points_to_reverse(self) -> bool:
        """Say whether the front refers to the reverse: where something is there, unless it was decided otherwise."""
        decided = self.options.reverse_pointer
        return bool(self.reverse) if decided is None else decided

    @property
    def offers_spanish(self) -> bool:
        """Say whether a Spanish notice is owed to whoever asks for one."""
        return self.options.spanish_offer or self.options.prompt_spanish
