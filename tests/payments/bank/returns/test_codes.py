"""What codes of banks mean."""

import re

import pytest

from goodstanding.payments.bank.returns.codes import Scheme, codes, meaning


@pytest.mark.parametrize("scheme", ["nacha", "sepa"])
def test_every_code_has_a_meaning_and_a_form(scheme: Scheme) -> None:
    found = codes(scheme)
    assert len(found) > 20
    form = re.compile(r"[RC][0-9]{2}" if scheme == "nacha" else r"[A-Z]{2}[0-9]{2}|[CD]NOR")
    for name, code in found.items():
        assert form.fullmatch(name)
        assert len(code.meaning) > 10
        assert code.kind == "change" if name.startswith("C") and scheme == "nacha" else code.kind != "change"


def test_unauthorised_is_not_the_same_as_unpaid() -> None:
    assert meaning("nacha", "R10").unauthorised
    assert not meaning("nacha", "R01").unauthorised
    assert meaning("nacha", "R68").kind == "dishonoured"
    assert meaning("nacha", "R72").kind == "contested"
    assert meaning("sepa", "MD01").ends_mandate


def test_a_code_nobody_knows_stops_the_mandate() -> None:
    assert meaning("nacha", "R99").ends_mandate
