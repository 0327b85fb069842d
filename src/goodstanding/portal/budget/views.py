"""`/budget/<token>/`: what somebody earns and spends a month, told by themselves.

For whoever holds the link and shows who they are; before that nothing is told. Looking changes nothing. What is wrong
is said at its field, and nothing that was typed is lost, also where the hour of a slip was over: it comes back once
they have shown again who they are, and is saved when they send it anew. Without their word the lines are not kept.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from goodstanding.arrangements.affordability.frequency import NOT_SURE, TIMES_A_YEAR
from goodstanding.arrangements.affordability.kind import Group, groups
from goodstanding.arrangements.hardship.operations.cannot_pay import advice_for
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.letter.wording import day_in_words
from goodstanding.portal.budget.form import LENGTH_MAX, MONTHLY, Told, kept_of, read_form, read_kept, typed_of
from goodstanding.portal.budget.label import GROUP_LABELS, KIND_LABELS
from goodstanding.portal.budget.operations import tell
from goodstanding.portal.budget.queries import BudgetPage, Known, known_of, page_of
from goodstanding.portal.budget.words import BUDGET_WORDS, OFTEN
from goodstanding.portal.pay.queries import house_shown
from goodstanding.portal.proof.views import KEPT, ask_who, carried, has_shown, led_on
from goodstanding.portal.views import LOOKS, nothing, quiet
from goodstanding.portal.words import language_of
from goodstanding.refusal import Refusal

FIRST = "income"
"""The side whose groups are open from the beginning, where nothing was told yet."""


@csrf_exempt
@never_cache
def budget(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, or take what was told."""
    if request.method not in {*LOOKS, "POST"}:
        return HttpResponseNotAllowed([*LOOKS, "POST"])
    at = datetime.now(UTC)
    page = page_of(token, at=at)
    if page is None:
        return nothing(request)
    if not has_shown(request, page.debt_id, takes_reference=True, at=at):
        return ask_who(request, page.debt_id, takes_reference=True, kept=_typed(request), at=at)
    if request.method in LOOKS:
        return _shown(request, page, _kept(page, at=at), note=request.GET.get("done", ""), at=at)
    if KEPT in request.POST:
        return _shown(request, page, read_kept(request.POST[KEPT]), note="typed", at=at)
    fields = {name: str(value)[: LENGTH_MAX + 1] for name, value in request.POST.items()}
    told = read_form(fields, currency=page.currency)
    if told.faults:
        return _shown(request, page, fields, told=told, note="faults", at=at)
    try:
        tell(page, told, at=at)
    except Refusal:
        return _shown(request, page, fields, told=told, note="not_done", at=at)
    return led_on(request.path, done="saved", lang=_language(request), slip=request.GET.get("slip", ""))


def _typed(request: HttpRequest) -> str:
    """Return what was typed and is not saved yet, as it is kept while somebody shows who they are."""
    fields = read_kept(request.POST[KEPT]) if KEPT in request.POST else request.POST.dict()
    return kept_of({name: str(value) for name, value in fields.items()})


def _kept(page: BudgetPage, *, at: datetime) -> Mapping[str, str]:
    """Return the fields of the newest budget, where its lines are kept and in this currency."""
    known = known_of(page, at=at)
    if known is None or known.card.written is None or known.card.currency != page.currency:
        return {}
    fields = typed_of(known.card.written.lines, known.card.written.household, currency=page.currency)
    return fields | {"consent": "yes"}


def _shown(
    request: HttpRequest, page: BudgetPage, fields: Mapping[str, str], *, told: Told | None = None, note: str,
    at: datetime,
) -> HttpResponse:  # fmt: skip
    language = _language(request)
    words, other = BUDGET_WORDS[language], "en" if language == "es" else "es"
    faults = told.faults if told else {}
    known = known_of(page, at=at)
    shown = {
        "language": language,
        "other": other,
        "carried": carried(request, language=language),
        "in_other": carried(request, language=other),
        "words": words,
        "note": words[note] if note in {"saved", "faults", "not_done", "typed"} else "",
        "is_wrong": bool(faults) or note == "not_done",
        "house": house_shown(at),
        "currency": page.currency,
        "result": _result(known, language) if known else [],
        "advice": {name.removeprefix("help."): told for name, told in advice_for(page.person_id).items()}
        if known and known.surplus.surplus_minor <= 0
        else {},
        "groups": [_group(one, fields, faults, language) for one in groups()],
        "oftens": [(one, OFTEN[language][one]) for one in TIMES_A_YEAR if one != NOT_SURE],
        "adults": fields.get("adults", "1"),
        "children": fields.get("children", "0"),
        "partner": fields.get("partner") == "yes",
        "consent": fields.get("consent") == "yes",
        "faults": {name: words[word] for name, word in faults.items()},
    }
    return quiet(render(request, "portal/budget/budget.html", shown))


def _group(group: Group, fields: Mapping[str, str], faults: Mapping[str, str], language: str) -> dict[str, object]:
    words = BUDGET_WORDS[language]
    kinds = [
        {
            "name": kind.name,
            "label": KIND_LABELS[language].get(kind.name, kind.says),
            "amount": fields.get(f"amount.{kind.name}", ""),
            "often": fields.get(f"often.{kind.name}", MONTHLY),
            "fault": words.get(faults.get(f"amount.{kind.name}", ""), ""),
        }
        for kind in group.kinds
    ]
    told = sum(bool(kind["amount"]) for kind in kinds)
    return {
        "name": group.name,
        "label": GROUP_LABELS[language].get(group.name, group.says),
        "kinds": kinds,
        "told": told,
        "is_open": any(kind["fault"] for kind in kinds) or (group.side == FIRST and group.name == "work"),
    }


def _result(known: Known, language: str) -> list[str]:
    """Return in plain sentences what is left of a month, and what follows from it."""
    words, surplus = BUDGET_WORDS[language], known.surplus
    day, amount = day_in_words(surplus.taken_date, language), Amount(abs(surplus.surplus_minor), surplus.currency)
    word = (
        "result_left" if surplus.surplus_minor > 0 else "result_none" if not surplus.surplus_minor else "result_short"
    )
    told = [words[word].format(day=day, amount=amount)]
    if surplus.surplus_minor > 0:
        if surplus.committed_minor:
            committed = Amount(surplus.committed_minor, surplus.currency)
            told.append(words["committed"].format(amount=committed, free=Amount(surplus.free_minor, surplus.currency)))
        told.append(words["never_more"])
    else:
        told.append(words["never_asked"])
    if surplus.is_provisional:
        told.append(words["provisional"])
    if known.is_due:
        told.append(words["is_due"])
    return [*told, words["kept" if known.card.has_consent else "not_kept"]]


def _language(request: HttpRequest) -> str:
    return language_of(asked=request.GET.get("lang", ""), message="")
