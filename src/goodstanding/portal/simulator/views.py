"""`/simulator/<reference>/`: the page on which a payer pays with the simulator of this program, and no money moves.

There while the simulator is set and works here, and nowhere else. What is done on it is posted to our own door and
looked up, as with any provider.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from goodstanding.access.permission import OUTSIDERS, Actor
from goodstanding.access.role import Role
from goodstanding.arrangements.plan.operations.authorising import take_up
from goodstanding.disputes.queries import disputed_items
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.operations.looking import see_to
from goodstanding.payments.gateway.port import Post, PostRefused
from goodstanding.payments.gateway.posts.operations import accept_post
from goodstanding.payments.gateway.queries.settings import row_of
from goodstanding.payments.gateway.simulator.course import standing
from goodstanding.payments.gateway.simulator.engine import ACTS, Engine
from goodstanding.payments.gateway.simulator.operations import ADDRESS, engine_in, own_secret
from goodstanding.payments.gateway.simulator.posts import HEADER, SOURCE, due_posts, signed
from goodstanding.payments.models.gateway import Payment
from goodstanding.portal.views import LOOKS, SEE_OTHER, nothing, quiet

FORGER = "somebody else's secret"
PAYER = Actor("portal:simulator", frozenset(Role) - OUTSIDERS)


@csrf_exempt
@never_cache
def simulator(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the simulator's page, or do on it what its payer does."""
    if request.method not in {*LOOKS, "POST"}:
        return HttpResponseNotAllowed([*LOOKS, "POST"])
    row = row_of(SOURCE, at=datetime.now(UTC))
    if row is None or row.options.get(ADDRESS):
        return nothing(request)
    engine = engine_in(settings.DATA_FOLDER)
    paid = engine.page(reference)
    if paid is None or paid.how != "page":
        return nothing(request)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ACTS:
        if engine.act(reference, act).state == "open":
            return _see_other(request.path)
        _post(engine)
        _look(reference)
        return _see_other(f"{paid.back_address}?back=1")
    told = {
        "language": "en",
        "amount": Amount(paid.amount_minor, paid.currency),
        "what": paid.what,
        "state": standing(paid, today=engine.today).state,
        "confirms": paid.acted == "pay",
        "back": f"{paid.back_address}?back=1",
    }
    return quiet(render(request, "portal/simulator.html", told))


def _post(engine: Engine) -> None:
    """Post what is due to our own door, as a provider would."""
    at = timezone.now()
    for due in due_posts(engine):
        secret = FORGER if due.is_forged else own_secret(settings.DATA_FOLDER)
        headers = {HEADER: signed(due.body, secret=secret, at=at), "content-type": "application/json"}
        try:
            accept_post(SOURCE, Post(f"/hooks/payments/{SOURCE}/", headers, due.body, at))
        except PostRefused:
            continue  # As with any door: what is forged leaves nothing behind.


def _look(reference: str) -> None:
    number = Payment.objects.filter(provider=SOURCE, reference=reference).values_list("pk", flat=True).first()
    if number is not None:
        see_to(number, disputed=disputed_items, by=PAYER, now=timezone.now)
        take_up(number, by=PAYER, at=timezone.now())


def _see_other(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = SEE_OTHER
    return answer
