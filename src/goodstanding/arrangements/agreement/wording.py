"""An agreement in plain words, in English and Spanish, made from the same source as it runs from.

For whoever signs one: nothing runs that no sentence says. Every clause gets exactly one line, under its number.
"""

from collections.abc import Mapping
from datetime import date

from goodstanding.arrangements.agreement.document import Agreement, Clause, Condition, Deed, percent
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.letter.wording import day_in_words

LANGUAGES = ("en", "es")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "plan": "A plan to pay {owed}.",
        "settlement": "A settlement of {owed}.",
        "discount": "A discount on {owed}.",
        "commission": "A commission on what is paid of {owed}.",
        "begins": "It begins on {day}, and payments count from that day on.",
        "about": "It is about {debts}. The parties are {parties}.",
        "instalment": "Payment {number}: {amount} by {day}.",
        "clause": "{number}. If {when}{unless}{limits}: {then}.",
        "unless": ", and {names} does not stand",
        "and": " and ", "or": " or ", "also": "; also ",
        "received": "at least {amount} was received{by}{stood}",
        "by": " by {day}", "stood": " and was not taken back for {days}",
        "not_received": "less than {amount} of what came in by {day} is there once that day is over",
        "missed_any": "a payment of the plan is not there {days} after its day",
        "missed_one": "payment {number} of the plan is not there {days} after its day",
        "missed_count": "{count} payments of the plan are not there {days} after their days",
        "payment": "a payment comes in",
        "payment_reversed": "a payment that counted is taken back by the bank or card company",
        "caught_up": "all that was due {days} before is there",
        "within": ", no later than {days} after {names}", "at_most": ", at most {times}",
        "one_time": "1 time", "more_times": "{n} times",
        "interest_rests": "The debt's own interest rests while the plan is open.",
        "interest_runs": "The debt's own interest runs on beside the plan.",
        "balance": "nothing is owed any more",
        "day": "it is {day} or later",
        "apply": "money that lies there unused pays the debt",
        "waive_rest": "the rest of what is owed is given up", "waive": "up to {amount} of what is owed is given up",
        "discount_rest": "the rest of what is owed is taken off as a discount",
        "discount_some": "up to {amount} is taken off as a discount",
        "release": "the debt is settled and nothing more is asked for on it",
        "notify": "we write to say so (text: {template})",
        "default": "the agreement is broken, and a person decides what comes next",
        "reinstate": "what {names} did is taken back, unless its condition still holds",
        "commission_split": "of the payment {shares}",
        "share": "{percent} go to {party}",
        "account": "account {reference}",
        "creditor": "creditor", "debtor": "debtor", "agency": "agency",
        "one_day": "1 day", "more_days": "{n} days",
    },
    "es": {
        "plan": "Un plan para pagar {owed}.",
        "settlement": "Un arreglo sobre {owed}.",
        "discount": "Un descuento sobre {owed}.",
        "commission": "Una comisión sobre lo que se pague de {owed}.",
        "begins": "Empieza el {day}, y los pagos cuentan desde ese día.",
        "about": "Se refiere a {debts}. Las partes son {parties}.",
        "instalment": "Pago {number}: {amount} a más tardar el {day}.",
        "clause": "{number}. Si {when}{unless}{limits}: {then}.",
        "unless": ", y {names} no está en vigor",
        "and": " y ", "or": " o ", "also": "; además ",
        "received": "se recibieron al menos {amount}{by}{stood}",
        "by": " a más tardar el {day}", "stood": " y no se devolvieron durante {days}",
        "not_received": "pasado el {day} queda menos de {amount} de lo recibido hasta ese día",
        "missed_any": "falta un pago del plan {days} después de su fecha",
        "missed_one": "falta el pago {number} del plan {days} después de su fecha",
        "missed_count": "faltan {count} pagos del plan {days} después de sus fechas",
        "payment": "llega un pago",
        "payment_reversed": "el banco o la empresa de la tarjeta retira un pago que contaba",
        "caught_up": "está todo lo que vencía {days} antes",
        "within": ", a más tardar {days} después de {names}", "at_most": ", como mucho {times}",
        "one_time": "1 vez", "more_times": "{n} veces",
        "interest_rests": "El interés propio de la deuda descansa mientras el plan está abierto.",
        "interest_runs": "El interés propio de la deuda sigue corriendo junto al plan.",
        "balance": "ya no se debe nada",
        "day": "ya es el {day} o una fecha posterior",
        "apply": "el dinero que está sin usar paga la deuda",
        "waive_rest": "se perdona el resto de lo que se debe", "waive": "se perdonan hasta {amount} de lo que se debe",
        "discount_rest": "se descuenta el resto de lo que se debe",
        "discount_some": "se descuentan hasta {amount}",
        "release": "la deuda queda saldada y no se pide nada más por ella",
        "notify": "lo comunicamos por escrito (texto: {template})",
        "default": "el acuerdo queda roto, y una persona decide lo que sigue",
        "reinstate": "se deshace lo que hizo {names}, salvo que su condición se siga cumpliendo",
        "commission_split": "del pago, {shares}",
        "share": "{percent} corresponden a {party}",
        "account": "la cuenta {reference}",
        "creditor": "acreedor", "debtor": "deudor", "agency": "agencia",
        "one_day": "1 día", "more_days": "{n} días",
    },
}  # fmt: skip


def text(agreement: Agreement, *, language: str = "en", called: Mapping[int, str] | None = None) -> list[str]:
    """Return the agreement in plain words, a sentence a line: its beginning, its payments, then every clause.

    `called` are the references of debts by their numbers; a debt that has none there is said by its number.
    """
    words = _WORDS[language if language in _WORDS else "en"]
    said = _Saying(agreement, words, language)
    debts = said.joined([said.debt(number, called or {}) for number in agreement.debts])
    parties = said.joined([f"{who} ({words.get(party, party)})" for party, who in agreement.parties.items()])
    interest = [words[f"interest_{agreement.interest}"]] if agreement.interest else []
    return [
        words[agreement.kind].format(owed=said.money(agreement.owed_minor)),
        words["about"].format(debts=debts, parties=parties),
        " ".join([words["begins"].format(day=said.day(agreement.begins_date)), *interest]),
        *(
            words["instalment"].format(number=number, amount=said.money(one.amount_minor), day=said.day(one.due_date))
            for number, one in enumerate(agreement.instalments, start=1)
        ),
        *(said.clause(number, clause) for number, clause in enumerate(agreement.clauses, start=1)),
    ]


class _Saying:
    """Says the parts of one agreement in one language."""

    def __init__(self, agreement: Agreement, words: Mapping[str, str], language: str) -> None:
        self._agreement, self._words, self._language = agreement, words, language
        self._numbers = {clause.name: number for number, clause in enumerate(agreement.clauses, start=1)}

    def clause(self, number: int, clause: Clause) -> str:
        """Return the sentence of a clause."""
        unless = self._words["unless"].format(names=self._named(clause.unless)) if clause.unless else ""
        then = self._words["also"].join(self._deed(deed) for deed in clause.then)
        when = self._condition(clause.when)
        limits = self._limits(clause)
        return self._words["clause"].format(number=number, when=when, unless=unless, limits=limits, then=then)

    def debt(self, number: int, called: Mapping[int, str]) -> str:
        """Name a debt as people call it."""
        return self._words["account"].format(reference=called[number]) if number in called else f"debt:{number}"

    def money(self, minor: int) -> str:
        """Write an amount."""
        return str(Amount(minor, self._agreement.currency))

    def day(self, day: date | None) -> str:
        """Write a day out."""
        assert day is not None, "A day that is said was read."
        return day_in_words(day, self._language)

    def joined(self, parts: list[str], *, by: str = "and") -> str:
        """Join words as a list in a sentence."""
        last = self._words[by]
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + last + parts[-1]

    def _condition(self, one: Condition) -> str:
        words, kind = self._words, one.kind
        if kind in ("all", "any"):
            inner = [self._bracketed(part) for part in one.parts]
            return self.joined(inner, by="and" if kind == "all" else "or")
        if kind == "received":
            by = words["by"].format(day=self.day(one.day)) if one.day else ""
            stood = words["stood"].format(days=self._days(one.days)) if one.days else ""
            return words[kind].format(amount=self.money(one.amount_minor), by=by, stood=stood)
        if kind == "not_received":
            return words[kind].format(amount=self.money(one.amount_minor), day=self.day(one.day))
        if kind == "instalment_missed":
            which = "missed_one" if one.number else "missed_count" if one.count > 1 else "missed_any"
            return words[which].format(days=self._days(one.days), number=one.number, count=one.count)
        if kind == "caught_up":
            return words[kind].format(days=self._days(one.days))
        return words[kind].format(day=self.day(one.day)) if kind == "day" else words[kind]

    def _limits(self, clause: Clause) -> str:
        words, said = self._words, ""
        if clause.within_days is not None:
            names = self._named(tuple(dict.fromkeys(name for deed in clause.then for name in deed.clauses)))
            said += words["within"].format(days=self._days(clause.within_days), names=names)
        if clause.times is not None:
            times = words["one_time" if clause.times == 1 else "more_times"].format(n=clause.times)
            said += words["at_most"].format(times=times)
        return said

    def _bracketed(self, part: Condition) -> str:
        said = self._condition(part)
        return f"({said})" if len(part.parts) > 1 else said

    def _deed(self, deed: Deed) -> str:
        words = self._words
        if deed.kind == "waive":
            return self._amount(deed, rest="waive_rest", some="waive")
        if deed.kind == "discount":
            return self._amount(deed, rest="discount_rest", some="discount_some")
        if deed.kind == "reinstate":
            return words["reinstate"].format(names=self._named(deed.clauses))
        if deed.kind == "commission":
            shares = [
                words["share"].format(percent=percent(ppm), party=words.get(party, party)) for party, ppm in deed.shares
            ]
            return words["commission_split"].format(shares=self.joined(shares))
        return words[deed.kind].format(template=deed.template)

    def _amount(self, deed: Deed, *, rest: str, some: str) -> str:
        if deed.amount_minor is None:
            return self._words[rest]
        return self._words[some].format(amount=self.money(deed.amount_minor))

    def _named(self, names: tuple[str, ...]) -> str:
        return self.joined([f"({self._numbers[name]})" for name in names])

    def _days(self, count: int) -> str:
        return self._words["one_day"] if count == 1 else self._words["more_days"].format(n=count)
