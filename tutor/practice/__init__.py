"""The path: choose, show, hear, record, update, choose."""
