"""The YAML of a text as plain values, each of which knows where it stands.

Every scalar stays a text; lists and mappings are what they look like. A key that stands twice, an alias, a tag, a
second document, and what is deeper or longer than any letter can be are refused.
"""

from typing import Any, NamedTuple

import yaml

from goodstanding.outreach.template.language.finding import Finding, TemplateRefused, refused

CHARACTERS_MAX = 200_000
DEPTH_MAX = 40
EVENTS_MAX = 20_000


class Place(NamedTuple):
    """A place in the text, counted from 1."""

    line: int
    column: int


class Word(str):
    """A scalar, and where it stands. `lead` is how far behind its place its first character stands, or None where its
    characters cannot be counted along the line."""

    place: Place
    lead: int | None

    @classmethod
    def at(cls, text: str, place: Place, *, lead: int | None = None) -> "Word":
        """Return a text with its place."""
        word = cls(text)
        word.place, word.lead = place, lead
        return word

    def within(self, offset: int) -> Place:
        """Return the place of one of its characters, or of its beginning where that cannot be told."""
        line, column = self.place
        return Place(line, column + self.lead + offset) if self.lead is not None else self.place


class Row(list[Any]):
    """A list, and where it stands."""

    place: Place


class Table(dict[str, Any]):
    """A mapping, and where it stands; its keys are words."""

    place: Place


def page(text: str) -> Any:
    """Return the values of a page of YAML; raises TemplateRefused with the place of what is wrong."""
    if len(text) > CHARACTERS_MAX:
        raise _refused(Place(1, 1), f"A text has at most {CHARACTERS_MAX:,} characters.")
    try:
        _weigh(text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark) if error.problem_mark else Place(1, 1)
        raise _refused(place, f"This is not YAML: {error.problem or error.context or 'it cannot be read'}.") from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _refused(place, "A character stands here that no text can hold.") from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, IndexError, AttributeError) as error:
        if isinstance(error, TemplateRefused):
            raise
        raise _refused(Place(1, 1), "This is not YAML.") from error
    if node is None:
        raise _refused(Place(1, 1), "The text is empty.")
    return _plain(node)


def place_of(value: object) -> Place:
    """Return where a value stands."""
    place = getattr(value, "place", None)
    return place if isinstance(place, Place) else Place(1, 1)


def _plain(node: yaml.Node) -> Any:
    place = _place(node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        row = Row(_plain(one) for one in node.value)
        row.place = place
        return row
    if isinstance(node, yaml.MappingNode):
        table = Table()
        table.place = place
        for key, value in node.value:
            where = _place(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                raise _refused(where, "A key is a single word.")
            if key.value in table:
                raise _refused(where, f"{key.value[:60]!r} stands twice.")
            table[Word.at(str(key.value), where)] = _plain(value)
        return table
    assert isinstance(node, yaml.ScalarNode), "YAML knows lists, mappings and scalars only."
    is_on_one_line = node.start_mark.line == node.end_mark.line and node.style not in ("|", ">")
    lead = (1 if node.style in ("'", '"') else 0) if is_on_one_line else None
    return Word.at(str(node.value), place, lead=lead)


def _weigh(text: str) -> None:
    """Refuse what would unfold without end, and what asks to be more than text."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.BaseLoader)):
        place = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _refused(place, "Aliases are not offered; write it out once more.")
        if getattr(event, "tag", None) not in (None, "!"):
            raise _refused(place, "Tags are not offered; everything is plain text.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_MAX or number > EVENTS_MAX:
            raise _refused(place, "This is deeper or longer than any text can be.")


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _refused(place: Place, sentence: str) -> TemplateRefused:
    return refused([Finding(*place, sentence)])
