"""Printing: the words of a notice, its sheet, and the press that puts it on the model form.

Invariants: what is printed comes from a sheet; a value never becomes markup; the same notice gives the same bytes.
"""
