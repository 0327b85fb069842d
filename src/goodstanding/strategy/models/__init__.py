"""Tables of strategies and nights. Django finds them through this page; whoever uses one imports it from its own."""

from goodstanding.strategy.models import edition, hand_over, night

__all__ = ["edition", "hand_over", "night"]
