"""What Twilio's error codes mean for a text: what became of it, and whether its number will ever take one.

Source: Twilio's error and warning dictionary, as of November 2026. A code that is not here is told as the provider
words it.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Word = Literal["refused", "failed", "put_off"]


class Meaning(NamedTuple):
    """What a code means. `stops`: it is about us and not about this text, so no other text need be tried now."""

    word: Word
    sentence: str
    stops: bool = False
    is_point_bad: bool = False
    is_stopped: bool = False


NO_NUMBER = "The number is none that a text can be sent to."
NOT_OURS = "The provider does not let us send from the number or service that is set."
THIRD_PARTY = "The provider carries no texts that collect a debt for somebody else."
DEBT_REDUCTION = "The provider carries no texts about reducing or consolidating debts."
NOT_REGISTERED = "The number we send from is not registered for this traffic with the provider."

MEANINGS: Mapping[int, Meaning] = {
    20003: Meaning("put_off", "The provider does not know our account or our token.", stops=True),
    20005: Meaning("put_off", "Our account with the provider is not active.", stops=True),
    20404: Meaning("put_off", "The provider does not know our account.", stops=True),
    20429: Meaning("put_off", "The provider takes no more for the moment."),
    14107: Meaning("put_off", "The provider takes no more for the moment."),
    21211: Meaning("failed", NO_NUMBER, is_point_bad=True),
    21214: Meaning("failed", NO_NUMBER, is_point_bad=True),
    21217: Meaning("failed", NO_NUMBER, is_point_bad=True),
    21401: Meaning("failed", NO_NUMBER, is_point_bad=True),
    21614: Meaning("failed", "The number is no mobile number."),
    21212: Meaning("put_off", NOT_OURS, stops=True),
    21603: Meaning("put_off", NOT_OURS, stops=True),
    21606: Meaning("put_off", NOT_OURS, stops=True),
    21659: Meaning("put_off", NOT_OURS, stops=True),
    21660: Meaning("put_off", NOT_OURS, stops=True),
    21703: Meaning("put_off", NOT_OURS, stops=True),
    21408: Meaning("refused", "Our account may not send texts to that country."),
    21602: Meaning("refused", "The text is empty."),
    21604: Meaning("refused", "The text has no number to go to."),
    21610: Meaning("refused", "The person told the provider to stop texts from us.", is_stopped=True),
    21612: Meaning("refused", "The provider cannot carry texts from our number to that one."),
    21617: Meaning("refused", "The text is longer than the provider carries."),
    30001: Meaning("failed", "The provider's queue was full, and it gave the text up."),
    30002: Meaning("failed", "Our account with the provider was suspended."),
    30003: Meaning("failed", "The telephone could not be reached."),
    30004: Meaning("failed", "The text was blocked on its way, perhaps by the person."),
    30005: Meaning("failed", "The number is not in service.", is_point_bad=True),
    30006: Meaning("failed", "The number is a landline, or its network takes no texts."),
    30007: Meaning("failed", "The network held the text to be unwanted and kept it back."),
    30008: Meaning("failed", "The network did not say why the text did not arrive."),
    30022: Meaning("failed", "More texts were sent than our number is allowed."),
    30032: Meaning("failed", NOT_REGISTERED),
    30034: Meaning("failed", NOT_REGISTERED),
    30036: Meaning("failed", "The text could not be delivered while it was still good to deliver."),
    30410: Meaning("failed", "The network took too long."),
    30460: Meaning("refused", THIRD_PARTY, stops=True),
    30863: Meaning("refused", THIRD_PARTY, stops=True),
    30943: Meaning("refused", THIRD_PARTY, stops=True),
    30466: Meaning("refused", DEBT_REDUCTION, stops=True),
    30869: Meaning("refused", DEBT_REDUCTION, stops=True),
    30949: Meaning("refused", DEBT_REDUCTION, stops=True),
}


def meaning(code: int | None, *, told: str = "") -> Meaning:
    """Return what a code means; one that we do not know is a refusal in the provider's own words."""
    if code is not None and code in MEANINGS:
        return MEANINGS[code]
    words = " ".join(told.split())[:200].rstrip(".") or "it did not say why"
    return Meaning("refused", f"The provider did not take it: {words}.")
