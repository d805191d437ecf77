"""What teachers changed: who, when, from what to what; undone for thirty days."""
