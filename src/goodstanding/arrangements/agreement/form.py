"""The form of an agreement: a JSON Schema that ships, and what is said where a document does not fit it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path as File
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from goodstanding.outreach.template.language.finding import Finding, nearest
from goodstanding.outreach.template.language.page import Place, place_of

SHIPPED = File(__file__).with_name("form.schema.json")
DEPTH_MAX = 12
_KINDS = {"object": "A mapping of words to values", "array": "A list", "string": "A text"}
_TOLD = {
    "minItems": "Nothing stands here.",
    "minProperties": "Nothing stands here.",
    "maxItems": "More than {wanted} stand here.",
    "maxProperties": "More than {wanted} stand here.",
}
_extend: Any = validators.extend


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of agreements."""
    told: Mapping[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return told


def misfits(page: object) -> list[Finding]:
    """Return everything about a page of values, each knowing its place, that does not fit the form."""
    deep = _too_deep(page)
    if deep is not None:
        return [Finding(*deep, "This is nested deeper than an agreement can be.")]
    return [finding for error in _checker().iter_errors(page) for finding in _found(error)]


@cache
def _checker() -> Any:
    """Return the checker of the form; a pattern must fit the whole text, not a part of it."""
    whole: Any = _extend(Draft202012Validator, {"pattern": _fits_whole})
    return whole(schema())


def _fits_whole(_: Any, pattern: str, value: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII):
        yield ValidationError(f"{value!r} does not fit.")


def _too_deep(page: object) -> Place | None:
    """Return the place of the first value that lies too deep."""
    waiting: list[tuple[object, int]] = [(page, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEPTH_MAX:
            return place_of(value)
        inner: Sequence[object] = ()
        if isinstance(value, Mapping):
            inner = list(value.values())
        elif isinstance(value, list):
            inner = value
        waiting += [(one, depth + 1) for one in inner]
    return None


def _found(error: ValidationError) -> Iterator[Finding]:
    """Yield the findings that an error stands for."""
    value: Any = error.instance
    if error.validator == "additionalProperties":
        known = error.schema["properties"] if isinstance(error.schema, dict) else {}
        for word in [word for word in value if word not in known]:
            yield Finding(*place_of(word), f"{word[:60]!r} has no meaning here.", nearest(word, known))
        return
    sentence, suggestion = _sentences(error)
    yield Finding(*place_of(value), sentence, suggestion)


def _sentences(error: ValidationError) -> tuple[str, str]:
    """Return what is wrong, and what to write instead."""
    told = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
    value, wanted, word = error.instance, error.validator_value, str(error.validator)
    if word == "required":
        missing = [str(key) for key in _list(wanted) if isinstance(value, Mapping) and key not in value]
        return f"{', '.join(missing)} is missing here.", ""
    if word == "type":
        return f"{_KINDS.get(str(wanted), 'Something else')} belongs here.", told
    if word == "enum":
        words = [str(one) for one in _list(wanted)]
        hint = nearest(value, words) if isinstance(value, str) else ""
        return f"{str(value)[:60]!r} is not known here.", hint or f"Known are {', '.join(words)}."
    if word in _TOLD:
        return _TOLD[word].format(wanted=wanted), told
    return f"{str(value)[:60]!r} cannot stand here.", f"Write {told[0].lower()}{told[1:]}" if told else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
