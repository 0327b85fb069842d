"""Whether every known part of a name is printed; no shape compares two texts part by part."""

import numpy as np

from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.factsheet.sheet import Truth, Words, members


def breach(rule: Rule, view: View) -> Truth:
    """Broken where a known part of the name is left out, or where a name or an address is given as blank."""
    del rule
    around = str(view.values["around_names"])
    told = _words(view, "act_told")
    known, printed, address = (
        _words(view, name) for name in ("act_known_name", "act_printed_name", "act_consumer_address")
    )
    broken = np.zeros(view.length, bool)
    for row in range(view.length):
        fields = members(told[row])
        name_lacks = "printed_name" in fields and not printed[row].strip()
        address_lacks = "consumer_address" in fields and not address[row].strip()
        left_out = bool(printed[row]) and not _parts(known[row], around) <= _parts(printed[row], around)
        broken[row] = name_lacks or address_lacks or left_out
    return Truth(broken, ~broken)


def _words(view: View, name: str) -> list[str]:
    cells = view.column(name)
    assert isinstance(cells, Words), "Names and addresses are columns of words."
    return [cells.words[code] if code >= 0 else "" for code in np.broadcast_to(cells.codes, (view.length,)).tolist()]


def _parts(name: str, around: str) -> set[str]:
    return {part.strip(around).casefold() for part in name.split()} - {""}
