"""An expression is of one kind, and stands only where that kind is wanted."""

import numpy as np
import pytest

from goodstanding.compliance.expression.typed import WHOLE, Expression, ExpressionRefused, expect

COUNT = Expression("number", lambda view: np.int64(view.length), frozenset(), written="calls")


def test_the_wanted_kind_passes() -> None:
    assert expect(COUNT, "number") is COUNT
    assert expect(COUNT, *WHOLE) is COUNT


def test_another_kind_is_refused_with_its_words() -> None:
    with pytest.raises(ExpressionRefused, match="calls is a number; here stands a day or an instant"):
        expect(COUNT, "date", "instant")


def test_an_expression_without_words_is_still_refused() -> None:
    with pytest.raises(ExpressionRefused, match="This is a number"):
        expect(Expression("number", COUNT.run, frozenset()), "truth")
