"""`POST /voice/<what>/<key>/`: a provider asks what to do with a line, and tells what became of one.

Every request is signed by the provider over the address it was given and what it sends; without a fitting signature
nothing is looked at and nothing is said. What is asked is answered at once, in the provider's own language (TwiML);
whatever goes wrong inside is logged, and the line is hung up.
"""

import logging
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from goodstanding.api.views.voice_pages import FOR_COLLECTORS, PAGES, Asked
from goodstanding.outreach.channels.call import twiml
from goodstanding.outreach.channels.call.twilio import NAME
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.queries import setting_of
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.twilio.signature import is_signed, ways_to_write
from goodstanding.refusal import Refusal

BODY_MAX, FIELDS_MAX, KEY_MAX = 100_000, 200, 200
log = logging.getLogger(__name__)


@csrf_exempt
@never_cache
@require_POST
def voice(request: HttpRequest, what: str, key: str = "") -> HttpResponse:
    """Answer one request of the provider; 403 without a signature, 404 for what is not there, 400 for no form."""
    shown = PAGES.get(what)
    if shown is None or len(key) > KEY_MAX:
        return HttpResponse(status=404)
    form = _form(request)
    if form is None:
        return HttpResponse(status=400)
    at = datetime.now(UTC)
    setting = _signed_setting(request, form, at=at, channel="voicemail" if what.startswith("voicemail") else "call")
    if setting is None:
        return HttpResponse(status=403)
    try:
        answer = shown(Asked(key, dict(form), setting, at))
    except Refusal as refusal:
        answer = twiml.said([str(refusal)], language="en") if what in FOR_COLLECTORS else twiml.hung_up()
    except Exception:  # The outermost door: a line is never left open by a fault of ours.
        log.exception("A page of the telephone could not be answered.")
        answer = twiml.hung_up()
    return HttpResponse(answer, content_type=twiml.MEDIA_TYPE)


def _form(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Return the fields that were posted, or nothing where they cannot be read."""
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    if not (told.isascii() and told.isdecimal()) or int(told[:18]) > BODY_MAX:
        return None
    try:
        return parse_qsl(
            request.body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX
        )
    except ValueError:
        return None


def _signed_setting(request: HttpRequest, form: list[tuple[str, str]], *, at: datetime, channel: str) -> Setting | None:
    """Return the setting whose secret made the signature, or nothing where none did."""
    try:
        setting = setting_of(channel, at=at)
    except ChannelRefused:
        return None
    if setting is None or setting.provider != NAME:
        return None
    public = f"{setting.options['public_address']}{request.get_full_path()}"
    given = request.headers.get("X-Twilio-Signature", "")
    fits = is_signed(given, addresses=ways_to_write(public), form=form, tokens=setting.secrets)
    return setting if fits else None
