"""Phone-level evidence: French pronunciations, a CTC head on Whisper's encoder, alignment, scores. Pure numpy."""
