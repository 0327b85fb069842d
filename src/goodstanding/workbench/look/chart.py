"""The pictures of the dashboard: a Vega-Lite specification made by Altair, drawn as SVG on the server.

An `<img>` shows them, so no script runs in the page; the same picture goes into mail and print. Every colour is
handed in as part of a palette, because a picture does not see the style sheet of the page around it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import vl_convert

Theme = Literal["light", "dark"]
Width = Literal["wide", "narrow"]

WIDTHS: dict[Width, int] = {"wide": 560, "narrow": 330}
"""Pixels of the whole picture; a telephone gets a narrow one, so that its letters stay readable."""

HEIGHT = 232
TYPEFACE = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture; they repeat the tokens of the style sheet."""

    ink: str
    quiet: str
    line: str
    strong: str
    soft: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(ink="#152028", quiet="#4a5862", line="#dde3e6", strong="#0b5a64", soft="#8fb9bf"),
    "dark": Palette(ink="#e4eaed", quiet="#a4b2bb", line="#28343a", strong="#74c8d2", soft="#3f7079"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands under it, how high it is, what is written on it, and whether it stands out."""

    name: str
    height: float
    written: str
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line in time: `position` keeps the order, `name` stands on the axis; no height leaves a gap."""

    name: str
    line: str
    height: float | None


def _data(rows: Sequence[Mapping[str, object]]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def bars(bars: Sequence[Bar], *, theme: Theme, width: Width) -> str:
    """Draw bars with their amounts on them, as SVG."""
    palette = PALETTES[theme]
    rows = [{"name": bar.name, "height": bar.height, "written": bar.written, "out": bar.stands_out} for bar in bars]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, domain=True, ticks=False, labelPadding=8)),
        y=alt.Y("height:Q", title=None, axis=None, scale=alt.Scale(nice=True, zero=True)),
    )
    colour = alt.condition("datum.out", alt.value(palette.strong), alt.value(palette.soft))
    columns = base.mark_bar(cornerRadiusEnd=3).encode(color=colour)
    size = 11 if width == "wide" else 9
    words = base.mark_text(dy=-8, color=palette.ink, fontSize=size, fontWeight=600).encode(text="written:N")
    return _drawn(columns + words, palette=palette, width=width)


def lines(points: Sequence[Point], *, theme: Theme, width: Width) -> str:
    """Draw one line for each `line` named, the first strong, the others dashed, as SVG."""
    palette = PALETTES[theme]
    names = list(dict.fromkeys(point.line for point in points))
    ticks = list(dict.fromkeys(point.name for point in points))
    rows = [{"name": point.name, "line": point.line, "height": point.height} for point in points]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("name:O", sort=None, title=None, axis=_axis_of_time(ticks, width=width)),
        y=alt.Y("height:Q", title=None, scale=alt.Scale(nice=True, zero=True), axis=_axis_of_size(palette)),
        color=alt.Color("line:N", sort=names, scale=_first_strong(names, palette), legend=_legend(palette)),
        strokeDash=alt.StrokeDash("line:N", sort=names, scale=_first_whole(names), legend=_legend(palette)),
    )
    return _drawn(base.mark_line(strokeWidth=2.25, point=alt.OverlayMarkDef(size=22)), palette=palette, width=width)


def _axis_of_time(ticks: list[str], *, width: Width) -> alt.Axis:
    """Name every third month at most, and always the last, so that names do not run into each other."""
    step = max(1, -(-len(ticks) // (8 if width == "wide" else 4)))
    return alt.Axis(labelAngle=0, values=ticks[::-1][::step][::-1], ticks=False, labelPadding=8, labelOverlap=False)


def _axis_of_size(palette: Palette) -> alt.Axis:
    return alt.Axis(grid=True, gridColor=palette.line, domain=False, ticks=False, tickCount=5, labelPadding=6)


def _legend(palette: Palette) -> alt.Legend:
    return alt.Legend(
        title=None, orient="top", direction="horizontal", symbolType="stroke", symbolSize=320, labelColor=palette.ink,
        offset=4, columnPadding=18, labelLimit=260,
    )  # fmt: skip


def _first_strong(names: list[str], palette: Palette) -> alt.Scale:
    return alt.Scale(domain=names, range=[palette.strong, *[palette.quiet] * (len(names) - 1)])


def _first_whole(names: list[str]) -> alt.Scale:
    return alt.Scale(domain=names, range=[[1, 0], *[[5, 4]] * (len(names) - 1)])


def _drawn(chart: alt.Chart | alt.LayerChart, *, palette: Palette, width: Width) -> str:
    """Give a chart its size and its letters and draw it; nothing is fetched from anywhere."""
    whole = chart.properties(
        width=WIDTHS[width], height=HEIGHT, background="transparent",
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        padding={"left": 4, "right": 8, "top": 8, "bottom": 4},
    ).configure(font=TYPEFACE).configure_view(stroke=None).configure_axis(
        labelColor=palette.quiet, labelFontSize=11, domainColor=palette.quiet, labelLimit=120,
    ).configure_legend(labelFontSize=11)  # fmt: skip
    return str(vl_convert.vegalite_to_svg(whole.to_dict(), allowed_base_urls=[]))
