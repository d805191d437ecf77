"""The one tree of errors of speech: each message is one sentence that says what and what to do."""


class SpeechError(Exception):
    """Root of every error that speech raises on purpose."""


class BadAudioError(SpeechError):
    """The sound cannot be used: missing, not audio, empty, too long, wrong form, nobody in it.

    `code`: what to tell a pupil about it (speech.recording_quality.SoundFault, else "bad_audio").
    """

    def __init__(self, message: str, code: str = "bad_audio") -> None:
        super().__init__(message)
        self.code = code


class ModelMissingError(SpeechError):
    """A speech model is not installed; the message names the command that installs it."""


class ModelCorruptError(SpeechError):
    """An installed or downloaded model does not have the bytes it should have."""


class DownloadError(SpeechError):
    """A model could not be fetched from any of its sources."""


class VoiceError(SpeechError):
    """A text could not be spoken."""


class BusyError(SpeechError):
    """Every worker is taken and the queue is full: ask again a little later."""
