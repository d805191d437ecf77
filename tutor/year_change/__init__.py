"""Pupils move up, classes end: moving, the bin of thirty days, and erasing for good."""
