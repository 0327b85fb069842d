"""The YAML of a strategy document as plain values, each with its place in the text.

Nothing is guessed: whole numbers, true, false and nothing are what they look like, all else is text. A key that stands
twice, an alias and a second document are refused. Every scalar remembers its place down to the character, so that a
mistake inside a condition is shown where it stands.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from goodstanding.strategy.document.finding import DocumentRefused, Finding

CHARACTERS_MAX = 500_000
DEPTH_MAX = 20
EVENTS_MAX = 50_000
Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and numbers of list entries, from 0."""


class Place(NamedTuple):
    """A place in the text, counted from 1."""

    line: int
    column: int


class Page:
    """The plain values of a document, and where each stands."""

    def __init__(self, text: str) -> None:
        """Read the text; raises DocumentRefused where it is not YAML that a document can be written in."""
        self._text = text
        self._values: dict[Path, yaml.Node] = {}
        self._keys: dict[Path, yaml.Node] = {}
        self._twice: list[Finding] = []
        self.value = self._plain(_composed(text), ())
        if self._twice:
            raise DocumentRefused(self._twice)

    def place(self, path: Path) -> Place:
        """Return where the value at a path stands, or the nearest above it that is there."""
        while path and path not in self._values:
            path = path[:-1]
        return _place(self._values[path].start_mark)

    def place_of_key(self, path: Path) -> Place:
        """Return where the key of a value stands; of an entry of a list, where the entry does."""
        return _place(self._keys[path].start_mark) if path in self._keys else self.place(path)

    def place_within(self, path: Path, offset: int) -> Place:
        """Return the place of a character of a text, by its offset within the value."""
        node = self._values.get(path)
        if not isinstance(node, yaml.ScalarNode):
            return self.place(path)
        wanted = len(re.sub(r"\s", "", node.value[:offset]))
        for seen, index in enumerate(_letters(self._text, node)):
            if seen == wanted:
                before = self._text[:index]
                return Place(before.count("\n") + 1, index - before.rfind("\n"))
        return self.place(path)

    def _plain(self, node: yaml.Node, path: Path) -> object:
        self._values[path] = node
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(one, (*path, number)) for number, one in enumerate(node.value)]
        built: dict[str, object] = {}
        for key, value in node.value:
            word = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if word in built or not isinstance(key, yaml.ScalarNode):
                line, column = _place(key.start_mark)
                told = f"{word[:60]!r} stands twice." if word in built else "A key is a single word."
                self._twice.append(Finding(line, column, told))
            self._keys[*path, word] = key
            built[word] = self._plain(value, (*path, word))
        return built


def _composed(text: str) -> yaml.Node:
    """Return the tree of the YAML; raises DocumentRefused."""
    if len(text) > CHARACTERS_MAX:
        raise _refused(1, 1, f"A document has at most {CHARACTERS_MAX} characters.")
    try:
        _weigh(text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line, column = _place(error.problem_mark) if error.problem_mark else (1, 1)
        problem = error.problem or error.context or "it cannot be read"
        raise _refused(line, column, f"This is not YAML: {problem}.") from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        sentence = "A character stands here that no text can hold."
        raise _refused(before.count("\n") + 1, len(before) - before.rfind("\n"), sentence) from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, IndexError) as error:
        raise _refused(1, 1, "This is not YAML.") from error
    if node is None:
        raise _refused(1, 1, "The document is empty.")
    return node


def _weigh(text: str) -> None:
    """Refuse what would unfold without end: aliases, depth, and too many pieces."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.BaseLoader)):
        line, column = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _refused(line, column, "Aliases are not offered.", "Write it out once more.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_MAX or number > EVENTS_MAX:
            raise _refused(line, column, "This is deeper or longer than any document can be.")


def _scalar(node: yaml.ScalarNode) -> object:
    """Return a scalar as it looks: a plain one may be a whole number, true, false or nothing."""
    text = str(node.value)
    if node.style is not None:
        return text
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(text, text)


def _letters(text: str, node: yaml.ScalarNode) -> Iterator[int]:
    """Yield where each character of a scalar that is no white space stands in the text."""
    place, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        place = max(text.find("\n", place), place)
    elif node.style in ("'", '"'):
        place, end = place + 1, end - 1
    while place < end:
        pair = text[place : place + 2]
        if not text[place].isspace():
            yield place
        is_escaped = (node.style == "'" and pair == "''") or (node.style == '"' and pair[0] == "\\")
        place += 2 if is_escaped else 1


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _refused(line: int, column: int, sentence: str, suggestion: str = "") -> DocumentRefused:
    return DocumentRefused([Finding(line, column, sentence, suggestion)])
