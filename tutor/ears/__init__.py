"""Ears in processes of their own, on this machine or others of the same network: a server asks them to hear."""
