"""The long story: worlds with lights to relight, episodes and short scenes; how far a pupil's work has brought it."""
