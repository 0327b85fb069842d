"""The set texts that a text names with `disclosure:`, read from disclosures.yaml once for each language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from goodstanding.outreach.template.language.block import Block
from goodstanding.outreach.template.language.building import Builder
from goodstanding.outreach.template.language.finding import refused
from goodstanding.outreach.template.language.page import page, place_of

SOURCE = Path(__file__).with_name("disclosures.yaml")


@cache
def disclosures(language: str) -> Mapping[str, tuple[Block, ...]]:
    """Return the blocks of every set text in a language, by name; none for a language nobody wrote them in."""
    return read(SOURCE.read_text(encoding="utf-8"), language)


@cache
def meanings() -> Mapping[str, str]:
    """Return what each set text is for."""
    return {str(one["name"]): str(one["meaning"]) for one in page(SOURCE.read_text(encoding="utf-8"))["sets"]}


def read(source: str, language: str) -> Mapping[str, tuple[Block, ...]]:
    """Read set texts; raises TemplateRefused with everything that is wrong in one."""
    found: dict[str, tuple[Block, ...]] = {}
    builder = Builder({})
    for one in page(source)["sets"]:
        if language in one:
            found[str(one["name"])] = builder.blocks(one[language], place=place_of(one))
    if builder.findings:
        raise refused(builder.findings)
    return found
