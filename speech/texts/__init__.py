"""Sentences and texts followed while they are read: where the reader is, what he skips or repeats, how fluent he is."""
