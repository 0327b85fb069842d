"""The ways of deciding that rules share; a rule names its shape and fills its blanks. A rule none fits brings code."""
