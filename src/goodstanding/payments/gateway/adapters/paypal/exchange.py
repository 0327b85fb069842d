"""PayPal's line: asks with a token, which is fetched when there is none and fetched anew when PayPal takes it no more.

Source: PayPal's description of authentication (OAuth 2.0 client credentials). An ask that was answered with 401 was
certainly not done, so it may be made again with a new token.
"""

import base64
from collections.abc import Mapping

from goodstanding.payments.gateway.adapters.exchange import Asked, Exchange
from goodstanding.payments.gateway.port import CannotTell
from goodstanding.wire.answer import TAKEN_BELOW, text, told
from goodstanding.wire.line import Answer, NoAnswer

_TOKEN_OVER = 401


class PayPalExchange(Exchange):
    """Asks PayPal as one client."""

    def __init__(self, line: Asked, *, label: str, client: str, secret: str) -> None:
        super().__init__(line, label=label, headers={"Accept": "application/json"})
        known = base64.b64encode(f"{client}:{secret}".encode()).decode()
        self.known = {"Authorization": f"Basic {known}", "Content-Type": "application/x-www-form-urlencoded"}
        self.token = ""

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        """Send one request with a token that counts. Raises nothing."""
        answer: Answer | NoAnswer = NoAnswer("not_reached", "")
        for _ in range(2):
            if not self.token:
                try:
                    self.token = self._fetched()
                except CannotTell as fault:
                    return NoAnswer("not_reached", str(fault))
            bearer = {"Authorization": f"Bearer {self.token}"}
            answer = super().ask(method, path, body=body, headers=bearer | dict(headers or {}))
            if isinstance(answer, NoAnswer) or answer.status != _TOKEN_OVER:
                return answer
            self.token = ""
        return answer

    def _fetched(self) -> str:
        """Return a new token; raises CannotTell. Nothing that moves money was sent when it fails."""
        body = b"grant_type=client_credentials"
        answer = super().ask("POST", "/v1/oauth2/token", body=body, headers=self.known)
        if isinstance(answer, NoAnswer):
            raise CannotTell(answer.reason)
        token = text(told(answer) or {}, "access_token", most=4000)
        if answer.status >= TAKEN_BELOW or not (token.isascii() and token.isprintable() and token):
            raise CannotTell(f"{self.label} gives us no token (HTTP {answer.status}).")
        return token
