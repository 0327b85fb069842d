"""Nacha: files of the American clearing house: debits we order, and returns and notices of change that come back.

Words: a *batch* is the entries of one company, class and day; an *entry hash* is the sum of bank numbers, of which the
last ten digits count; a *prenote* is an entry of nothing that tries an account out; a *return* is an entry that came
back, with a reason (R); a *notice of change* (C) says what was wrong about one that was paid all the same.
Source: Nacha Operating Rules, Appendix Three. Records have 94 characters, files are padded to blocks of ten.
"""
