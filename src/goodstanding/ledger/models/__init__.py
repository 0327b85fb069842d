"""Tables of the books, and of what interest runs on. Django finds them through this page."""

from goodstanding.ledger.models.book import Account, Book, Posting, Transaction

__all__ = ["Account", "Book", "Posting", "Transaction"]
