"""The strategies: which run, how one reads, and the button that stops one at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import may
from goodstanding.strategy.operations.editions import EditionRefused, stop
from goodstanding.workbench.queries import strategies as found
from goodstanding.workbench.views.door import Visit, deed, page


@page("strategy.read")
def strategies(visit: Visit) -> HttpResponse:
    """Show every strategy, and what of it runs."""
    context = {"lines": found.strategies(by=visit.actor, at=visit.at), "may_stop": may(visit.actor, "strategy.stop")}
    return render(visit.request, "workbench/strategies.html", context)


@page("strategy.read")
def strategy(visit: Visit, name: str) -> HttpResponse:
    """Show one strategy as a calendar, with its standing and its simulations."""
    edition = visit.asked("edition")
    number = int(edition) if edition.isascii() and edition.isdecimal() else None
    shown = found.strategy(name, edition=number, by=visit.actor, at=visit.at)
    context = {"page": shown, "may_stop": may(visit.actor, "strategy.stop")}
    return render(visit.request, "workbench/strategy.html", context)


@deed("strategy.stop")
def stop_strategy(visit: Visit, name: str) -> HttpResponse:
    """Stop a strategy at once."""
    try:
        stop(name, by=visit.actor, at=visit.at)
    except EditionRefused as refusal:
        messages.error(visit.request, str(refusal))
    else:
        messages.success(
            visit.request, f"The strategy {name} is stopped: nothing more is decided or handed over by it."
        )
    return redirect("strategy", name=name)
