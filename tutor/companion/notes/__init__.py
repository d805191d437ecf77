"""Discreet notes for the teacher: a pupil said something that deserves to be listened to. Never what he said."""
