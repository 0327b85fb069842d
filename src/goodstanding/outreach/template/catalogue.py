"""The catalogue of templates: what ships, for which channel and language, and what of it is published.

For strategies, which name templates; for the night, which may only plan what is published; for whoever publishes and
withdraws. The words of the texts themselves lie elsewhere; here is only what there is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from goodstanding.outreach.contact import CHANNELS
from goodstanding.refusal import Refusal

SHIPPED = Path(__file__).with_name("catalogue.yaml")
LANGUAGES: tuple[str, ...] = ("en", "es")
STANDINGS: tuple[str, ...] = ("published", "withdrawn")
ANY = "*"
"""In a standing: every channel, or every language. In the set of what is published: some language."""
_KEYS = {"name", "use", "channels", "languages", "purposes", "edition", "published"}
_MAY_SAY = {"brings"}


class CatalogueRefused(Refusal, ValueError):
    """The catalogue does not read, or does not hold what was asked for; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Template:
    """One template as it ships: the channels and languages it exists in, and the edition of its texts.

    `brings` names fields that are always known where it is used, such as those of the promise it confirms.
    """

    name: str
    use: str
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    purposes: tuple[str, ...]
    edition: int
    published: bool
    brings: tuple[str, ...] = ()


class Said(NamedTuple):
    """That a template was published or withdrawn; ANY stands for every channel or every language."""

    name: str
    channel: str
    language: str
    standing: str


@cache
def shipped() -> Mapping[str, Template]:
    """Return the catalogue that ships, by name."""
    return read(SHIPPED.read_text(encoding="utf-8"))


def read(text: str) -> Mapping[str, Template]:
    """Read a catalogue; raises CatalogueRefused where something is missing, unknown or stands twice."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CatalogueRefused("The catalogue of templates is not YAML.") from error
    if not isinstance(raw, dict) or set(raw) != {"catalogue", "templates"} or not isinstance(raw["templates"], list):
        raise CatalogueRefused("A catalogue of templates says which it is, and lists its templates.")
    found: dict[str, Template] = {}
    for entry in raw["templates"]:
        template = _template(entry)
        if template.name in found:
            raise CatalogueRefused(f"The template {template.name!r} stands twice in the catalogue.")
        found[template.name] = template
    return found


def _template(entry: Any) -> Template:
    """Read one template of the list."""
    if not isinstance(entry, dict) or set(entry) - _MAY_SAY != _KEYS:
        raise CatalogueRefused(f"A template in the catalogue has exactly these keys: {', '.join(sorted(_KEYS))}.")
    name = str(entry["name"])
    if not all(isinstance(entry.get(key, []), list) for key in ("channels", "languages", "purposes", "brings")):
        raise CatalogueRefused(f"The channels, languages, purposes and what {name!r} brings are listed.")
    for key, known in (("channels", CHANNELS), ("languages", LANGUAGES)):
        strange = [word for word in entry[key] if word not in known]
        if strange or not entry[key] or len(set(entry[key])) != len(entry[key]):
            raise CatalogueRefused(f"The {key} of the template {name!r} are some of {', '.join(known)}, each once.")
    if not isinstance(entry["edition"], int) or entry["edition"] < 1 or not isinstance(entry["published"], bool):
        raise CatalogueRefused(f"The template {name!r} has an edition from 1 on, and is published or is not.")
    return Template(
        name,
        str(entry["use"]),
        tuple(entry["channels"]),
        tuple(entry["languages"]),
        tuple(str(word) for word in entry["purposes"]),
        entry["edition"],
        entry["published"],
        tuple(str(word) for word in entry.get("brings", ())),
    )


def named(name: str, *, channel: str = ANY, language: str = ANY) -> Template:
    """Return a shipped template that exists for that channel and language; raises CatalogueRefused with the nearest."""
    template = shipped().get(name)
    if template is None:
        near = get_close_matches(name, shipped(), n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise CatalogueRefused(f"There is no template {name[:60]!r}.{hint}")
    if channel != ANY and channel not in template.channels:
        raise CatalogueRefused(f"The template {name!r} goes by {_listed(template.channels)}, not by {channel[:30]!r}.")
    if language != ANY and language not in template.languages:
        raise CatalogueRefused(
            f"The template {name!r} is written in {_listed(template.languages)}, not in {language[:30]!r}."
        )
    return template


def published(catalogue: Mapping[str, Template], *, said: Iterable[Said]) -> frozenset[str]:
    """Return what may be used: "name/channel/language", and "name/channel/*" where some language of it may.

    `said` comes in the order it was said. For each channel and language the last word about it counts, however many
    others it was about as well; where nobody said anything, the catalogue's own word does.
    """
    standing = {
        (template.name, channel, language): template.published
        for template in catalogue.values()
        for channel in template.channels
        for language in template.languages
    }
    for one in said:
        for name, channel, language in standing:
            if name == one.name and one.channel in (ANY, channel) and one.language in (ANY, language):
                standing[name, channel, language] = one.standing == "published"
    usable = [key for key, is_published in standing.items() if is_published]
    return frozenset(
        {"/".join(key) for key in usable} | {f"{name}/{channel}/{ANY}" for name, channel, _ in usable},
    )


def _listed(words: Sequence[str]) -> str:
    """Write words as a sentence lists them: "letter, email and portal"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
