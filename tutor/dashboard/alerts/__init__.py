"""What deserves the teacher's attention in a class, why, and what to do."""
