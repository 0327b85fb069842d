"""The form of a strategy document: a JSON Schema that ships, and what is said where a document does not fit it."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from goodstanding.strategy.document.finding import Finding, nearest
from goodstanding.strategy.document.page import Page, Path

SHIPPED = File(__file__).with_name("form.schema.json")
_KINDS = {
    "object": "a mapping of words to values", "array": "a list", "string": "a text", "integer": "a whole number",
    "boolean": "true or false", "null": "nothing",
}  # fmt: skip


_extend: Any = validators.extend


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of strategy documents."""
    told: Mapping[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return told


def misfits(page: Page) -> list[Finding]:
    """Return everything about a page that does not fit the form."""
    return [finding for error in _checker().iter_errors(page.value) for finding in _told(error, page)]


@cache
def _checker() -> Any:
    """Return the checker of the form; a pattern must fit the whole text, not a line of it."""
    whole: Any = _extend(Draft202012Validator, {"pattern": _fits_whole})
    return whole(schema(), format_checker=FormatChecker(["date"]))


def _fits_whole(_: Any, pattern: str, value: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield ValidationError(f"{value!r} does not fit.")


def _told(error: ValidationError, page: Page) -> Iterator[Finding]:
    """Yield the findings that an error stands for."""
    path: Path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = error.schema["properties"] if isinstance(error.schema, dict) else {}
        for word in [word for word in _mapping(error.instance) if word not in known]:
            yield Finding(
                *page.place_of_key((*path, word)), f"{word[:60]!r} has no meaning here.", nearest(word, known)
            )
        return
    sentence, suggestion = _sentences(error)
    is_key = "propertyNames" in error.absolute_schema_path
    place = page.place_of_key((*path, str(error.instance))) if is_key else page.place(path)
    yield Finding(*place, sentence, suggestion)


def _sentences(error: ValidationError) -> tuple[str, str]:
    """Return what is wrong, and what to write instead."""
    told = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    value: Any = error.instance
    wanted: Any = error.validator_value
    word, shown = str(error.validator), f"{str(value)[:60]!r}"
    if word == "required":
        missing = [key for key in wanted if key not in value and repr(key) in error.message]
        return f"{', '.join(missing)} is missing here.", ""
    if word == "type":
        kinds = [wanted] if isinstance(wanted, str) else list(wanted)
        return f"{' or '.join(_KINDS[kind] for kind in kinds).capitalize()} belongs here.", told
    if word == "enum":
        words = [str(one) for one in wanted]
        hint = nearest(value, words) if isinstance(value, str) else ""
        return f"{shown} is not known here.", hint or f"Known are {', '.join(words)}."
    if word in _SAID:
        return _SAID[word].format(shown=shown, wanted=wanted), told
    return f"{shown} cannot stand here.", f"Write {told[0].lower()}{told[1:]}" if told else ""


_SAID = {
    "minimum": "{shown} is less than {wanted}.",
    "maximum": "{shown} is more than {wanted}.",
    "minItems": "Nothing stands here.",
    "minLength": "Nothing stands here.",
    "minProperties": "Nothing stands here.",
    "maxItems": "More than {wanted} stand here.",
    "maxLength": "This is longer than {wanted} characters.",
    "maxProperties": "More than {wanted} stand here.",
    "format": "{shown} is not a day of the calendar.",
}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
