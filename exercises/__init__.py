"""What pupils do: skills, exercises, marking, and the content as data. No web, no database, no audio."""
