"""Reports as plain JSON: amounts as decimal strings in their currency's decimals, ratios with four decimals.

One object a report, one block a currency, and beside them the definition of every metric that the blocks name. The
names are told one by one in docs/reports.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from goodstanding.calendars.period import Period
from goodstanding.insight.ageing import Ageing, AgeingReport
from goodstanding.insight.metric import metrics_of, written
from goodstanding.insight.summary import IssuedOfBook, Summary, SummaryReport
from goodstanding.insight.trend import Cut, PeriodFigures, Trend
from goodstanding.money.amount import Amount

Document = dict[str, Any]

FIGURE_KEYS = ("dso", "bpdso", "add", "countback", "dso_3m", "cei", "cei_monthly_average")


@dataclass(frozen=True, slots=True)
class Title:
    """What stands over every report: its name, whose book (None: all clients), the day, and the instant if any."""

    report: str
    client: str | None
    as_of: date
    known_at: datetime | None = None

    def over(self, blocks: Sequence[Document], **more: str | None) -> Document:
        """Put the title, whatever else was asked, and the definitions over the blocks."""
        keys = {key for block in blocks for key in (*block, *(key for row in block.get("months", ()) for key in row))}
        metrics = [
            {
                "key": each.key,
                "name": each.name,
                "variant": each.variant,
                "unit": each.unit,
                "definition": each.definition,
            }
            for each in metrics_of(keys)
        ]
        known_at = None if self.known_at is None else self.known_at.astimezone(UTC).isoformat()
        asked = {"report": self.report, "client": self.client, "as_of": self.as_of.isoformat(), "known_at": known_at}
        return {**asked, **more, "metrics": metrics, "blocks": list(blocks)}


def of_ageing(report: AgeingReport, *, title: Title) -> Document:
    """Write an ageing."""
    blocks = [{"currency": block.currency, **aged(block)} for block in report.blocks]
    return title.over(blocks, anchor=report.anchor, by=report.by or None)


def of_dso(figures: Sequence[PeriodFigures], *, period: Period, title: Title) -> Document:
    """Write the DSO of a period in all its variants."""
    keys = ("sales", "end", "end_current", "end_past_due", "dso", "bpdso", "add", "countback", "dso_3m")
    blocks = [_only(("currency", "days", *keys), figured(each)) for each in figures]
    return title.over(blocks, period=str(period))


def of_cei(figures: Sequence[PeriodFigures], *, period: Period, title: Title) -> Document:
    """Write the CEI of a period in both its modes."""
    keys = ("begin", "sales", "collected", "other", "end", "end_current", "cei", "cei_monthly_average")
    blocks = [_only(("currency", "days", *keys), figured(each)) for each in figures]
    return title.over(blocks, period=str(period))


def of_monthly(trends: Sequence[Trend], *, title: Title) -> Document:
    """Write the figures of many months."""
    blocks = [
        {
            "currency": trend.currency,
            "months": [
                {"month": f"{each.period.start:%Y-%m}", **_without_currency(figured(each))} for each in trend.months
            ],
        }
        for trend in trends
    ]
    return title.over(blocks)


def of_daily(cuts: Mapping[str, Sequence[Cut]], *, period: Period, title: Title) -> Document:
    """Write what was open at the end of every day of a period, and the sum over its days."""
    blocks = [
        {
            "currency": currency,
            "sum_of_open": _money(sum(cut.open_minor for cut in days), currency),
            "sum_of_past_due": _money(sum(cut.past_due_minor for cut in days), currency),
            "days": [
                {
                    "day": cut.day.isoformat(),
                    "open_n": cut.open_n,
                    "open_balance": _money(cut.open_minor, currency),
                    "past_due": _money(cut.past_due_minor, currency),
                }
                for cut in days
            ],
        }
        for currency, days in cuts.items()
    ]
    return title.over(blocks, period=str(period))


def of_summary(report: SummaryReport, *, title: Title) -> Document:
    """Write everything on one page."""
    return title.over([summarised(block) for block in report.blocks], period=str(report.period))


def summarised(block: Summary) -> Document:
    """Write one currency of a summary: what was issued, what is open, and the figures of the period."""
    return {
        "currency": block.currency,
        **issued(block.issued),
        **aged(block.ageing),
        **_without_currency(figured(block.figures)),
    }


def issued(told: IssuedOfBook) -> Document:
    """Write what was issued: on the books whatever its day, up to the day of the report, and in the period."""
    return {
        "invoices_n": told.on_books.items_n,
        "customers_n": told.on_books.customers_n,
        "invoiced": told.on_books.amount.decimal_string(),
        "to_date_invoices_n": told.to_date.items_n,
        "to_date_customers_n": told.to_date.customers_n,
        "to_date_invoiced": told.to_date.amount.decimal_string(),
        "period_invoices_n": told.in_period.items_n,
        "period_customers_n": told.in_period.customers_n,
        "period_invoiced": told.in_period.amount.decimal_string(),
        "issued_disputed_n": told.disputed.disputed_n,
        "issued_disputed": _money(told.disputed.disputed_minor, told.in_period.amount.currency),
        "issued_disputed_pct": written(told.disputed.share_by_amount),
    }


def aged(block: Ageing) -> Document:
    """Write one currency, or one group, of an ageing."""
    told: Document = {
        "open_n": block.open_n,
        "open_balance": block.open_balance.decimal_string(),
        "current_n": block.current_n,
        "current": block.current.decimal_string(),
        "past_due_n": block.past_due_n,
        "past_due": block.past_due.decimal_string(),
        "past_due_pct": written(block.past_due_share),
        "open_disputed_n": block.disputed.disputed_n,
        "open_disputed": block.open_disputed.decimal_string(),
        "open_disputed_pct": written(block.disputed.share_by_amount),
        "unapplied": block.unapplied.decimal_string(),
        "balance": block.balance.decimal_string(),
        "buckets": [
            {"bucket": line.bucket, "n": line.n, "amount": line.amount.decimal_string()} for line in block.lines
        ],
    }
    if block.groups:
        told["groups"] = [{"group": part.group, **aged(part)} for part in block.groups]
    return told


def figured(each: PeriodFigures) -> Document:
    """Write the figures of one currency and period; a figure that its definition does not yield is null."""
    amounts = {
        "begin": each.begin,
        "sales": each.charged,
        "collected": each.collected,
        "other": each.other,
        "end": each.end,
        "end_current": each.end_current,
        "end_past_due": each.end_past_due,
    }
    return {
        "currency": each.currency,
        "days": each.period.days,
        **{name: amount.decimal_string() for name, amount in amounts.items()},
        "open_n": each.open_n,
        **{key: written(getattr(each, key)) for key in FIGURE_KEYS},
    }


def _without_currency(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != "currency"}


def _only(keys: Sequence[str], document: Document) -> Document:
    return {key: document[key] for key in keys}


def _money(minor: int, currency: str) -> str:
    return Amount(minor, currency).decimal_string()
