"""Classes and their pupils, as their teachers keep them."""
