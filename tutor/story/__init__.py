"""The long story on the tablets: a pupil's map, what was told to him, and the teacher's switch."""
