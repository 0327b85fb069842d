"""The classifier that ships, read once, and the labelled phrases it was trained on."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import yaml

from goodstanding.outreach.reply.label import LABELS
from goodstanding.outreach.reply.reading.classifier import ClassifierRefused, Trained, dumped, loaded

NAMES = ("classifier.json", "vocabulary.txt", "numbers.npz")


class Phrase(NamedTuple):
    """One phrase with its main label; `writer` tells which phrases were written as one person writes."""

    writer: str
    language: str
    label: str
    text: str


@cache
def classifier() -> Trained:
    """Return the classifier that ships; raises ClassifierRefused."""
    return kept_in(resources.files("goodstanding.outreach.reply").joinpath("trained"))


def kept_in(folder: Traversable) -> Trained:
    """Return the classifier that a folder holds; raises ClassifierRefused."""
    try:
        told, words, numbers = (folder.joinpath(name).read_bytes() for name in NAMES)
    except OSError as fault:
        raise ClassifierRefused(f"There is no classifier of replies in {folder}.") from fault
    return loaded(told, words, numbers)


def keep(trained: Trained, folder: Path) -> None:
    """Write a classifier into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in zip(NAMES, dumped(trained), strict=True):
        (folder / name).write_bytes(content)


def phrases(folder: Traversable | None = None) -> list[Phrase]:
    """Return the labelled phrases, in the order of their files; raises ClassifierRefused for one of no known label."""
    place = folder or resources.files("goodstanding.outreach.reply").joinpath("labelled")
    found = [phrase for file in _files(place) for phrase in _phrases_of(file)]
    if not found:
        raise ClassifierRefused(f"There are no labelled phrases in {place}.")
    return sorted(found, key=lambda one: one.writer)


def _files(place: Traversable) -> Iterator[Traversable]:
    for one in sorted(place.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _files(one)
        elif one.name.endswith(".yaml"):
            yield one


def _phrases_of(file: Traversable) -> Iterator[Phrase]:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    for label, texts in told["phrases"].items():
        if label not in LABELS:
            raise ClassifierRefused(f"{file.name}: {label!r} is no label.")
        yield from (Phrase(file.name.removesuffix(".yaml"), told["language"], label, str(one)) for one in texts)


def fingerprint(known: Iterable[Phrase]) -> str:
    """Return the hash of labelled phrases."""
    return hashlib.sha256("\n".join("\t".join(one) for one in known).encode()).hexdigest()
