"""Collecting what is wrong with a document while it is looked over."""

from collections.abc import Iterable, Iterator, Sequence

from goodstanding.strategy.document.finding import Finding, Weight
from goodstanding.strategy.document.page import Page, Path, Place


class Notes:
    """The findings about one page, in whatever order they are made."""

    def __init__(self, page: Page, findings: Iterable[Finding] = ()) -> None:
        """Begin with the findings there are."""
        self._page, self._findings = page, list(findings)

    @property
    def has_errors(self) -> bool:
        """Say whether something stands in the way of using the document."""
        return any(finding.weight == "error" for finding in self._findings)

    def all(self) -> tuple[Finding, ...]:
        """Return every finding once, in the order of the text."""
        return tuple(sorted(set(self._findings)))

    def at(self, place: Place, sentence: str, suggestion: str = "", *, weight: Weight = "error") -> None:
        """Note something at a place."""
        self._findings.append(Finding(place.line, place.column, sentence, suggestion, weight))

    def error(self, path: Path, sentence: str, suggestion: str = "") -> None:
        """Note what stands in the way of using the document, at a value."""
        self.at(self._page.place(path), sentence, suggestion)

    def warn(self, path: Path, sentence: str, suggestion: str = "") -> None:
        """Note what is probably not meant, at a value."""
        self.at(self._page.place(path), sentence, suggestion, weight="warning")

    def warn_of_key(self, path: Path, sentence: str, suggestion: str = "") -> None:
        """Note what is probably not meant, at a key."""
        self.at(self._page.place_of_key(path), sentence, suggestion, weight="warning")

    def twice(self, names: Sequence[str], *, path: Path) -> None:
        """Note every entry of a list whose name stands before it already."""
        for number in repeated(names):
            self.error((*path, number, "name"), f"{names[number]!r} stands twice.", "Give it a name of its own.")


def repeated(words: Sequence[str]) -> Iterator[int]:
    """Yield the place of every word that stands before it already.

    >>> list(repeated(["a", "b", "a"]))
    [2]
    """
    return (number for number, word in enumerate(words) if word in words[:number])
