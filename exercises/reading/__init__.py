"""Reading: words, sentences and texts to read aloud, from data."""
