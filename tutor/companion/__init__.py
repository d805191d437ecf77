"""Rivet: what he says, all of it authored; and the voice that says it."""
