"""What to do for whom, and when; today only the question that stands at its beginning: may we?

Words: a *question* is one act somebody has in mind for an account; the gate's verdict answers it. Invariant: the
question is put together from the books as they were known at an instant, so that it can be asked again later with the
same answer.
"""
