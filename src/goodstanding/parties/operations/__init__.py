"""What can be done about people: one module an idea, one function a deed, one transaction and one evidence entry each.

`bulk` is for the import alone, which brings its own transaction and its own entry.
"""
