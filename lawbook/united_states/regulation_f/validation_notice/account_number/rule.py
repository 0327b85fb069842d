"""Whether enough of an account number is left to recognise it; no shape counts the places that are not masked."""

import numpy as np

from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.factsheet.sheet import Truth, Words


def breach(rule: Rule, view: View) -> Truth:
    """Broken where nothing is left of the number, or where it is cut and too little is left."""
    del rule
    masks, least = str(view.values["masks"]), int(str(view.values["left_min"]))
    cells = view.column("act_account_number_printed")
    assert isinstance(cells, Words), "An account number is a column of words."
    lacking = np.array([not _recognisable(word, masks, least) for word in cells.words] + [True], bool)
    broken = np.broadcast_to(lacking[cells.codes], (view.length,))
    return Truth(broken, ~broken)


def _recognisable(printed: str, masks: str, least: int) -> bool:
    left = [letter for letter in printed if letter not in masks]
    is_cut = len(printed.strip()) > 0 and printed.strip()[0] in masks
    return len(left) >= least if is_cut else bool(left)
