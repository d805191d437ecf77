"""The help as it goes to the teacher's screen."""

from datetime import date

from pydantic import Field

from tutor.schemas import Message


class AskIn(Message):
    """A teacher's question, in her own words."""

    question: str = Field(min_length=2, max_length=500)


class SourceOut(Message):
    """Where a passage stands: its document and heading."""

    document: str
    title: str
    heading: str
    anchor: str


class HelpAnswer(Message):
    """`quoted`: paragraphs as they stand in the source; none when it is not known, and then `contact` is whom to ask.

    `whole`: the passage is quoted whole.
    """

    found: bool
    quoted: list[str]
    whole: bool
    source: SourceOut | None
    see_also: list[SourceOut]
    contact: str


class HeadingOut(Message):
    """A heading of a document, `level` from 1."""

    level: int
    text: str
    anchor: str


class GuideOut(Message):
    """A document that can be browsed, and its contents."""

    document: str
    title: str
    headings: list[HeadingOut]


class Guides(Message):
    """All documents. `faults`: a sentence for each file that could not be used."""

    guides: list[GuideOut]
    faults: list[str]
    suggestions: list[SourceOut]


class GuidePage(Message):
    """A document's page. `html` is made by the server from Markdown: none of its author's HTML is in it."""

    document: str
    title: str
    html: str


class FeedbackIn(Message):
    """Whether the passage that was quoted helped."""

    document: str = Field(max_length=500)
    anchor: str = Field(max_length=500)
    helped: bool


class UnansweredOut(Message):
    """A question that had no answer, and how often; whoever writes the guide reads it."""

    key: str
    text: str
    times: int
    first_day: date
    last_day: date


class PassageFeedback(Message):
    """How often a passage helped, and did not."""

    document: str
    anchor: str
    helped: int
    not_helped: int


class ToImprove(Message):
    """What the guide lacks."""

    questions: list[UnansweredOut]
    feedback: list[PassageFeedback]
