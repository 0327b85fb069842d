"""Passages as the body of a letter, in typst. Every word is handed over as a string, so nothing in it is markup."""

from collections.abc import Sequence

from goodstanding.outreach.template.facts.cleaning import is_right_to_left
from goodstanding.outreach.template.rendering.passage import Head, Passage, Points, Prose, Rows, Run, Runs, plain

_AS_IT_IS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.-:;()/@?!'&%+")
_ISOLATE, _END = "\u2068", "\u2069"


def body(passages: Sequence[Passage]) -> str:
    """Return the source of a letter's body; headings are of the first level."""
    return "".join(_passage(one) for one in passages)


def string(text: str) -> str:
    """Return a text as a string that nothing in it can end.

    >>> string('a"#b')
    '"a\\\\u{22}\\\\u{23}b"'
    """
    told = "".join(letter if letter in _AS_IT_IS else f"\\u{{{ord(letter):x}}}" for letter in text)
    return f'"{told}"'


def _passage(passage: Passage) -> str:
    if isinstance(passage, Head):
        return f"#heading(level: 1)[{_runs(passage.runs)}]\n\n"
    if isinstance(passage, Prose):
        return f"#par[{_runs(passage.runs)}]\n\n"
    if isinstance(passage, Points):
        return "#list(" + ", ".join(f"[{_runs(point)}]" for point in passage.points) + ")\n\n"
    if isinstance(passage, Rows):
        return _table(passage)
    label = plain(passage.label).rstrip().rstrip(":")
    return f"#par[#{string(label + ': ')};#link({string(passage.link)})[#{string(_breakable(passage.link))};]]\n\n"


def _table(table: Rows) -> str:
    sides = ", ".join(table.aligns)
    widths = ", ".join("auto" if align == "right" else "1fr" for align in table.aligns)
    header = ", ".join(f"strong[{_runs(title)}]" for title in table.titles)
    cells = "".join(f"  {', '.join(f'[{_runs(cell)}]' for cell in row)},\n" for row in table.rows)
    caption = f"#par[#strong[{_runs(table.caption)}]]\n\n" if table.caption else ""
    return (
        f"{caption}#table(\n  columns: ({widths},),\n  align: ({sides},),\n  stroke: (x: none, y: 0.5pt),\n"
        f"  table.header({header}),\n{cells})\n\n"
    )


def _runs(sentence: Runs) -> str:
    return "".join(_run(run) for run in sentence)


def _run(run: Run) -> str:
    text = f"{_ISOLATE}{run.text}{_END}" if run.is_fact and is_right_to_left(run.text) else run.text
    told = "#linebreak();".join(f"#{string(_breakable(part) if run.leads_to else part)};" for part in text.split("\n"))
    if run.leads_to:
        told = f"#link({string(run.leads_to)})[{told}]"
        told += ";" if not run.is_bold else ""
    return f"#strong[{told}];" if run.is_bold else told


def _breakable(address: str) -> str:
    """Let an address break behind its marks, which nobody sees where it does not have to."""
    return "".join(f"{letter}\u200b" if letter in "/?&=-." else letter for letter in address)
