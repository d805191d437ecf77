"""How long there is a way back."""

from datetime import timedelta

KEPT = timedelta(days=30)
"""How long a change can be undone, and what was thrown away stays in the bin."""
