"""PayPal's tokens: fetched when there is none, fetched anew once, and nothing is done twice by that."""

from collections.abc import Mapping

from goodstanding.payments.gateway.adapters.paypal.exchange import PayPalExchange
from goodstanding.wire.line import Answer, NoAnswer


class Tokens:
    """Gives tokens, and takes the last one until it is told not to."""

    def __init__(self, *, token: Answer | NoAnswer | None = None, takes: bool = True) -> None:
        self.token, self.takes, self.given, self.asked = token, takes, 0, list[str]()

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        self.asked.append(f"{method} {path}")
        told = dict(headers or {})
        if path.endswith("/token"):
            assert told["Authorization"].startswith("Basic ")
            assert body == b"grant_type=client_credentials"
            self.given += 1
            return self.token or Answer(200, f'{{"access_token": "T{self.given}"}}'.encode())
        fits = self.takes and told["Authorization"] == f"Bearer T{self.given}"
        return Answer(200 if fits else 401, b"{}")

    def close(self) -> None:
        pass


def exchange(line: Tokens) -> PayPalExchange:
    return PayPalExchange(line, label="PayPal", client="me", secret="word")


def test_one_token_does_for_many_asks_and_is_fetched_anew_when_it_is_over() -> None:
    line = Tokens()
    paypal = exchange(line)
    assert [paypal.ask("GET", "/x").status for _ in range(3)] == [200, 200, 200]  # type: ignore[union-attr]  # Answers.
    assert line.given == 1
    paypal.token = "old"
    paypal.ask("POST", "/y")
    assert line.asked[-3:] == ["POST /y", "POST /v1/oauth2/token", "POST /y"]


def test_a_token_that_is_never_taken_is_not_fetched_for_ever() -> None:
    line = Tokens(takes=False)
    answer = exchange(line).ask("POST", "/y")
    assert isinstance(answer, Answer)
    assert answer.status == 401
    assert line.given == 2


def test_without_a_token_nothing_was_sent() -> None:
    for token in (
        NoAnswer("cut", "It broke."),
        Answer(401, b"{}"),
        Answer(200, b"{}"),
        Answer(200, b'{"access_token": "\\n"}'),
    ):
        line = Tokens(token=token)
        answer = exchange(line).ask("POST", "/y")
        assert isinstance(answer, NoAnswer)
        assert answer.how == "not_reached"
        assert line.asked == ["POST /v1/oauth2/token"]
