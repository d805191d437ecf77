"""Two to four pupils of one class around one tablet: who is there, whose turn it is, what they light together."""
