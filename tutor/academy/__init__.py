"""What a school may hand to its academy, and what the academy makes of many schools (docs/academie.md)."""
