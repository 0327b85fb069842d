"""What every refusal of the house is: an exception whose text is a sentence fit for the screen.

For whoever writes an operation: derive a named class from it, beside the function that raises it, and say in the
sentence what is wrong and what the remedy is. The doors show the sentence and nothing else; every other exception is a
defect of ours and keeps its trace.
"""


class Refusal(Exception):
    """Something was not done, and the text says why in a sentence."""
