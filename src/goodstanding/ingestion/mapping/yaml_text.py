"""The YAML of a map as plain text, lists and mappings: nothing is guessed, nothing stands twice."""

import yaml

from goodstanding.ingestion.mapping.finding import Finding, MapRefused

CHARACTERS_MAX = 1_000_000


class _TextLoader(yaml.BaseLoader):
    """Reads every scalar as text and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """Build one mapping; YAML itself would let the later of two equal keys win in silence."""
        seen: set[str] = set()
        for key, _ in node.value:
            word = str(key.value)
            if word in seen:
                where = f"line {key.start_mark.line + 1}"
                raise MapRefused([Finding(where, f"{word!r} stands twice.")])
            seen.add(word)
        built: dict[object, object] = super().construct_mapping(node, deep=deep)
        return built


def load(text: str) -> object:
    """Return the map's text as str, list and dict; raises MapRefused where it is not YAML."""
    if len(text) > CHARACTERS_MAX:
        raise MapRefused([Finding("map", "The map is longer than any map can be.")])
    try:
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 -- a BaseLoader, which builds nothing but text.
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or error.context or "it cannot be read"
        raise MapRefused([Finding(f"line {line}", f"This is not YAML: {problem}.")]) from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        raise MapRefused([Finding("map", "This is not YAML.")]) from error
