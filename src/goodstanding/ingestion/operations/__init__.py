"""What can be done with files: bring one in, undo a batch.

`bring_in` and `undoing` are the deeds; the other modules are their parts. A deed here is many transactions, one a
chunk, each with its own evidence entry, so that a program that is cut off goes on where it stopped.
"""
