"""Small wishes that a browser keeps in a cookie: light or dark, and no reminder of the second factor for now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from goodstanding.workbench.views.dashboard import LATER_COOKIE

THEMES = {"light", "dark"}
YEAR_SECONDS = 365 * 24 * 3600
MONTH_SECONDS = 30 * 24 * 3600


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the appearance that was chosen; anything else means: as the system says."""
    answer = redirect(_back(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _keep(answer, "theme", theme, seconds=YEAR_SECONDS, secure=request.is_secure())
    else:
        answer.delete_cookie("theme", samesite="Lax")
    return answer


@require_POST
def second_factor_later(request: HttpRequest) -> HttpResponse:
    """Put off the offer of a second factor for a month."""
    answer = redirect("dashboard")
    _keep(answer, LATER_COOKIE, "1", seconds=MONTH_SECONDS, secure=request.is_secure())
    return answer


def _keep(answer: HttpResponse, name: str, value: str, *, seconds: int, secure: bool) -> None:
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def _back(request: HttpRequest) -> str:
    """Return the page the form stood on, if it is one of ours."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=False)
    return address if ours else "/"
