"""What is certainly known where a condition came out one way or the other.

For the check of a text: a field that may be missing is used only where the text has made sure of it.
"""

from typing import Literal

from goodstanding.outreach.template.language.condition import Condition, Joined, Known, Not, fields

Outcome = Literal["true", "false", "not true", "not false"]
"""What is not known is neither true nor false; "not true" is false or not known."""
_OPPOSITE: dict[Outcome, Outcome] = {
    "true": "false", "false": "true", "not true": "not false", "not false": "not true",
}  # fmt: skip


def surely_known(condition: Condition, outcome: Outcome) -> frozenset[str]:
    """Return the fields that are certainly known where a condition came out so."""
    if isinstance(condition, Not):
        return surely_known(condition.one, _OPPOSITE[outcome])
    if isinstance(condition, Joined):
        left, right = surely_known(condition.left, outcome), surely_known(condition.right, outcome)
        both_came_out_so = (condition.word == "and") == (outcome in ("true", "not false"))
        return left | right if both_came_out_so else left & right
    if isinstance(condition, Known):
        return frozenset({condition.field} if outcome in ("true", "not false") else ())
    return fields(condition) if outcome in ("true", "false") else frozenset()
