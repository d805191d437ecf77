"""The version of Marelle that runs."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """As installed, or 0 when it runs from a folder that was never installed."""
    try:
        return installed_version("marelle")
    except PackageNotFoundError:
        return "0"
