"""The texts that ship: files of the folder texts/, one for each template and language.

texts/<template>/<language>.yaml, or <language>.<place>.yaml beside it where the law of a place wants other words.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from goodstanding.outreach.template.catalogue import shipped
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.text import EVERYWHERE, TemplateText

FOLDER = Path(__file__).with_name("texts")
Shelved = Mapping[tuple[str, str], TemplateText]
"""Texts by language and place."""


@cache
def shipped_texts(name: str) -> Shelved:
    """Return the texts of a template that ship, by language and place; raises TemplateRefused where one is broken."""
    return texts_of(FOLDER / name, name=name) if name in shipped() else {}


def texts_of(folder: Path, *, name: str) -> Shelved:
    """Return the texts that lie in the folder of a template; raises TemplateRefused."""
    template = shipped()[name]
    found: dict[tuple[str, str], TemplateText] = {}
    for file in sorted(folder.glob("*.yaml")):
        text = read(file.read_text(encoding="utf-8")).as_edition(template.edition)
        place = "" if text.jurisdiction == EVERYWHERE else f".{text.jurisdiction}"
        if (text.name, file.name) != (name, f"{text.language}{place}.yaml"):
            raise TemplateRefused(f"The file {folder.name}/{file.name} holds {text.name} in {text.language}{place}.")
        found[text.language, text.jurisdiction] = text
    return found
