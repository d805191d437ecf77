"""The server: the only package that joins speech, exercises and learner_model. One folder a concern."""

import os

# Clips are heard side by side, a core each: numpy's own threads inside one would only wait for the others (measured:
# two fifths less computing a word). To be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
