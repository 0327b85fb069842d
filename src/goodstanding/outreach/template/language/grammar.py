"""Reading a condition: tokens, then or, and, not, brackets and comparison, each by a function of its own; no eval."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from goodstanding.outreach.template.language.condition import (
    Compared,
    Condition,
    Constant,
    Joined,
    Kind,
    Known,
    Named,
    Not,
)
from goodstanding.outreach.template.language.finding import nearest

LENGTH_MAX = 1_000
DEPTH_MAX = 20
Sort = Literal["name", "number", "date", "quoted", "sign", "bracket", "end"]


class ConditionFault(ValueError):
    """A condition cannot be read; `offset` says where in it."""

    def __init__(self, offset: int, sentence: str) -> None:
        """Keep the place beside the sentence."""
        super().__init__(sentence)
        self.offset = offset


class _Token(NamedTuple):
    sort: Sort
    text: str
    offset: int


_TOKENS = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d\d-\d\d)|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[a-z_]+(?:\.[a-z_]+)*)"
    r"|(?P<quoted>'[^']*'|\"[^\"]*\")|(?P<sign><=|>=|!=|<>|=|<|>)|(?P<bracket>[()]))",
    re.ASCII,
)
_WORDS = frozenset({"and", "or", "not", "is", "known", "missing"})


def read(text: str, *, kinds: Mapping[str, Kind]) -> Condition:
    """Return a condition over fields of the given kinds; raises ConditionFault."""
    if len(text) > LENGTH_MAX:
        raise ConditionFault(0, f"A condition has at most {LENGTH_MAX:,} characters.")
    return _Reader(_tokens(text), kinds).whole()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while text[place:].strip():
        match = _TOKENS.match(text, place)
        if match is None or match.lastgroup is None:
            place += len(text[place:]) - len(text[place:].lstrip())
            raise ConditionFault(place, f"{text[place : place + 20]!r} cannot stand in a condition.")
        sort = match.lastgroup
        found.append(_Token(cast(Sort, sort), match[sort], match.start(sort)))
        place = match.end()
    return [*found, _Token("end", "", len(text))]


class _Reader:
    """Reads tokens by descending: or, and, not, brackets, comparison."""

    def __init__(self, tokens: list[_Token], kinds: Mapping[str, Kind]) -> None:
        self._tokens, self._kinds, self._at, self._depth = tokens, kinds, 0, 0

    def whole(self) -> Condition:
        """Return the one condition that the tokens are."""
        found = self._either()
        if self._now.sort != "end":
            raise ConditionFault(self._now.offset, f"{self._now.text[:30]!r} is not expected here.")
        return found

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _taken(self, word: str) -> bool:
        is_there = self._now.text == word and self._now.sort in ("name", "bracket")
        self._at += is_there
        return is_there

    def _either(self) -> Condition:
        found = self._both()
        while self._taken("or"):
            found = Joined("or", found, self._both())
        return found

    def _both(self) -> Condition:
        found = self._one()
        while self._taken("and"):
            found = Joined("and", found, self._one())
        return found

    def _one(self) -> Condition:
        self._depth += 1
        if self._depth > DEPTH_MAX:
            raise ConditionFault(self._now.offset, "This is nested too deeply.")
        try:
            if self._taken("not"):
                return Not(self._one())
            if self._taken("("):
                found = self._either()
                if not self._taken(")"):
                    raise ConditionFault(self._now.offset, "A bracket is not closed.")
                return found
            return self._asked()
        finally:
            self._depth -= 1

    def _asked(self) -> Condition:
        field = self._field()
        if self._taken("is"):
            if self._taken("known"):
                return Known(field)
            if self._taken("missing"):
                return Not(Known(field))
            raise ConditionFault(self._now.offset, "After `is` stands `known` or `missing`.")
        if self._now.sort != "sign":
            if self._kinds[field] != "yes_no":
                raise ConditionFault(self._now.offset, f"{field} is not yes or no; compare it with something.")
            return Named(field)
        sign = self._now.text
        self._at += 1
        return self._against(field, sign)

    def _field(self) -> str:
        token = self._now
        if token.sort != "name" or token.text in _WORDS:
            told = f"not {token.text[:30]!r}" if token.text else "but it ends"
            raise ConditionFault(token.offset, f"The name of a field belongs here, {told}.")
        if token.text not in self._kinds:
            hint = nearest(token.text, self._kinds)
            raise ConditionFault(token.offset, f"There is no field {token.text[:60]!r}. {hint}".strip())
        self._at += 1
        return token.text

    def _against(self, field: str, sign: str) -> Condition:
        token, kind = self._now, self._kinds[field]
        if token.sort == "name" and token.text in self._kinds:
            self._at += 1
            if self._kinds[token.text] != kind:
                raise ConditionFault(token.offset, f"{field} and {token.text} are not of one kind.")
            return Compared(field, sign, None, token.text)
        constant = _constant(token, kind)
        if constant is None:
            told = {"text": "a quoted word", "date": "a date such as 2026-12-31", "yes_no": "nothing"}
            raise ConditionFault(token.offset, f"{field} is compared with {told.get(kind, 'a number')}.")
        self._at += 1
        return Compared(field, sign, constant, "")


def _constant(token: _Token, kind: Kind) -> Constant | None:
    """Return a token as a constant that a kind of field can be compared with."""
    text = token.text[1:-1] if token.sort == "quoted" else token.text
    if kind == "date" and token.sort in ("date", "quoted"):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ConditionFault(token.offset, f"{text[:20]!r} is no day.") from error
    if kind == "text" and token.sort == "quoted":
        return text
    if kind in ("number", "amount") and token.sort == "number":
        return Decimal(text)
    return None
