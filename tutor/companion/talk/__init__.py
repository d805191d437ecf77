"""Rivet's conversation made real: the socket, the questions asked, the answers recorded, the lessons played."""
