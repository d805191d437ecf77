"""Keeping a school's server: health, certificates, integrity."""
