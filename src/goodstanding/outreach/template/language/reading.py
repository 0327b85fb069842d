"""Reading a text of a template: its head, its blocks, and everything that is wrong with them, told together."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from goodstanding.outreach.contact import CHANNELS as KNOWN_CHANNELS
from goodstanding.outreach.template.catalogue import LANGUAGES
from goodstanding.outreach.template.disclosure import disclosures
from goodstanding.outreach.template.language.block import CHANNELS
from goodstanding.outreach.template.language.building import Builder, channels_of
from goodstanding.outreach.template.language.finding import Finding, nearest, refused
from goodstanding.outreach.template.language.page import Table, Word, page, place_of
from goodstanding.outreach.template.text import ATTACHMENTS, EVERYWHERE, STAGES, TONES, TemplateText

KEYS = ("template", "language", "jurisdiction", "stage", "tone", "purpose", "optional", "attachments", "subject",
        "preheader", "blocks")  # fmt: skip
_OWED = ("template", "language", "stage", "tone", "purpose", "blocks")
_PLACE = re.compile(r"\*|[A-Z]{2}(-[A-Z0-9]{1,3})?")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,79}")
SUBJECT_MAX = 200
_Chosen = Mapping[str, tuple[str, ...]]
_CHOICES: _Chosen = {"language": LANGUAGES, "stage": STAGES, "tone": TONES, "optional": ("true", "false")}

assert set(CHANNELS) <= set(KNOWN_CHANNELS), "A channel of a text is one that a contact can have."


def read(source: str) -> TemplateText:
    """Return the text; raises TemplateRefused with every finding."""
    raw = page(source)
    if not isinstance(raw, Table):
        raise refused([Finding(1, 1, "A text is a list of keys and values, such as `template: reminder`.")])
    findings = _head_findings(raw)
    builder = Builder(disclosures(str(raw.get("language", ""))))
    subject = builder.words(raw.get("subject", Word.at("", place_of(raw))), "subject", may_be_empty=True)
    preheader = builder.words(raw.get("preheader", Word.at("", place_of(raw))), "preheader", may_be_empty=True)
    blocks = builder.blocks(raw.get("blocks"), place=place_of(raw))
    findings += builder.findings
    if findings:
        raise refused(findings)
    # A set text alone makes no message of a channel, unless the text says that it does.
    channels = builder.channels or channels_of(blocks)
    return TemplateText(
        name=str(raw["template"]),
        language=str(raw["language"]),
        jurisdiction=str(raw.get("jurisdiction", EVERYWHERE)),
        stage=str(raw["stage"]),
        tone=str(raw["tone"]),
        purpose=str(raw["purpose"]),
        is_optional=raw.get("optional") == "true",
        attachments=tuple(str(one) for one in raw.get("attachments") or ()),
        subject=subject,
        preheader=preheader,
        blocks=blocks,
        channels=tuple(one for one in CHANNELS if one in channels),
        sha256=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        source=source,
    )


def _head_findings(raw: Table) -> list[Finding]:
    """Return what is wrong with everything but the blocks."""
    found = [
        Finding(*place_of(key), f"{key[:60]!r} has no meaning here.", nearest(key, KEYS))
        for key in raw
        if key not in KEYS
    ]
    found += [Finding(*place_of(raw), f"The text does not say its {key}.") for key in _OWED if not raw.get(key)]
    for key in ("template", "language", "jurisdiction", "stage", "tone", "purpose", "optional", "subject", "preheader"):
        if key in raw and not isinstance(raw[key], Word):
            found.append(Finding(*place_of(raw[key]), f"The {key} is one word or sentence."))
    for key, known in _CHOICES.items():
        value = raw.get(key)
        if isinstance(value, Word) and value and value not in known:
            found.append(Finding(*place_of(value), f"{value[:40]!r} is no {key}.", nearest(value, known)))
    found += _shapes(raw)
    return found


def _shapes(raw: Table) -> list[Finding]:
    """Return what is wrong with the name, the place, the attachments and the length of the subject."""
    found: list[Finding] = []
    name, place, attachments = raw.get("template"), raw.get("jurisdiction"), raw.get("attachments")
    if isinstance(name, Word) and name and not _NAME.fullmatch(name):
        found.append(
            Finding(*place_of(name), f"{name[:60]!r} is no name of a template; small letters and hyphens are.")
        )
    if isinstance(place, Word) and not _PLACE.fullmatch(place):
        sentence = f'{place[:20]!r} is no place; write US, US-CA, or "*" for everywhere.'
        found.append(Finding(*place_of(place), sentence))
    if attachments is not None and attachments != "":
        found += _attachments(attachments)
    for key in ("subject", "preheader"):
        value = raw.get(key)
        if isinstance(value, Word) and (len(value) > SUBJECT_MAX or "\n" in value):
            found.append(Finding(*place_of(value), f"The {key} is one line of at most {SUBJECT_MAX} characters."))
    return found


def _attachments(value: Any) -> list[Finding]:
    if not isinstance(value, list):
        return [Finding(*place_of(value), "The attachments are listed, such as [statement].")]
    return [
        Finding(*place_of(one), f"{str(one)[:40]!r} is nothing that can be attached.", nearest(str(one), ATTACHMENTS))
        for one in value
        if one not in ATTACHMENTS
    ]
