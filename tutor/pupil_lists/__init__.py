"""Bring in pupils from a pasted list, a spreadsheet or the school's ONDE file: shown first, done after."""
