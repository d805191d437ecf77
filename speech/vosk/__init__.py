"""The second ear, optional: Vosk, which hears words as they come and may be given a closed list (docs/adr/0009)."""
