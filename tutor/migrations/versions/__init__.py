"""The steps, in order. Each name tells what changed."""
