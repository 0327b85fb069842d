from xml.etree import ElementTree

import pytest

from goodstanding.workbench.look.chart import PALETTES, WIDTHS, Bar, Point, Theme, Width, bars, lines

BARS = [
    Bar("Current", 428429, "4,284.29", stands_out=False),
    Bar("1–30", 83556, "835.56", stands_out=True),
    Bar("<31&", 0, "0.00", stands_out=True),
]
POINTS = [
    Point(f"{month} 26", line, height)
    for line, height in (("DSO", 26.0), ("Best possible DSO", None))
    for month in ("Jan", "Feb", "Mar")
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_bars_are_drawn_with_their_words_in_the_colours_of_the_theme(theme: Theme, width: Width) -> None:
    svg = bars(BARS, theme=theme, width=width)
    assert all(word in svg for word in ("Current", "1–30", "4,284.29", "835.56"))
    assert PALETTES[theme].strong in svg
    assert ElementTree.fromstring(svg).get("width") == str(WIDTHS[width])  # noqa: S314  Drawn by ourselves.


def test_lines_are_drawn_also_where_a_month_has_no_number() -> None:
    svg = lines(POINTS, theme="light", width="wide")
    assert "Best possible DSO" in svg
    assert "Mar 26" in svg


def test_no_picture_holds_a_script_or_leads_anywhere() -> None:
    for svg in (
        bars(BARS, theme="dark", width="wide"),
        lines(POINTS, theme="dark", width="narrow"),
        bars([], theme="light", width="wide"),
    ):
        assert "<script" not in svg
        assert "href=" not in svg.replace("xmlns:xlink", "")
