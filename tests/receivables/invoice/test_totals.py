"""Totals of invoices: exact, against the same sums in fractions."""

import random
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest

from goodstanding.money.currency import exponent
from goodstanding.receivables.invoice.content import Adjustment, Category, Invoice, Line, Tax
from goodstanding.receivables.invoice.factur_x.reading import disagreements, read
from goodstanding.receivables.invoice.factur_x.writing import written
from goodstanding.receivables.invoice.totals import line_minor, totals
from tests.receivables.invoice.sample import invoice

HOW_MANY = 2_000
TAXES = (*(Tax("S", Decimal(rate)) for rate in ("19", "7", "5.5", "21", "0.01")), Tax("Z"), Tax("E"), Tax("AE"))


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def drawn(chance: random.Random, *, currency: str) -> Invoice:
    """An invoice of several rates, with allowances and charges of lines and of the whole."""
    taxes = chance.sample(TAXES, chance.randint(1, 4))

    def adjustment(tax: Tax | None) -> Adjustment:
        return Adjustment(chance.randint(0, 5_000), "Agreed", chance.random() < 0.5, tax)

    lines = tuple(
        Line(
            "Thing",
            Decimal(chance.randint(-500, 9_999) or 1).scaleb(-chance.randint(0, 3)),
            "piece",
            Decimal(chance.randint(0, 99_999)).scaleb(-chance.randint(0, 5)),
            chance.choice(taxes),
            tuple(adjustment(None) for _ in range(chance.randint(0, 2))),
        )
        for _ in range(chance.randint(1, 12))
    )
    whole = tuple(adjustment(chance.choice(taxes)) for _ in range(chance.randint(0, 3)))
    plain = invoice(allowances=None, prepaid=None, profile="none")
    return Invoice(
        number="R-1", kind="invoice", language="en", profile="en16931", currency=currency,
        issued_date=plain.issued_date, due_date=plain.due_date, seller=plain.seller, buyer=plain.buyer, lines=lines,
        adjustments=whole, prepaid_minor=chance.randint(0, 1_000),
    )  # fmt: skip


def in_fractions(one: Invoice) -> tuple[int, int, int]:
    """Net, tax and what is due, by a second road: fractions in whole units of the currency."""
    unit = Fraction(1, 10 ** exponent(one.currency))
    bases: dict[tuple[Category, Fraction], Fraction] = defaultdict(Fraction)
    for line in one.lines:
        worth = half_up(Fraction(line.quantity) * Fraction(line.price) / unit) * unit
        worth += sum(unit * each.amount_minor * (1 if each.is_charge else -1) for each in line.adjustments)
        bases[line.tax.category, Fraction(line.tax.rate)] += worth
    for each in one.adjustments:
        assert each.tax is not None
        bases[each.tax.category, Fraction(each.tax.rate)] += unit * each.amount_minor * (1 if each.is_charge else -1)
    tax = sum(half_up(basis * rate / 100 / unit) for (_, rate), basis in bases.items())
    net = sum(bases.values()) / unit
    assert net.denominator == 1
    return int(net), tax, int(net) + tax - one.prepaid_minor


@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
def test_random_invoices_come_to_what_fractions_say(currency: str) -> None:
    chance = random.Random(f"invoices in {currency}")
    for _ in range(HOW_MANY // 3 + 1):
        one = drawn(chance, currency=currency)
        told = totals(one)
        assert (told.net_minor, told.tax_minor, told.due_minor) == in_fractions(one), one
        assert told.gross_minor == told.net_minor + told.tax_minor
        assert told.net_minor == told.net_of_lines_minor - told.allowances_minor + told.charges_minor
        assert disagreements(read(written(one))) == []


def test_the_order_of_lines_does_not_matter() -> None:
    chance = random.Random(7)
    for _ in range(100):
        one = drawn(chance, currency="EUR")
        turned = totals(Invoice(**{name: getattr(one, name) for name in one.__slots__} | {"lines": one.lines[::-1]}))
        assert turned.groups == totals(one).groups


@pytest.mark.parametrize(
    ("quantity", "price", "minor"), [("1", "0.005", 1), ("1", "0.004999", 0), ("-1", "0.005", -1), ("3", "0.335", 101)]
)
def test_a_line_is_rounded_once_half_up(quantity: str, price: str, minor: int) -> None:
    assert line_minor(Line("Thing", Decimal(quantity), "piece", Decimal(price), Tax("Z")), currency="EUR") == minor


def test_tax_is_rounded_once_for_a_rate_and_not_for_every_line() -> None:
    lines = [{"description": "Thing", "price": "0.02", "tax": "S", "rate": "19"} for _ in range(3)]
    assert totals(invoice(lines=lines, allowances=None, prepaid=None)).tax_minor == 1
