"""The law as plain values for the pages: packs on a shelf, one rule, the coverage register, and an answer of the gate.

Words
    shelf       the packs in force on a day, and the rules that speak of given words.
    surety      how sure we are of a value: the confidence of the lawbook, in words, with a colour and a picture.
    standing    whether an entry of a value is in force on the day, or earlier or later than what is.
"""
