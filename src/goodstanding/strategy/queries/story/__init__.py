"""What a story is put together from: the sealed sheet or the books, the deeds of the night, and the law's answers."""
