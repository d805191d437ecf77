"""Rivet's conversation, pure: what happens goes in (events), what Rivet does comes out (acts)."""
