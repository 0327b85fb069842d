"""The map: which column of a file is what, written in YAML by whoever knows the file.

Words: map, record (one thing a row yields), field (one value of a record), finding (one thing wrong with the map).
Invariants: an unknown word is refused with the nearest known one; all findings are shown together; every scalar of the
YAML is text, so that `Yes`, `007` and `2013-01-02` mean what is written there.
"""
