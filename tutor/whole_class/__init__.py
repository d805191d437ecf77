"""Rivet asks the whole class on the teacher's screen: slates go up, she counts, nothing is kept of any child."""
