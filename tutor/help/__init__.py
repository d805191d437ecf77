"""Help that answers: teachers' questions, answered by quoting the guides, or by saying that they do not know."""
