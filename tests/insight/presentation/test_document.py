import json
from datetime import UTC, date, datetime
from fractions import Fraction

from goodstanding.calendars.period import month
from goodstanding.insight.ageing import AgeingReport, Cell, Unapplied, gather
from goodstanding.insight.collected import DayFlow, Flows
from goodstanding.insight.metric import METRICS
from goodstanding.insight.presentation import document
from goodstanding.insight.presentation.document import Title
from goodstanding.insight.summary import IssuedOfBook, Summary, SummaryReport
from goodstanding.insight.trend import Cut, PeriodFigures, Trend, figures
from tests.guards.checkout import HOME

JUNE = month(2013, 6)
TITLE = Title("ageing", "Lantern Lane Supply", as_of=JUNE.end)
LABELS = ("current", "1-30", ">30")


def june(currency: str = "USD") -> PeriodFigures:
    return figures(
        currency,
        JUNE,
        begin=Cut(date(2013, 5, 31), open_n=112, open_minor=691_835, current_minor=609_882),
        end=Cut(JUNE.end, open_n=84, open_minor=511_985, current_minor=428_429),
        flows=Flows([DayFlow(date(2013, 6, 3), charged_minor=584_959, collected_minor=764_809)]),
    )


def ageing_report(*, by: str = "") -> AgeingReport:
    group = "North" if by else ""
    cells = [
        Cell("USD", group, 0, is_past_due=False, is_disputed=True, n=72, minor=428_429),
        Cell("USD", group, 1, is_past_due=True, is_disputed=False, n=12, minor=83_556),
    ]
    blocks = gather(["KWD", "USD"], cells=cells, unapplied=[Unapplied("USD", group, 5)], labels=LABELS)
    return AgeingReport(JUNE.end, anchor="due date", labels=LABELS, by=by, blocks=blocks)


def test_an_ageing() -> None:
    told = document.of_ageing(ageing_report(), title=TITLE)
    assert {key: told[key] for key in ("report", "client", "as_of", "known_at", "anchor", "by")} == {
        "report": "ageing",
        "client": "Lantern Lane Supply",
        "as_of": "2013-06-30",
        "known_at": None,
        "anchor": "due date",
        "by": None,
    }
    block = told["blocks"][1]
    assert block["buckets"][0] == {"bucket": "current", "n": 72, "amount": "4284.29"}
    assert (block["open_n"], block["open_balance"], block["balance"]) == (84, "5119.85", "5119.80")
    assert (block["past_due_pct"], block["open_disputed_pct"]) == ("16.3200", "83.6800")
    assert "groups" not in block
    assert [metric["key"] for metric in told["metrics"]] == ["past_due_pct", "open_disputed_pct"]


def test_amounts_have_the_decimals_of_their_currency_and_no_share_of_nothing() -> None:
    block = document.of_ageing(ageing_report(), title=TITLE)["blocks"][0]
    assert (block["currency"], block["open_balance"], block["past_due_pct"]) == ("KWD", "0.000", None)


def test_groups_look_like_their_block() -> None:
    told = document.of_ageing(ageing_report(by="attribute:region"), title=TITLE)
    (part,) = told["blocks"][1]["groups"]
    assert told["by"] == "attribute:region"
    assert part["group"] == "North"
    assert part.keys() - {"group"} == told["blocks"][1].keys() - {"currency", "groups"}


def test_dso_and_cei() -> None:
    dso = document.of_dso([june()], period=JUNE, title=TITLE)
    block = dso["blocks"][0]
    assert (block["dso"], block["bpdso"], block["add"], block["countback"]) == (
        "26.2575",
        "21.9723",
        "4.2852",
        "26.2575",
    )
    assert block["dso_3m"] is None
    assert (dso["period"], block["days"], block["sales"]) == ("2013-06", 30, "5849.59")
    assert dso["metrics"][0]["variant"] == "simple, end balance"
    cei = document.of_cei([june()], period=JUNE, title=TITLE)["blocks"][0]
    assert (cei["begin"], cei["cei"], cei["cei_monthly_average"]) == ("6918.35", "90.1509", "90.1509")


def test_months_and_days_keep_their_currency_once() -> None:
    told = document.of_monthly([Trend("USD", (june(),))], title=TITLE)
    (row,) = told["blocks"][0]["months"]
    assert (row["month"], row["end"], "currency" in row) == ("2013-06", "5119.85", False)
    assert "dso" in {metric["key"] for metric in told["metrics"]}
    cuts = {"USD": (Cut(JUNE.start, 1, 500, 200), Cut(date(2013, 6, 2), 1, 300, 0))}
    days = document.of_daily(cuts, period=JUNE, title=TITLE)["blocks"][0]
    assert (days["sum_of_open"], days["sum_of_past_due"]) == ("8.00", "6.00")
    assert days["days"][0] == {"day": "2013-06-01", "open_n": 1, "open_balance": "5.00", "past_due": "3.00"}


def test_a_summary_holds_them_all() -> None:
    issued = IssuedOfBook.counted(
        "USD", items_and_minors=[2466, 14_770_318, 9, 900, 3, 300, 1, 120], customers=[100, 4, 2]
    )
    block = Summary("USD", issued=issued, ageing=ageing_report().blocks[1], figures=june())
    report = SummaryReport(JUNE.end, period=JUNE, blocks=(block,))
    told = document.of_summary(report, title=TITLE)["blocks"][0]
    assert (told["invoices_n"], told["customers_n"], told["invoiced"]) == (2466, 100, "147703.18")
    assert (told["period_invoiced"], told["issued_disputed"], told["issued_disputed_pct"]) == (
        "3.00",
        "1.20",
        "40.0000",
    )
    assert (told["open_n"], told["cei"], told["collected"]) == (84, "90.1509", "7648.09")
    assert json.loads(json.dumps(told)) == told


def test_an_instant_is_told_in_utc() -> None:
    title = Title("dso", None, as_of=JUNE.end, known_at=datetime(2013, 7, 1, 9, tzinfo=UTC))
    told = document.of_dso([], period=JUNE, title=title)
    assert (told["client"], told["known_at"], told["blocks"]) == (None, "2013-07-01T09:00:00+00:00", [])


def test_every_name_is_documented() -> None:
    page = (HOME / "docs" / "reports.md").read_text()
    issued = IssuedOfBook.nothing("USD")
    block = Summary("USD", issued=issued, ageing=ageing_report(by="portfolio").blocks[1], figures=june())
    names = {*document.summarised(block), *METRICS, *Title("dso", None, as_of=JUNE.end).over([], period="", by="")}
    assert not {name for name in names if f"`{name}`" not in page}


def test_every_figure_is_defined() -> None:
    assert set(document.FIGURE_KEYS) <= document.figured(june()).keys()
    assert isinstance(june().dso, Fraction)
