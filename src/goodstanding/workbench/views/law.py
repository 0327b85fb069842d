"""The law in force: packs, rules with their values, the coverage register, and what the gate says of an account."""

from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.compliance.lawbook.value import CONFIDENCES
from goodstanding.workbench.law.surety import SURETIES
from goodstanding.workbench.queries import law as found
from goodstanding.workbench.queries.account import Asked
from goodstanding.workbench.queries.question import Wish
from goodstanding.workbench.queries.question import question as answered
from goodstanding.workbench.views.door import Visit, page


@page("law.read")
def law(visit: Visit) -> HttpResponse:
    """Show the packs, and for given words the rules that speak of them; asked by htmx, only what was found."""
    day, words = visit.asked_day("day", of_law=True), visit.asked("words")
    context = {
        "shelf": found.shelved(words, day=day, at=visit.at),
        "words": words,
        "day": day,
        "sureties": [(surety, CONFIDENCES[name]) for name, surety in SURETIES.items()],
    }
    template = "workbench/part/law_found.html" if visit.is_partial else "workbench/law.html"
    return render(visit.request, template, context)


@page("law.read")
def pack(visit: Visit, name: str) -> HttpResponse:
    """Show one pack with its rules."""
    day = visit.asked_day("day", of_law=True)
    line, rules = found.pack(name, day=day, at=visit.at)
    return render(visit.request, "workbench/law_pack.html", {"pack": line, "rules": rules, "day": day})


@page("law.read")
def rule(visit: Visit, name: str) -> HttpResponse:
    """Show one rule with its values on a day."""
    day = visit.asked_day("day", of_law=True)
    context = {"rule": found.rule(name, day=day, at=visit.at), "day": day, "is_other_day": day != visit.today}
    return render(visit.request, "workbench/law_rule.html", context)


@page("law.read")
def coverage(visit: Visit) -> HttpResponse:
    """Show for each place and topic how much of the law is held."""
    words = visit.asked("words")
    return render(visit.request, "workbench/law_coverage.html", {"register": found.coverage(words), "words": words})


@page("law.read")
def question(visit: Visit, debt_id: int) -> HttpResponse:
    """Show whether an act on an account may happen, and what every rule says of it."""
    wish = Wish(visit.asked("channel"), visit.asked("when"), visit.asked("purpose"), visit.asked("contact_point"))
    asked = Asked(visit.actor, at=visit.at, as_of=visit.today)
    return render(visit.request, "workbench/law_question.html", {"page": answered(debt_id, wish=wish, asked=asked)})
