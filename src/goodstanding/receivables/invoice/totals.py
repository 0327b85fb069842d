"""Totals: what the lines of an invoice come to, exactly, rounded where EN 16931 rounds and nowhere else.

A line is rounded once (BT-131), tax once for every category and rate (BT-117), half up, to the currency's own decimals.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from goodstanding.money.currency import exponent
from goodstanding.money.rounding import divide
from goodstanding.receivables.invoice.content import Adjustment, Category, Invoice, Line, Tax


class TaxGroup(NamedTuple):
    """What bears one category and rate [BG-23]; minor units."""

    category: Category
    rate: Decimal
    basis_minor: int
    tax_minor: int


class Totals(NamedTuple):
    """The totals of an invoice [BG-22]; minor units."""

    lines_minor: tuple[int, ...]
    net_of_lines_minor: int
    allowances_minor: int
    charges_minor: int
    net_minor: int
    groups: tuple[TaxGroup, ...]
    tax_minor: int
    gross_minor: int
    prepaid_minor: int
    due_minor: int


def line_minor(line: Line, *, currency: str) -> int:
    """Return what a line comes to without tax: quantity times price, rounded, and its own allowances and charges.

    >>> line_minor(Line("Oil", Decimal("1.5"), "litre", Decimal("0.99"), Tax("Z")), currency="EUR")
    149
    """
    quantity, of = line.quantity.as_integer_ratio()
    price, per = line.price.as_integer_ratio()
    plain = divide(quantity * price * 10 ** exponent(currency), of * per, rounding="half_up")
    return plain + sum(signed(one) for one in line.adjustments)


def signed(adjustment: Adjustment) -> int:
    """Return an allowance as a negative number and a charge as a positive one."""
    return adjustment.amount_minor if adjustment.is_charge else -adjustment.amount_minor


def totals(invoice: Invoice) -> Totals:
    """Return every total of an invoice."""
    lines = tuple(line_minor(line, currency=invoice.currency) for line in invoice.lines)
    allowances = sum(one.amount_minor for one in invoice.adjustments if not one.is_charge)
    charges = sum(one.amount_minor for one in invoice.adjustments if one.is_charge)
    groups = _groups(invoice, lines)
    net, tax = sum(lines) - allowances + charges, sum(group.tax_minor for group in groups)
    assert net == sum(group.basis_minor for group in groups), "Everything bears one tax."
    return Totals(
        lines_minor=lines,
        net_of_lines_minor=sum(lines),
        allowances_minor=allowances,
        charges_minor=charges,
        net_minor=net,
        groups=groups,
        tax_minor=tax,
        gross_minor=net + tax,
        prepaid_minor=invoice.prepaid_minor,
        due_minor=net + tax - invoice.prepaid_minor,
    )


def _groups(invoice: Invoice, lines: tuple[int, ...]) -> tuple[TaxGroup, ...]:
    bases: dict[Tax, int] = {}
    for line, minor in zip(invoice.lines, lines, strict=True):
        bases[line.tax] = bases.get(line.tax, 0) + minor
    for one in invoice.adjustments:
        assert one.tax is not None, "An allowance of the whole says its tax."
        bases[one.tax] = bases.get(one.tax, 0) + signed(one)
    return tuple(_group(tax, minor) for tax, minor in _in_order(bases).items())


def _in_order(bases: Mapping[Tax, int]) -> dict[Tax, int]:
    """Sort by category and the higher rate first, so that the order of lines does not matter."""
    return dict(sorted(bases.items(), key=lambda one: (one[0].category, -one[0].rate)))


def _group(tax: Tax, basis_minor: int) -> TaxGroup:
    rate, of = tax.rate.as_integer_ratio()
    return TaxGroup(tax.category, tax.rate, basis_minor, divide(basis_minor * rate, of * 100, rounding="half_up"))
