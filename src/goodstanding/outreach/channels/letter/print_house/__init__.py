"""The print house: letters as batches in a folder, each one file to print and a list of what is in it.

Invariants: a batch appears in the folder by one renaming, whole; it is there exactly if its record lies in the data
folder and nothing of it waits under a temporary name; the file to print holds the pages of the copies that are kept.
"""
