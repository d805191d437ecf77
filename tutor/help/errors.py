"""What can be wrong with a document of the help. Said in French: whoever adds documents reads it."""

from tutor.errors import BadInputError


class DocumentError(BadInputError):
    """A document that cannot be used: one sentence that names the file and says what to do."""

    code = "bad_document"
