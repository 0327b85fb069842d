"""A door that keeps every post that comes, as the house's own door hands them on."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from goodstanding.outreach.inbox.telling import Post

PATIENCE_S = 20.0


class Door(ThreadingHTTPServer):
    """Keeps posts, in the order in which they came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posts: list[Post] = []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def taken(self, count: int) -> list[Post]:
        """Wait for so many posts, take them away and return them."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.posts) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(self.posts) >= count, f"Only {len(self.posts)} of {count} posts came."
        taken, self.posts = self.posts, []
        return taken


class _Handler(BaseHTTPRequestHandler):
    server: Door

    def log_message(self, format: str, *words: object) -> None:  # noqa: A002  The name is the library's.
        """Nothing is said."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.posts.append(Post(self.path, headers, body, datetime.now(UTC)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def door() -> Iterator[Door]:
    """Keep a door open for as long as the block lasts."""
    one = Door()
    threading.Thread(target=one.serve_forever, daemon=True).start()
    try:
        yield one
    finally:
        one.shutdown()
        one.server_close()
