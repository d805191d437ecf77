"""The version of Marelle that runs (pyproject.toml reads it here)."""

VERSION = "0.1.0"
