"""Maths: families of exercises, each made by a rule."""
