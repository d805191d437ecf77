"""What a child meant by a clip: every way the ear has of hearing it, then the understanding of what was heard."""

import asyncio
from collections.abc import Mapping

from speech.audio import Clip
from speech.closed_answers import COMPARISONS, SHAPES, UNITS, WISHES, YES_NO, Choices
from speech.listening import ListeningPool
from tutor.companion.dialogue.events import Understood
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.understanding import Heard, understand
from tutor.practice.live_sound import when_free

_READY: Mapping[Grammar, Choices] = {
    Grammar.YES_NO: YES_NO,
    Grammar.COMPARISON: COMPARISONS,
    Grammar.SHAPE: SHAPES,
    Grammar.UNIT: UNITS,
}


async def meant(ear: ListeningPool, clip: Clip, question: Question | None, confirming: bool) -> Understood:
    """What was meant, as an answer to this question (None: talk only) or to « C'est ça ? » when `confirming`.

    Raises BusyError when no ear is free for a few seconds, BadAudioError for a sound in which nothing can be heard.
    """
    largest = question.largest if question is not None and question.grammar is Grammar.NUMBER else None
    choices = YES_NO if confirming else _choices(question)
    said = await when_free(lambda: ear.utterance(clip, largest, [WISHES, choices] if choices else [WISHES]))
    heard = Heard(
        text=said.transcript.text if said.transcript else None,
        probability=said.transcript.probability if said.transcript else 1.0,
        number=said.number,
        answer=said.answers[1] if choices else None,
        wish=said.answers[0],
    )
    return await asyncio.to_thread(understand, heard, question)


def _choices(question: Question | None) -> Choices | None:
    if question is None:
        return None
    return question.choices if question.grammar is Grammar.CHOICE else _READY.get(question.grammar)
