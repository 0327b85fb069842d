"""The whole lawbook: every pack, found by name, with the hash that says which edition answered."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from goodstanding.compliance.lawbook.reading import read_pack
from goodstanding.compliance.lawbook.rule import Pack, Rule
from goodstanding.compliance.lawbook.value import LawbookRefused

BESIDE_PACKAGE = Path(__file__).resolve().parents[2] / "lawbook"
IN_CHECKOUT = Path(__file__).resolve().parents[4] / "lawbook"


@dataclass(frozen=True, slots=True)
class Lawbook:
    """Packs in the order of their folders; `edition` is a hash over every file that decides."""

    packs: tuple[Pack, ...]
    edition: str
    folder: Path
    by_id: dict[str, Rule] = field(default_factory=dict)

    def rules(self) -> list[Rule]:
        """Return every rule of every pack."""
        return [rule for pack in self.packs for rule in pack.rules]

    def pack(self, name: str) -> Pack:
        """Return a pack by its name; raises LawbookRefused."""
        for pack in self.packs:
            if pack.id == name:
                return pack
        raise LawbookRefused(f"No pack is called {name!r}; known are {', '.join(pack.id for pack in self.packs)}.")

    def rule(self, name: str) -> Rule:
        """Return a rule by its id or by the citation it answers with; raises LawbookRefused."""
        if name in self.by_id:
            return self.by_id[name]
        for rule in self.rules():
            if name in (rule.rule, rule.citation):
                return rule
        raise LawbookRefused(f"No rule is called {name!r}. `goodstanding law list` names them all.")


def lawbook_folder() -> Path:
    """Return where the lawbook lies: inside the installed package, or in the checkout; raises LawbookRefused."""
    for folder in (BESIDE_PACKAGE, IN_CHECKOUT):
        if (folder / "coverage.yaml").exists():
            return folder
    raise LawbookRefused("The lawbook is not where it belongs, beside the program; install Goodstanding again.")


def read_lawbook(folder: Path, *, more: Iterable[Path] = ()) -> Lawbook:
    """Return the lawbook of a folder and, over it, packs of a business's own; raises LawbookRefused."""
    folders = sorted(path.parent for path in folder.rglob("pack.yaml"))
    packs = tuple(read_pack(one) for one in [*folders, *more])
    names = [pack.id for pack in packs]
    for name in names:
        if names.count(name) > 1:
            raise LawbookRefused(f"Two packs are called {name!r}.")
    by_id: dict[str, Rule] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        if rule.id in by_id:
            raise LawbookRefused(f"Two rules are called {rule.id!r}.")
        by_id[rule.id] = rule
    return Lawbook(packs, _edition(folder, [pack.folder for pack in packs]), folder, by_id)


@cache
def shipped() -> Lawbook:
    """Return the lawbook that ships with the program, read once."""
    return read_lawbook(lawbook_folder())


def _edition(root: Path, folders: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("rule.py")]):
            name = path.relative_to(root) if path.is_relative_to(root) else path.name
            digest.update(f"{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()
