"""Sheet: everything that one invoice prints, in the words of its language, as plain values for the template."""

from collections.abc import Mapping
from decimal import Decimal

from goodstanding.money.amount import Amount
from goodstanding.money.rounding import divide
from goodstanding.receivables.invoice.content import Adjustment, Invoice, Line, Party, Tax
from goodstanding.receivables.invoice.creditor_reference import is_sound, spaced
from goodstanding.receivables.invoice.printing import qr_code
from goodstanding.receivables.invoice.printing.wording import WORDS, day, money, number, price, unit
from goodstanding.receivables.invoice.totals import TaxGroup, Totals, signed, totals

Pair = tuple[str, str]
Sheet = dict[str, object]


def sheet(invoice: Invoice, *, pay_link: str) -> Sheet:
    """Return the sheet of a sound invoice; `pay_link` is where it is paid, or empty."""
    return _Speaker(invoice, totals(invoice)).sheet(pay_link)


class _Speaker:
    def __init__(self, invoice: Invoice, told: Totals) -> None:
        self._invoice, self._totals, self._words = invoice, told, WORDS[invoice.language]

    def sheet(self, pay_link: str) -> Sheet:
        invoice, words = self._invoice, self._words
        issued = invoice.issued_date
        return {
            "language": invoice.language,
            "title": f"{words[invoice.kind]} {invoice.number}",
            "issued": [issued.year, issued.month, issued.day],
            "seller": self._party(invoice.seller),
            "buyer": self._party(invoice.buyer),
            "words": {
                name: words[name]
                for name in ("buyer", "seller", "description", "quantity", "price", "tax", "amount", "carried",
                             "brought", "summary", "payment", "page")
            },
            "facts": self._facts(),
            "currency": invoice.currency,
            "lines": self._lines(),
            "sums": self._sums(),
            "payment": self._payment(pay_link) if invoice.kind == "invoice" else {"says": "", "facts": []},
            "link": {"label": words["pay_link"], "address": pay_link} if self._is_payable(pay_link) else None,
            "notes": self._notes(),
            "codes": self._codes(pay_link)[1],
        }  # fmt: skip

    def _is_payable(self, pay_link: str) -> bool:
        return bool(pay_link) and self._invoice.kind == "invoice" and self._totals.due_minor > 0

    def _money(self, minor: int) -> str:
        return money(minor, self._invoice.currency, self._invoice.language)

    def _day_facts(self) -> list[Pair]:
        invoice = self._invoice
        days = [("issued", invoice.issued_date), ("delivered", invoice.delivered_date)]
        days += [("due", invoice.due_date)] if invoice.kind == "invoice" else []
        return [(self._words[name], day(when, invoice.language)) for name, when in days if when is not None]

    def _facts(self) -> list[Pair]:
        invoice, words = self._invoice, self._words
        credited = invoice.credits.number if invoice.credits is not None else ""
        told = [("your_reference", invoice.buyer_reference), ("order", invoice.order_reference), ("credits", credited)]
        return [
            (words["number"], invoice.number),
            *self._day_facts(),
            *((words[name], value) for name, value in told if value),
        ]

    def _party(self, party: Party) -> Mapping[str, object]:
        return {"name": party.name, "lines": _address(party), "facts": self._of(party)}

    def _of(self, party: Party) -> list[Pair]:
        told = [("vat_id", party.vat_id), ("tax_number", party.tax_number), ("registration", party.registration)]
        return [(self._words[name], value) for name, value in told if value]

    def _lines(self) -> list[Mapping[str, object]]:
        running, rows = 0, []
        for line, minor in zip(self._invoice.lines, self._totals.lines_minor, strict=True):
            running += minor
            rows.append(self._line(line, minor, running))
        return rows

    def _line(self, line: Line, minor: int, running: int) -> Mapping[str, object]:
        invoice = self._invoice
        return {
            "description": line.description,
            "notes": [*line.note.splitlines(), *(self._adjustment(one) for one in line.adjustments)],
            "quantity": f"{number(line.quantity, invoice.language)} {unit(line.unit, invoice.language)}",
            "price": price(line.price, invoice.currency, invoice.language),
            "tax": self._tax(line.tax),
            "amount": self._money(minor),
            "carried": self._money(running),
        }

    def _adjustment(self, one: Adjustment) -> str:
        return f"{one.reason}: {self._money(signed(one))}"

    def _tax(self, tax: Tax) -> str:
        if not tax.category:
            return self._words["untold"]
        rate = f"{number(_trimmed(tax.rate), self._invoice.language)} %"
        return rate if tax.category == "S" else f"{rate} ({tax.category})" if tax.category != "O" else tax.category

    def _sums(self) -> list[tuple[str, str, bool]]:
        words, told, invoice = self._words, self._totals, self._invoice
        rows = [(words["lines"], self._money(told.net_of_lines_minor), False)] if invoice.adjustments else []
        rows += [(one.reason, self._money(signed(one)), False) for one in invoice.adjustments]
        if not self._is_untold():
            rows += [(words["net"], self._money(told.net_minor), False)]
            rows += [(self._group(group), self._money(group.tax_minor), False) for group in told.groups]
        is_all = not told.prepaid_minor
        gross = (words["gross"] if invoice.kind == "invoice" else words["credited"], told.gross_minor)
        rows.append((f"{gross[0]} ({invoice.currency})", self._money(gross[1]), is_all))
        if not is_all:
            rows.append((words["prepaid"], self._money(-told.prepaid_minor), False))
            rows.append((f"{words['to_pay']} ({invoice.currency})", self._money(told.due_minor), True))
        return rows

    def _is_untold(self) -> bool:
        return all(not group.category for group in self._totals.groups)

    def _group(self, group: TaxGroup) -> str:
        name = self._invoice.tax_name or self._words["tax_name"]
        rate = self._tax(Tax(group.category, group.rate))
        return f"{name} {rate} {self._words['on']} {self._money(group.basis_minor)}"

    def _payment(self, pay_link: str) -> Mapping[str, object]:
        invoice, words, due = self._invoice, self._words, self._totals.due_minor
        if not due:
            return {"says": words["paid"], "facts": []}
        amount = f"{invoice.currency} {self._money(due)}"
        facts: list[Pair] = []
        if invoice.bank is not None:
            facts.append((words["bank_name"], invoice.bank.name or invoice.seller.name))
            facts.append((words["account"], spaced(invoice.bank.iban)))
            facts += [("BIC", invoice.bank.bic)] if invoice.bank.bic else []
        if invoice.reference:
            is_ours = is_sound(invoice.reference)
            facts.append((words["reference"], spaced(invoice.reference) if is_ours else invoice.reference))
        if pay_link:
            facts.append((words["pay_link"], pay_link))
        return {
            "says": words["pay_by"].format(amount=amount, day=day(invoice.due_date, invoice.language)),
            "facts": facts,
        }

    def _notes(self) -> list[str]:
        invoice = self._invoice
        discounts = [
            self._words["discount"].format(
                day=day(one.until_date, invoice.language),
                percent=number(_trimmed(one.percent), invoice.language),
                amount=f"{invoice.currency} {self._money(_share(self._totals.due_minor, one.percent))}",
            )
            for one in invoice.discounts
        ]
        reasons = [f"{category}: {reason}" for category, reason in invoice.reasons.items()]
        told = [*discounts, invoice.terms, *reasons, invoice.late_interest, invoice.note]
        return [line for text in told for line in text.splitlines() if line.strip()]

    def _codes(self, pay_link: str) -> tuple[list[str], list[Mapping[str, str]]]:
        """Return what the codes say, and the codes: a transfer in euros where there is an account, else the link."""
        payload, says = codes_of(self._invoice, pay_link=pay_link)
        if not payload:
            return [], []
        return [payload], [{"picture": qr_code.drawn(payload).decode(), "says": self._words[says]}]


def codes_of(invoice: Invoice, *, pay_link: str) -> tuple[str, str]:
    """Return what the QR code of an invoice says and which word stands below it; empty where there is none."""
    due = Amount(totals(invoice).due_minor, invoice.currency)
    if invoice.kind != "invoice" or due.minor <= 0:
        return "", ""
    if invoice.bank is not None:
        told = qr_code.transfer(bank=invoice.bank, payee=invoice.seller.name, amount=due, reference=invoice.reference)
        if told:
            return told, "scan_bank"
    return (pay_link, "scan_link") if pay_link and qr_code.is_drawable(pay_link) else ("", "")


def _address(party: Party) -> list[str]:
    place = " ".join(one for one in (party.postcode, party.city) if one)
    return [line for line in (*party.lines, place, party.country) if line]


def _trimmed(value: Decimal) -> Decimal:
    """Drop zeros behind the point that say nothing."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _share(minor: int, percent: Decimal) -> int:
    part, of = percent.as_integer_ratio()
    return divide(minor * part, of * 100, rounding="half_up")
