"""Exercises of reading made from words, sentences, texts and lists: one module a group of activities."""
