"""What a teacher sees of her pupils' work."""
