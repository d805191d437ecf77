"""A class at work on a real server: python -m tests.load (docs/guide-technicien.md quotes its figures)."""
