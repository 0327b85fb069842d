"""Where somebody pays an account without signing in: our own page behind a signed link, or the page the house names."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.queries import house_words, setting_of
from goodstanding.payments.gateway.link import token_of
from goodstanding.payments.gateway.queries.settings import provider_for_pages

PATH = "/pay/{token}/"


def pay_link(debt_id: int, *, at: datetime) -> str:
    """Return the link by which an account is paid; empty where nobody can pay by a page.

    The page that the house named itself (option pay_page) comes first. Ours stands under the web address that is set
    for mail, and is there once a gateway is set for pages.
    """
    return str(house_words(at).get("pay_page") or "") or own_links([debt_id], at=at).get(debt_id, "")


def own_links(debt_ids: Iterable[int], *, at: datetime) -> dict[int, str]:
    """Return the links of our own pages, by account; none where the house names a page, or nobody can pay by ours."""
    if house_words(at).get("pay_page"):
        return {}
    base = public_address(at)
    if not base or not provider_for_pages(at=at):
        return {}
    return {debt_id: f"{base}{pay_path(debt_id, at=at)}" for debt_id in debt_ids}


def pay_path(debt_id: int, *, at: datetime) -> str:
    """Return the path of an account's page."""
    return PATH.format(token=token_of(debt_id, at=at, secret=settings.SECRET_KEY))


def public_address(at: datetime) -> str:
    """Return where people reach this installation's pages, without a slash at its end; empty where nobody said."""
    try:
        setting = setting_of("email", at=at)
    except ChannelRefused:
        return ""
    return str(setting.options.get("web_address") or "").rstrip("/") if setting else ""
