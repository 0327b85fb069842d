"""Tables of the books, and of what interest runs on. Django finds them through this page."""

from goodstanding.ledger.models.book import Account, Book, DeedKey, Posting, Transaction
from goodstanding.ledger.models.interest import BaseRate, FeeAllowed, InterestFreeze, InterestFreezeEnd, InterestTerms

__all__ = [
    "Account",
    "BaseRate",
    "Book",
    "DeedKey",
    "FeeAllowed",
    "InterestFreeze",
    "InterestFreezeEnd",
    "InterestTerms",
    "Posting",
    "Transaction",
]
