"""All that the ear made of one utterance, before anyone says what it means."""

from dataclasses import dataclass

from speech.verdicts import ClosedAnswer, SpokenNumber


@dataclass(frozen=True, slots=True)
class Heard:
    """Any of them may lack: what an engine cannot do, or what was not asked of it.

    `text`: the free transcript, and `probability` how far the ear trusts it (Transcript); `number`: of
    Grammar.NUMBER; `answer`: of the question's own closed set, or of YES_NO while something is confirmed; `wish`: of
    closed_answers.WISHES or REQUESTS.
    """

    text: str | None = None
    probability: float = 1.0
    number: SpokenNumber | None = None
    answer: ClosedAnswer | None = None
    wish: ClosedAnswer | None = None
