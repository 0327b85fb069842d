"""What somebody can afford: a budget of income and costs, and the surplus that no plan may go above.

Words: a *budget* is what a person says of their income and costs in the groups of the Standard Financial Statement; a
*line* is one amount with how often it comes; the *surplus* of a month is income less costs less savings; what other
plans of the person take of it is *committed*, the rest is *free*.
Invariants: a budget is never changed, another version is added; its lines are sealed with the person's own key, and are
kept only where the person agreed to that; nobody can set a plan above the documented surplus, in no role.
"""
