"""A business's own policy: a pack like any other, tighter than the law, made of files and no code.

Kept as the text of its files, so that what was adopted can be shown and replayed whole.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from goodstanding.compliance.lawbook.reading import read_pack
from goodstanding.compliance.lawbook.rule import Pack
from goodstanding.compliance.situation.own_cases import failures, own_cases
from goodstanding.refusal import Refusal

POLICY_LEVEL = 5
"""Above every law: where a policy and a law both refuse, the policy is what the house's people know and quote."""
SUFFIXES = (".yaml", ".md")
FILE_BYTES_MAX = 200_000


class PolicyRefused(Refusal, ValueError):
    """A pack cannot be adopted as a policy; the text says why."""


def files_of(folder: Path) -> dict[str, str]:
    """Return every file of a pack by its path; raises PolicyRefused for code, other files or unreadable ones."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix not in SUFFIXES:
            raise PolicyRefused(f"{name} is neither YAML nor Markdown. A policy is written without code.")
        if path.stat().st_size > FILE_BYTES_MAX:
            raise PolicyRefused(f"{name} is larger than {FILE_BYTES_MAX // 1000} kB.")
        try:
            found[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise PolicyRefused(f"{name} is not UTF-8 text.") from error
    if "pack.yaml" not in found:
        raise PolicyRefused("A policy is a folder with pack.yaml in it and one folder for each rule.")
    return found


def edition(files: Mapping[str, str]) -> str:
    """Return the hash over a policy's files."""
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\n{len(text)}\n{text}".encode())
    return digest.hexdigest()


def examined(folder: Path, *, known: frozenset[str], asked_at: str) -> Pack:
    """Return the pack of a folder if it may be adopted.

    Raises LawbookRefused where it cannot be read, PolicyRefused where it takes the name of a shipped pack, is not on
    the level of policies, has no rule, uses code, lengthens a limitation, or a case of its own does not come out as it
    says.
    """
    pack = read_pack(folder)
    if pack.id in known:
        raise PolicyRefused(f"{pack.id!r} is a pack of the lawbook; a policy has a name of its own.")
    if pack.level != POLICY_LEVEL:
        raise PolicyRefused(f"A policy's level is {POLICY_LEVEL}, not {pack.level}.")
    if not pack.rules:
        raise PolicyRefused("A policy has at least one rule.")
    if any(rule.shape == "code" for rule in pack.rules):
        raise PolicyRefused("A policy is written without code; choose one of the shapes.")
    if any(rule.shape == "not_counted" for rule in pack.rules):
        raise PolicyRefused("A policy only adds to the law, so it cannot make a limitation longer.")
    wrong = [
        one for rule in pack.rules for one in failures(rule, own_cases(rule.folder, pack=pack.id), asked_at=asked_at)
    ]
    if wrong:
        raise PolicyRefused(f"Its own cases do not come out: {'; '.join(wrong[:3])}.")
    return pack
