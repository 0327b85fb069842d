"""Why a call, a campaign or a recording cannot be used like this."""

from goodstanding.refusal import Refusal


class CallRefused(Refusal):
    """The call cannot be shown, dialled or told of like this; the sentence says why."""


class NoSuchCall(Refusal):
    """There is no such call, campaign or recording, or it is not theirs to see."""


class NotCalled(CallRefused):
    """The number was not called: the law, the books or the provider stood against it. It is on record."""
