"""Audio in, verdicts out; speech out. Knows nothing of exercises, pupils or the web."""
