"""The texts that a teacher gives her class to read."""
