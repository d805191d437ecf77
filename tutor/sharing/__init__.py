"""Who teaches a class: colleagues who share it, and whoever replaces one for a day."""
