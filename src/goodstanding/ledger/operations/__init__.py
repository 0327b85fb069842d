"""Writing the books.

Every module has the deeds a person can do (`post`, `reverse`, `write_off`, `open_book`: permission, transaction, one
evidence entry) or the parts they are made of (`enter`, `mirror`, `level_account`: for deeds here and in the chapters
above, which check the permission, hold the lock and append the entry themselves).
"""
