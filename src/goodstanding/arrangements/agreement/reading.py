"""Reading an agreement: its YAML or JSON, its form, its meaning; everything wrong is told at once, with its place.

For whoever writes, checks, signs or runs one.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from goodstanding.arrangements.agreement.document import (
    WHOLE_PPM,
    Agreement,
    Clause,
    Condition,
    Deed,
    Instalment,
)
from goodstanding.arrangements.agreement.form import misfits
from goodstanding.ledger.journal import AMOUNT_MINOR_MAX
from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.money.currency import UnknownCurrency
from goodstanding.outreach.template.catalogue import shipped
from goodstanding.outreach.template.language.finding import Finding, TemplateRefused, nearest
from goodstanding.outreach.template.language.page import page, place_of
from goodstanding.refusal import Refusal


class AgreementRefused(Refusal, ValueError):
    """A document cannot be used; the sentence tells everything that stands in the way, `findings` one by one."""

    def __init__(self, findings: list[Finding]) -> None:
        """Put all findings into the sentence, one a line, in the order of the text."""
        self.findings = tuple(sorted(set(findings)))
        things = "one thing is" if len(self.findings) == 1 else f"{len(self.findings)} things are"
        lines = "\n".join(f"  {one}" for one in self.findings)
        super().__init__(f"The agreement cannot be used; {things} to be mended:\n{lines}")


def read(text: str) -> Agreement:
    """Return the agreement that a text of YAML or JSON is; raises AgreementRefused with every finding."""
    try:
        value = page(text)
    except TemplateRefused as refusal:
        raise AgreementRefused(list(refusal.findings)) from refusal
    unfit = misfits(value)
    if unfit:
        raise AgreementRefused(unfit)
    reader = _Reader(value)
    agreement = reader.agreement()
    reader.check(agreement)
    if reader.findings:
        raise AgreementRefused(reader.findings)
    return agreement


class _Reader:
    """Builds the agreement of a page that fits the form, and notes what does not mean anything."""

    def __init__(self, value: Any) -> None:
        self._value, self.findings = value, list[Finding]()
        self._currency = str(value["currency"])

    def agreement(self) -> Agreement:
        """Return the agreement; where something cannot be read a finding is noted, and it is never used."""
        value = self._value
        try:
            Amount.zero(self._currency)
        except UnknownCurrency as fault:
            self._note(value["currency"], str(fault))
            raise AgreementRefused(self.findings) from fault
        return Agreement(
            kind=str(value["agreement"]),  # type: ignore[arg-type]  # The form names the kinds.
            reference=str(value["reference"]),
            parties={str(party): str(who) for party, who in sorted(value["parties"].items())},
            debts=tuple(int(one.removeprefix("debt:")) for one in value["debts"]),
            currency=self._currency,
            begins_date=self._day(value["begins"]),
            owed_minor=self._money(value["owed"]),
            interest=str(value.get("interest", "")),
            instalments=tuple(
                Instalment(self._day(one["date"]), self._money(one["amount"])) for one in value.get("instalments", ())
            ),
            clauses=tuple(self._clause(one) for one in value["clauses"]),
        )

    def check(self, agreement: Agreement) -> None:
        """Note what is written well and means nothing: unknown names, circles, shares that do not sum."""
        value = self._value
        for place, number in enumerate(agreement.debts):
            if number in agreement.debts[:place]:
                self._note(value["debts"][place], "This debt stands twice.")
        for place, one in enumerate(agreement.instalments):
            if place and one.due_date <= agreement.instalments[place - 1].due_date:
                self._note(value["instalments"][place], "An instalment falls due after the one before it.")
            if one.due_date < agreement.begins_date:
                self._note(value["instalments"][place], "An instalment falls due before the agreement begins.")
        for place, clause in enumerate(agreement.clauses):
            self._check_clause(agreement, place, clause)

    def _check_clause(self, agreement: Agreement, place: int, clause: Clause) -> None:
        written = self._value["clauses"][place]
        before = {one.name: one for one in agreement.clauses[:place]}
        if clause.name in before:
            self._note(written["name"], f"{clause.name!r} stands twice.", "Give the clause a name of its own.")
        for word in written.get("unless", ()):
            if word not in before:
                self._note(word, f"No clause before this one is called {str(word)!r}.", nearest(word, before))
        for word in ("within_days", "times"):
            if word in written and not any(deed.clauses for deed in clause.then):
                self._note(written[word], f"{word} belongs to a clause that reinstates.")
        for number, deed in enumerate(clause.then):
            self._check_deed(agreement, written["then"][number], deed, before)
        for condition in _conditions(clause.when):
            if condition.kind in ("instalment_missed", "caught_up"):
                self._check_missed(agreement, written, condition)
        later = [one.name for one in agreement.clauses[place + 1 :] if any(_lowers(deed) for deed in one.then)]
        if later and any(condition.kind == "balance" for condition in _conditions(clause.when)):
            # Clauses are asked once a day from the top, so what a later one gives up would be seen a day late.
            self._note(written["when"], f"{later[0]} gives something up and comes later.", "Move this clause below it.")

    def _check_missed(self, agreement: Agreement, written: Any, condition: Condition) -> None:
        there = len(agreement.instalments)
        if not there:
            self._note(written["when"], "The agreement has no instalments that could be missed.")
        elif max(condition.number, condition.count) > there:
            self._note(written["when"], f"The agreement has {there} instalments only.")
        elif condition.number and condition.count:
            self._note(written["when"], "Name one instalment by number, or how many by count; not both.")

    def _check_deed(self, agreement: Agreement, written: Any, deed: Deed, before: dict[str, Clause]) -> None:
        if deed.kind == "reinstate":
            for word in written["reinstate"]:
                if word not in before:
                    self._note(word, f"No clause before this one is called {str(word)!r}.", nearest(word, before))
                elif any(one.kind == "reinstate" for one in before[word].then):
                    self._note(word, f"{word!s} takes back itself; that cannot be taken back.")
        if deed.kind == "notify" and deed.template not in shipped():
            hint = nearest(deed.template, shipped())
            self._note(written["notify"], f"There is no template {deed.template!r}.", hint)
        if deed.kind == "commission":
            for party in written["commission"]:
                if party not in agreement.parties:
                    self._note(party, f"{str(party)!r} is no party.", nearest(party, agreement.parties))
            total = sum(ppm for _, ppm in deed.shares)
            if total != WHOLE_PPM:
                self._note(written["commission"], f"The shares sum to {total / 10_000:g} %, not to 100 %.")

    def _clause(self, value: Any) -> Clause:
        return Clause(
            str(value["name"]),
            self._condition(value["when"]),
            tuple(self._deed(one) for one in value["then"]),
            tuple(str(word) for word in value.get("unless", ())),
            *(int(value[key]) if key in value else None for key in ("within_days", "times")),
        )

    def _condition(self, value: Any) -> Condition:
        kind, told = next(iter((str(kind), told) for kind, told in value.items()))
        if kind in ("all", "any"):
            return Condition(kind, parts=tuple(self._condition(one) for one in told))  # type: ignore[arg-type]  # One of two.
        if kind == "day":
            return Condition("day", day=self._day(told))
        if kind == "instalment_missed":
            days, number, count = (int(told.get(key, "0")) for key in ("days", "number", "count"))
            return Condition("instalment_missed", days=days, number=number, count=count)
        if kind == "caught_up":
            return Condition("caught_up", days=int(told["days"]))
        if kind in ("payment", "payment_reversed", "balance"):
            return Condition(kind)  # type: ignore[arg-type]  # One of three.
        by = self._day(told["by"]) if "by" in told else None
        days = int(told.get("stood_days", "0"))
        amount = self._money(told["at_least"])
        return Condition(kind, amount_minor=amount, day=by, days=days)  # type: ignore[arg-type]  # The form names them.

    def _deed(self, value: Any) -> Deed:
        kind, told = next(iter((str(kind), told) for kind, told in value.items()))
        if kind in ("waive", "discount"):
            amount = None if told == "rest" else self._money(told)
            return Deed(kind, amount_minor=amount)  # type: ignore[arg-type]  # One of two.
        if kind == "notify":
            return Deed("notify", template=str(told))
        if kind == "reinstate":
            return Deed("reinstate", clauses=tuple(str(word) for word in told))
        if kind == "commission":
            return Deed("commission", shares=tuple(sorted((str(party), _ppm(share)) for party, share in told.items())))
        return Deed(kind)  # type: ignore[arg-type]  # The form names the deeds.

    def _day(self, word: str) -> date:
        try:
            return date.fromisoformat(word)
        except ValueError:
            self._note(word, f"{str(word)!r} is not a day of the calendar.")
            return date.min

    def _money(self, word: str) -> int:
        try:
            minor = Amount.of(word, self._currency).minor
        except AmountMalformed as fault:
            self._note(word, str(fault))
            return 1
        if not 0 < minor <= AMOUNT_MINOR_MAX:
            self._note(word, "An amount is above zero, and no larger than the books can hold.")
        return minor

    def _note(self, value: object, sentence: str, suggestion: str = "") -> None:
        self.findings.append(Finding(*place_of(value), sentence, suggestion))


def _conditions(one: Condition) -> Iterator[Condition]:
    yield one
    for part in one.parts:
        yield from _conditions(part)


def _lowers(deed: Deed) -> bool:
    return deed.kind in ("waive", "discount")


def _ppm(share: str) -> int:
    """Return a share written as "49 %" in parts per million; the form allows no more decimals than this can hold."""
    return int(Decimal(share.removesuffix("%").strip()) * WHOLE_PPM / 100)
