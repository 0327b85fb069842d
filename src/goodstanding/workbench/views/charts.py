"""The pictures of the dashboard and the tables behind them as files, each at an address of its own."""

from django.http import HttpResponse

from goodstanding.insight.ageing import Ageing
from goodstanding.insight.trend import PeriodFigures
from goodstanding.workbench import dashboard as shown
from goodstanding.workbench.look import chart, spreadsheet
from goodstanding.workbench.look.chart import Theme, Width
from goodstanding.workbench.queries import book
from goodstanding.workbench.queries.book import BookNotFound
from goodstanding.workbench.views.dashboard import Chosen, chosen
from goodstanding.workbench.views.door import Visit, page


@page("reports.read")
def ageing_picture(visit: Visit) -> HttpResponse:
    """Draw the ageing of a book."""
    aged = _ageing(visit, asked=chosen(visit))
    return _picture(chart.bars(shown.bars(aged), theme=_theme(visit), width=_width(visit)))


@page("reports.read")
def dso_picture(visit: Visit) -> HttpResponse:
    """Draw the DSO of a book over its months."""
    months = _months(visit, asked=chosen(visit))
    return _picture(chart.lines(shown.points(months), theme=_theme(visit), width=_width(visit)))


@page("reports.read")
def ageing_file(visit: Visit) -> HttpResponse:
    """Hand out the ageing as CSV."""
    asked = chosen(visit)
    return _file("ageing", shown.ageing_table(_ageing(visit, asked=asked), plain=True), asked=asked)


@page("reports.read")
def dso_file(visit: Visit) -> HttpResponse:
    """Hand out the months as CSV."""
    asked = chosen(visit)
    return _file("dso", shown.months_table(_months(visit, asked=asked), plain=True), asked=asked)


def _ageing(visit: Visit, *, asked: Chosen) -> Ageing:
    report = book.summary(asked.client.id, as_of=asked.as_of, actor=visit.actor)
    for block in report.blocks:
        if block.currency == asked.currency:
            return block.ageing
    raise BookNotFound(f"There is no book in {asked.currency[:10]!r}.")


def _months(visit: Visit, *, asked: Chosen) -> tuple[PeriodFigures, ...]:
    for trend in book.months(asked.client.id, as_of=asked.as_of, actor=visit.actor):
        if trend.currency == asked.currency:
            return trend.months
    raise BookNotFound(f"There is no book in {asked.currency[:10]!r}.")


def _theme(visit: Visit) -> Theme:
    return "dark" if visit.asked("theme") == "dark" else "light"


def _width(visit: Visit) -> Width:
    return "narrow" if visit.asked("width") == "narrow" else "wide"


def _picture(svg: str) -> HttpResponse:
    return HttpResponse(svg, content_type="image/svg+xml")


def _file(name: str, table: shown.Table, *, asked: Chosen) -> HttpResponse:
    rows = [*table.rows, *([table.foot] if table.foot else [])]
    content = spreadsheet.as_csv([*table.head, "Currency"], [[*row, asked.currency] for row in rows])
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{asked.currency}-{asked.as_of}.csv"'
    return answer
