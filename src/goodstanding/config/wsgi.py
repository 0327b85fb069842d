"""Where the web server enters: pages by way of Django's middleware, providers' posts by a door of their own."""

import importlib
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()
# By name, because models can be imported only once the line above has set Django up.
doors = [importlib.import_module(f"goodstanding.api.views.{name}") for name in ("webhooks", "payment_posts")]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand a request to whoever answers it."""
    asked = str(environ.get("PATH_INFO", ""))
    answer = next((door.webhooks for door in doors if asked.startswith(door.PREFIX)), pages)
    found: Iterable[bytes] = answer(environ, start_response)
    return found
