"""The ways of deciding that rules share; a rule names its shape and fills its blanks, and only a rule none fits brings code."""
