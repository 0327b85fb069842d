"""Reports as tables for the terminal, made from their JSON so that both say the same."""

from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from goodstanding.insight.metric import METRICS, NOT_AVAILABLE
from goodstanding.insight.presentation.document import Document

WIDE = 170
"""Characters that the months need side by side."""

MONTH_COLUMNS = {
    "month": "Month", "begin": "Begin", "sales": "Sales", "collected": "Collected", "end": "End",
    "end_current": "Current", "end_past_due": "Past due", "open_n": "Items", "dso": "DSO", "bpdso": "Best possible",
    "add": "ADD", "cei": "CEI", "countback": "Countback", "dso_3m": "3 months",
}  # fmt: skip
AMOUNT_ROWS = {
    "begin": "Open at the beginning",
    "sales": "Sales",
    "collected": "Collected",
    "other": "Other changes",
    "end": "Open at the end",
    "end_current": "of it current",
    "end_past_due": "of it past due",
}
ISSUED_ROWS = {"": "On the books", "to_date_": "Issued to date", "period_": "Issued in the period"}


def show(document: Document, *, console: Console) -> None:
    """Print a report: a title, and the tables of each currency."""
    whose = document["client"] or "all clients"
    known = f", known at {document['known_at']}" if document["known_at"] else ""
    console.print(
        f"{TITLES[document['report']]} of {whose} as of {document['as_of']}{known}", style="bold", markup=False
    )
    for block in document["blocks"]:
        for table in TABLES[document["report"]](block, document):
            console.print()
            for_table(table, console=console).print(table)


def for_table(table: Table, *, console: Console) -> Console:
    """Return the console, or a wider one for the months: better that they wrap than that figures are cut off."""
    if len(table.columns) < len(MONTH_COLUMNS):
        return console
    return Console(width=max(console.width, WIDE), file=console.file, force_terminal=console.is_terminal)


def ageing_tables(block: Document, document: Document) -> list[Table]:
    """Show the buckets, the groups if any, and what the open balance is made of."""
    anchor = document.get("anchor", "due date")
    groups = [groups_table(block, by=document["by"])] if "groups" in block else []
    return [buckets_table(block, anchor=anchor), *groups, open_table(block)]


def buckets_table(block: Document, *, anchor: str) -> Table:
    """Show one line a bucket and their sum."""
    table = figures_table(f"Days from {anchor}", "Items", block["currency"])
    for line in block["buckets"]:
        table.add_row(line["bucket"], f"{line['n']:,}", grouped(line["amount"]))
    table.add_section()
    table.add_row("open", f"{block['open_n']:,}", grouped(block["open_balance"]), style="bold")
    return table


def groups_table(block: Document, *, by: str) -> Table:
    """Show one line a group with its buckets."""
    table = figures_table(by, *(line["bucket"] for line in block["buckets"]), "open")
    for part in block["groups"]:
        amounts = (grouped(line["amount"]) for line in part["buckets"])
        table.add_row(part["group"], *amounts, grouped(part["open_balance"]))
    return table


def open_table(block: Document) -> Table:
    """Show what of the open balance is past due or disputed, and how it ties to the ledger."""
    table = figures_table("", "Items", block["currency"], "%")
    for label, key in (("Past due", "past_due"), ("Open and disputed", "open_disputed")):
        table.add_row(label, f"{block[f'{key}_n']:,}", grouped(block[key]), block[f"{key}_pct"] or NOT_AVAILABLE)
    table.add_row("Unapplied money", "", grouped(block["unapplied"]), "")
    table.add_row("Balance of the ledger", "", grouped(block["balance"]), "")
    return table


def period_tables(block: Document, document: Document) -> list[Table]:
    """Show the amounts of a period and the figures made of them."""
    amounts = figures_table(f"{document['period']}, {block['days']} days", block["currency"])
    for key, label in AMOUNT_ROWS.items():
        if key in block:
            amounts.add_row(label, grouped(block[key]))
    return [amounts, metrics_table(block)]


def metrics_table(block: Document) -> Table:
    """Show every figure with the variant it is."""
    table = Table("Figure", "Variant", box=None, pad_edge=False, header_style="dim")
    table.add_column("Value", justify="right")
    table.add_column("Unit")
    for key, metric in METRICS.items():
        if key in block and metric.unit != "amount":
            table.add_row(metric.name, metric.variant, block[key] or NOT_AVAILABLE, metric.unit)
    return table


def summary_tables(block: Document, document: Document) -> list[Table]:
    """Show what was issued, what is open, and the figures of the period."""
    issued = figures_table("", "Invoices", "Customers", block["currency"])
    for prefix, label in ISSUED_ROWS.items():
        counts = (f"{block[f'{prefix}{what}_n']:,}" for what in ("invoices", "customers"))
        issued.add_row(label, *counts, grouped(block[f"{prefix}invoiced"]))
    return [issued, *ageing_tables(block, document), *period_tables(block, document)]


def monthly_tables(block: Document, _: Document) -> list[Table]:
    """Show one line a month."""
    table = figures_table(*MONTH_COLUMNS.values(), title=block["currency"])
    for month in block["months"]:
        table.add_row(*(month_value(key, month[key]) for key in MONTH_COLUMNS))
    table.caption = "DSO simple; best possible and 3 months at end balance; countback in actual days; CEI of the month."
    return [table]


def daily_tables(block: Document, _: Document) -> list[Table]:
    """Show one line a day, and the sum over the days."""
    table = figures_table("Day", "Items", f"Open {block['currency']}", "Past due")
    for day in block["days"]:
        table.add_row(day["day"], f"{day['open_n']:,}", grouped(day["open_balance"]), grouped(day["past_due"]))
    table.add_section()
    table.add_row("sum", "", grouped(block["sum_of_open"]), grouped(block["sum_of_past_due"]), style="bold")
    return [table]


def figures_table(first: str, *others: str, title: str | None = None) -> Table:
    """Begin a table whose first column names the line and whose others are figures."""
    table = Table(first, box=None, pad_edge=False, header_style="dim", title=title, title_justify="left")
    for other in others:
        table.add_column(other, justify="right", no_wrap=True)
    return table


def month_value(key: str, value: object) -> str:
    """Write one cell of the months: amounts with their digits grouped, the rest as it is."""
    if value is None:
        return NOT_AVAILABLE
    return grouped(str(value)) if key in AMOUNT_ROWS else str(value)


def grouped(amount: str) -> str:
    """Group the digits of a decimal string for people.

    >>> grouped("-1234567.80")
    '-1,234,567.80'
    """
    whole, point, decimals = amount.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{decimals}"


TITLES = {
    "ageing": "Ageing",
    "dso": "Days sales outstanding",
    "cei": "Collection effectiveness",
    "summary": "Summary",
    "monthly": "Months",
    "daily": "Days",
}
TABLES: dict[str, Callable[[Document, Document], list[Table]]] = {
    "ageing": ageing_tables,
    "dso": period_tables,
    "cei": period_tables,
    "summary": summary_tables,
    "monthly": monthly_tables,
    "daily": daily_tables,
}
