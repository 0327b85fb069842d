"""Showing who one is before a page tells of a debt: a proof typed once, and the slip that is carried on from it."""
