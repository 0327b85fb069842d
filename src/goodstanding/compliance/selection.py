"""Which packs are in force for an act, where nobody names them by hand: those whose own condition holds.

A condition that cannot be decided (the state is not known, say) lets the pack in: more law is the safe side.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import BETWEEN, Sheet, Words, spread


def with_packs(brief: Brief, lawbook: Lawbook) -> Brief:
    """Return the brief with the packs in force for each act filled in."""
    view = View(brief, None, {})
    packs = sorted((pack for pack in lawbook.packs if pack.enabled), key=lambda pack: pack.id)
    holds = np.empty((len(packs), len(brief)), bool)
    for place, pack in enumerate(packs):
        holds[place] = spread(~pack.selects.run(view).no, len(brief))
    acts = brief.acts
    chosen = _sets(holds, [pack.id for pack in packs])
    return replace(brief, acts=Sheet(acts.length, acts.declared, {**acts.cells, "packs": chosen}))


def _sets(holds: NDArray[np.bool_], names: list[str]) -> Words:
    """Return for each column the set of names that hold in it; a set is put together once, however many have it."""
    bits = np.ascontiguousarray(np.packbits(holds, axis=0).T)
    keys = bits.view(np.dtype((np.void, bits.shape[1]))).ravel() if bits.size else np.zeros(len(bits), np.int8)
    _, first, codes = np.unique(keys, return_index=True, return_inverse=True)
    words = tuple(BETWEEN.join(names[place] for place in np.flatnonzero(holds[:, act])) for act in first)
    return Words(codes.astype(np.int32), words)
