"""`POST /hooks/payments/<source>/`: a post of a provider of payments is checked, written down and answered.

Beside the pages, as the door of other providers' posts is. It answers 200 (we have it), 400 (no post of that provider),
403 (forged), 404 (no such door), 405, 413 (too large) or 503 (not now; the provider posts again). What it says moves
nothing: a worker reads it, and asks the provider.
"""

import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from goodstanding.api.views.webhooks import (
    REASONS,
    UNKNOWN,
    Environ,
    Start,
    address_of,
    answered,
    body_of,
    headers_of,
    unposted,
)
from goodstanding.outreach.inbox.refused import count_refused
from goodstanding.payments.gateway.port import Post, PostRefused
from goodstanding.payments.gateway.posts.operations import UnknownSource, accept_post
from goodstanding.payments.gateway.queries.settings import PROVIDERS

PREFIX = "/hooks/payments/"
log = logging.getLogger(__name__)

_SOURCE = re.compile(rf"{PREFIX}([a-z][a-z0-9_]{{0,59}})/?", re.ASCII)


def webhooks(environ: Environ, start_response: Start) -> Iterable[bytes]:
    """Answer one request, as WSGI has it."""
    found = _SOURCE.fullmatch(str(environ.get("PATH_INFO", "")))
    source = found[1] if found and found[1] in PROVIDERS else UNKNOWN
    status = _status(source, environ)
    if status in REASONS:
        named = source if source == UNKNOWN else f"payments {source}"
        count_refused(Path(settings.DATA_FOLDER), source=named, reason=REASONS[status])
    return answered(status, start_response)


def _status(source: str, environ: Environ) -> int:
    """Return the status that answers a request; raises nothing."""
    status = unposted(source, environ)
    if status is not None:
        return status
    body = body_of(environ)
    if body is None:
        return 413
    try:
        accept_post(source, Post(address_of(environ), headers_of(environ), body, datetime.now(UTC)))
    except UnknownSource:
        return 404
    except PostRefused as refused:
        return 403 if refused.is_forged else 400
    except Exception:  # The outermost door: the fault is ours and logged, and the provider will post again.
        log.exception("A post of %s could not be written down.", source)
        return 503
    return 200
