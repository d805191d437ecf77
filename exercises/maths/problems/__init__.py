"""Word problems: authored scenes told with many numbers and names."""
