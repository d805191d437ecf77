"""Misconceptions: wrong procedures that have a name, what each would answer, and the hints that help."""
