"""What a teacher decides for a pupil, a group or the class: it always goes before the learner model's own choice."""
