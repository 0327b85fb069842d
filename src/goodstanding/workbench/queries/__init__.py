"""What the pages ask of the books: one module a page, every public function one page's question."""
