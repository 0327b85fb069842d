"""The few pictures of the workbench, drawn for it on a grid of 24; every one stands beside a word."""

STROKES = {
    "dashboard": "M4 20V10M10 20V4M16 20v-8M3 20h18M21 20v-3",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20.5 20.5",
    "access": "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6ZM9 12l2 2 4-4.5",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5"
    "M15.5 4.3a3.5 3.5 0 0 1 0 6.4"
    "M17.5 14.9c2.2.7 3.5 2.5 3.5 5.1",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.5-4 3.3-6 7.5-6s7 2 7.5 6",
    "warning": "M12 4 2.5 20h19ZM12 10v4.5M12 17.3v.2",
    "stop": "M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2ZM8.5 12h7",
    "pause": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.5 9v6M14.5 9v6",
    "shield": "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6Z",
    "heart": "M12 20.5C6 16.5 3 13.2 3 9.3 3 6.5 5 4.5 7.5 4.5"
    "c2 0 3.5 1 4.5 2.8 1-1.8 2.5-2.8 4.5-2.8 2.5 0 4.5 2 4.5 4.8"
    " 0 3.9-3 7.2-9 11.2Z",
    "scales": "M12 4v16M7.5 20h9M5 7h14M5 7l-2.8 7a2.8 2.8 0 0 0 5.6 0ZM19 7l-2.8 7a2.8 2.8 0 0 0 5.6 0Z",
    "question": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.6v.2",
    "note": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.2",
    "tick": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12.3l2.8 2.8L16 9.5",
    "envelope": "M3.5 6h17v12h-17ZM4 6.5l8 6.5 8-6.5",
    "list": "M9.5 6.5H20M9.5 12H20M9.5 17.5H20M4 6.5l1 1 1.8-2M4 12l1 1 1.8-2M4 17.5l1 1 1.8-2",
    "key": "M8 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM11 12.5l8.5-8.5M16 7.5l2.5 2.5",
    "download": "M12 4v11M7.5 10.8 12 15l4.5-4.2M4.5 20h15",
    "bank": "M3 9 12 4l9 5M4 20h16M6 9v8M10 9v8M14 9v8M18 9v8",
    "coins": "M9 12a5.5 3 0 1 0 0-6 5.5 3 0 0 0 0 6ZM3.5 9v4c0 1.7 2.5 3 5.5 3M14.5 9v2"
    "M15 18a5.5 3 0 1 0 0-6 5.5 3 0 0 0 0 6Z"
    "M9.5 15v2.5c0 1.7 2.5 3 5.5 3s5.5-1.3 5.5-3V15",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
    "phone": "M6 3.5h3.5l1.5 4.5-2.3 1.7a13 13 0 0 0 5.6 5.6l1.7-2.3 4.5 1.5V18c0 1.4-1.1 2.5-2.5 2.5"
    "C10.6 20.5 3.5 13.4 3.5 6 3.5 4.6 4.6 3.5 6 3.5Z",
    "steps": "M4 20h4v-4h4v-4h4V8h4V4M4 20v-4",
    "letter": "M6 3h8l5 5v13H6ZM14 3v5h5M9 12.5h7M9 16.5h7",
    "reply": "M9.5 6 4 11.5 9.5 17M4 11.5h9c4 0 6.5 2.5 7 7",
    "out": "M10 4H5v16h5M10 12h10M16.5 8.3 20 12l-3.5 3.7",
}
"""Name to the strokes of the picture, as SVG writes a path."""


def drawn(name: str) -> str:
    """Return the picture as SVG that takes the colour of the text around it and is silent to a screen reader."""
    assert name in STROKES, f"There is no icon called {name}."
    return (
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{STROKES[name]}"/></svg>'
    )
