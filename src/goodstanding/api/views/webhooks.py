"""`POST /webhooks/<source>/`: a post is checked, written down and answered, and that is all.

A WSGI application of its own beside the pages: a provider's post needs no session, no language and no form, and at a
thousand a second every step counts. It answers 200 (we have it), 400 (no post of that provider), 401 (show the
password), 403 (forged), 404 (no such door), 405, 413 (too large) or 503 (not now; the provider posts again).
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from goodstanding.outreach.inbox.operations import UnknownSource, accept_post
from goodstanding.outreach.inbox.refused import count_refused
from goodstanding.outreach.inbox.registry import READERS
from goodstanding.outreach.inbox.telling import Post, PostRefused

PREFIX = "/webhooks/"
BODY_MAX = 5_000_000
"""Bytes of the largest post that is taken; the largest mails with attachments are."""
UNKNOWN = "unknown"
log = logging.getLogger(__name__)

Environ = Mapping[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]

_SOURCE = re.compile(rf"{PREFIX}([a-z][a-z0-9_]{{0,59}})/?", re.ASCII)
WORDS: Mapping[int, str] = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    413: "Content Too Large", 503: "Service Unavailable",
}  # fmt: skip
MORE: Mapping[int, tuple[str, str]] = {
    401: ("WWW-Authenticate", 'Basic realm="webhooks"'),
    405: ("Allow", "POST, HEAD"),
    503: ("Retry-After", "30"),
}
REASONS: Mapping[int, str] = {
    400: "unreadable", 401: "forged", 403: "forged", 404: UNKNOWN, 405: "not posted", 413: "too large", 503: "not now",
}  # fmt: skip


def webhooks(environ: Environ, start_response: Start) -> Iterable[bytes]:
    """Answer one request, as WSGI has it."""
    found = _SOURCE.fullmatch(str(environ.get("PATH_INFO", "")))
    source = found[1] if found and found[1] in READERS else UNKNOWN
    status = _answered(source, environ)
    if status in REASONS:
        count_refused(Path(settings.DATA_FOLDER), source=source, reason=REASONS[status])
    return answered(status, start_response)


def answered(status: int, start_response: Start) -> Iterable[bytes]:
    """Answer with a status and nothing more."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "0"), ("Cache-Control", "no-store")]
    start_response(f"{status} {WORDS[status]}", [*headers, *([MORE[status]] if status in MORE else [])])
    return [b""]


def _answered(source: str, environ: Environ) -> int:
    """Return the status that answers a request; raises nothing."""
    status = unposted(source, environ)
    if status is not None:
        return status
    body = body_of(environ)
    if body is None:
        return 413
    post = Post(address_of(environ), headers_of(environ), body, datetime.now(UTC))
    if READERS[source].asks_first and "authorization" not in post.headers:
        return 401
    return _taken(source, post)


def unposted(source: str, environ: Environ) -> int | None:
    """Return the status of a request that is no post of somebody we know; None where it is one."""
    method = environ.get("REQUEST_METHOD")
    if source == UNKNOWN:
        return 404
    if method != "POST":
        # Some providers look whether there is somebody before they post.
        return 200 if method == "HEAD" else 405
    return None


def _taken(source: str, post: Post) -> int:
    """Write a post down and return the status that says so, or why not."""
    try:
        accept_post(source, post)
    except UnknownSource:
        return 404
    except PostRefused as refused:
        return 403 if refused.is_forged else 400
    except Exception:  # The outermost door: the fault is ours and logged, and the provider will post again.
        log.exception("A post of %s could not be written down.", source)
        return 503
    return 200


def body_of(environ: Environ) -> bytes | None:
    """Return the body, or None where it is larger than is taken; what is said to be too large is not even read."""
    told = str(environ.get("CONTENT_LENGTH") or "")
    if told.isascii() and told.isdigit() and int(told[:18]) > BODY_MAX:
        return None
    content: bytes = environ["wsgi.input"].read(BODY_MAX + 1)
    return content if len(content) <= BODY_MAX else None


def headers_of(environ: Environ) -> dict[str, str]:
    """Return the headers of a request, their names in lower case."""
    headers = {
        name[5:].replace("_", "-").lower(): str(value) for name, value in environ.items() if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = str(environ["CONTENT_TYPE"])
    return headers


def address_of(environ: Environ) -> str:
    """Return path and question as they were asked for; whoever signs the whole address knows its own beginning."""
    query = environ.get("QUERY_STRING")
    return f"{environ.get('PATH_INFO', '')}?{query}" if query else str(environ.get("PATH_INFO", ""))
