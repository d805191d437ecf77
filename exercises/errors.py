"""The one error of content: it names the file and the line."""


class ContentError(Exception):
    """A file of content is wrong; the message says which file, which line, and what is wrong there."""
