"""Passages as HTML: the body of a mail, complete in itself, and the same content for the portal.

One column, styles beside what they style (mail programs drop the rest), nothing loaded from anywhere, colours that
turn round in the dark, a language, a preheader, and tables whose headings say so to a screen reader.
"""

from collections.abc import Sequence
from html import escape

from goodstanding.outreach.template.facts.cleaning import is_right_to_left
from goodstanding.outreach.template.rendering.passage import Head, Passage, Points, Prose, Rows, Run, Runs, plain

_FONT = "font-family:Arial,Helvetica,sans-serif;"
_STYLES = {
    "body": f"margin:0;padding:0;background-color:#f4f5f7;color:#1c2430;{_FONT}font-size:16px;line-height:1.5;",
    "column": "max-width:600px;margin:0 auto;padding:24px;background-color:#ffffff;color:#1c2430;",
    "h": "margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:bold;",
    "p": "margin:0 0 16px;",
    "ul": "margin:0 0 16px;padding:0 0 0 24px;",
    "li": "margin:0 0 4px;",
    "table": "width:100%;margin:0 0 16px;border-collapse:collapse;font-size:15px;",
    "caption": "text-align:left;padding:0 0 8px;font-weight:bold;",
    "th": "padding:8px;border-bottom:2px solid #5b6675;vertical-align:bottom;",
    "td": "padding:8px;border-bottom:1px solid #c9cfd8;vertical-align:top;",
    "a": "color:#0b4fa8;",
    "button": "display:inline-block;padding:12px 20px;background-color:#0b4fa8;color:#ffffff;"
    "border-radius:4px;font-weight:bold;text-decoration:none;",
    "hidden": "display:none;max-height:0;overflow:hidden;opacity:0;",
}
_DARK = (
    "@media (prefers-color-scheme:dark){body,.page{background-color:#14181f!important;color:#e8ebf0!important}"
    ".column{background-color:#1c2230!important;color:#e8ebf0!important}a{color:#8ab8ff!important}"
    "a.button{background-color:#8ab8ff!important;color:#10141b!important}}"
)
_NARROW = (
    "@media (max-width:520px){table.rows thead{display:none}table.rows tr{display:block;padding:8px 0;"
    "border-bottom:1px solid #c9cfd8}table.rows th,table.rows td{display:block;text-align:left!important;"
    "padding:2px 0!important;border:0!important}"
    "table.rows [data-title]:before{content:attr(data-title) ': ';font-weight:bold}}"
)
"""On a telephone a table is too wide: each cell stands on a line under its title."""


def mail(passages: Sequence[Passage], *, language: str, subject: str, preheader: str) -> str:
    """Return a whole HTML document."""
    hidden = f'<div style="{_STYLES["hidden"]}">{escape(preheader)}</div>\n' if preheader else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{escape(subject)}</title>\n<style>:root{{color-scheme:light dark}}{_DARK}{_NARROW}</style>\n</head>\n"
        f'<body class="page" style="{_STYLES["body"]}">\n{hidden}'
        f'<div class="column" role="article" lang="{language}" style="{_STYLES["column"]}">\n'
        f"{content(passages)}</div>\n</body>\n</html>\n"
    )


def content(passages: Sequence[Passage]) -> str:
    """Return passages as HTML without what is around them; the first heading is the page's, the others below it."""
    level, found = 1, []
    for passage in passages:
        found.append(_passage(passage, level))
        level = 2 if isinstance(passage, Head) else level
    return "".join(found)


def _passage(passage: Passage, level: int) -> str:
    if isinstance(passage, Head):
        return f'<h{level} style="{_STYLES["h"]}">{_runs(passage.runs)}</h{level}>\n'
    if isinstance(passage, Prose):
        return f'<p style="{_STYLES["p"]}">{_runs(passage.runs)}</p>\n'
    if isinstance(passage, Points):
        points = "".join(f'<li style="{_STYLES["li"]}">{_runs(point)}</li>\n' for point in passage.points)
        return f'<ul style="{_STYLES["ul"]}">\n{points}</ul>\n'
    if isinstance(passage, Rows):
        return _table(passage)
    label = escape(plain(passage.label))
    return (
        f'<p style="{_STYLES["p"]}">'
        f'<a class="button" href="{escape(passage.link)}" style="{_STYLES["button"]}">{label}</a></p>\n'
    )


def _table(table: Rows) -> str:
    caption = f'<caption style="{_STYLES["caption"]}">{_runs(table.caption)}</caption>\n' if table.caption else ""
    titles = "".join(
        f'<th scope="col" style="text-align:{align};{_STYLES["th"]}">{_runs(title)}</th>'
        for title, align in zip(table.titles, table.aligns, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, table)}</tr>\n" for row in table.rows)
    return (
        f'<table class="rows" style="{_STYLES["table"]}">\n{caption}<thead>\n<tr>{titles}</tr>\n</thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _cells(row: tuple[Runs, ...], table: Rows) -> str:
    """Return the cells of a row; the first one names the row."""
    found = []
    for number, (cell, align) in enumerate(zip(row, table.aligns, strict=True)):
        tag, weight = ('th scope="row"', "font-weight:normal;") if number == 0 else ("td", "")
        title = f'data-title="{escape(plain(table.titles[number]))}"'
        found.append(
            f'<{tag} {title} style="text-align:{align};{weight}{_STYLES["td"]}">{_runs(cell)}</{tag.split()[0]}>'
        )
    return "".join(found)


def _runs(sentence: Runs) -> str:
    return "".join(_run(run) for run in sentence)


def _run(run: Run) -> str:
    told = escape(run.text).replace("\n", "<br>")
    if run.is_fact and is_right_to_left(run.text):
        told = f"<bdi>{told}</bdi>"
    if run.leads_to:
        told = f'<a href="{escape(run.leads_to)}" style="{_STYLES["a"]}">{told}</a>'
    return f"<strong>{told}</strong>" if run.is_bold else told
