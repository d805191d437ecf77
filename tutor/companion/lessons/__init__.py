"""Rivet leads a discovery lesson: the same events and acts as his conversation, the words of the lesson's author."""
