"""The style sheet keeps its promises: text and controls stand out enough in light and dark, and pages hold no style."""

import re
from pathlib import Path

import pytest

from goodstanding.workbench.look.chart import PALETTES

FOLDER = Path(__file__).resolve().parents[2] / "src" / "goodstanding" / "workbench"
TOKENS = re.findall(
    r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", (FOLDER / "static/workbench/1-tokens.css").read_text()
)
LIGHT = {name: light for name, light, _ in TOKENS}
DARK = {name: dark for name, _, dark in TOKENS}

GROUNDS = ("paper", "sheet", "raised")
TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "ink-quiet", "accent", "accent-hover", "harm") for ground in GROUNDS),
    ("on-accent", "accent"), ("on-accent", "accent-hover"), ("accent", "accent-wash"), ("ink", "accent-wash"),
    *((tone, f"{tone}-wash") for tone in ("good", "caution", "harm")),
    *(("ink", f"{tone}-wash") for tone in ("good", "caution", "harm")),
]  # fmt: skip
CONTROL_PAIRS = [(mark, ground) for mark in ("line-strong", "focus", "accent") for ground in GROUNDS]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), CONTROL_PAIRS)
def test_controls_can_be_seen(theme: dict[str, str], mark: str, ground: str) -> None:
    assert contrast(theme[mark], theme[ground]) >= 3


def test_pictures_use_the_colours_of_the_style_sheet() -> None:
    for palette, theme in ((PALETTES["light"], LIGHT), (PALETTES["dark"], DARK)):
        assert (palette.ink, palette.quiet, palette.line, palette.strong) == (
            theme["ink"], theme["ink-quiet"], theme["line"], theme["accent"],
        )  # fmt: skip
        assert contrast(palette.soft, theme["sheet"]) >= 1.5


TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_style_a_handler_or_a_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize("path", sorted((FOLDER / "static").rglob("*.css")), ids=lambda path: path.name)
def test_style_sheets_fetch_nothing_and_force_nothing(path: Path) -> None:
    text = path.read_text()
    assert "url(" not in text
    assert "@import" not in text
    forced = text.count("!important")
    assert forced == 0 or (path.name == "3-layout.css" and forced == 1)
    assert len(text.splitlines()) <= 300
