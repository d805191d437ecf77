"""A fluency campaign: the whole class reads the same text aloud, one minute each."""
