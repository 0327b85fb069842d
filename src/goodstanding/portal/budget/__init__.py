"""The page on which somebody tells their income and costs, and sees what is left of a month."""
