"""What is kept of children, for how long, and how their families have it or have it erased."""
