"""What an exercise asks of a pupil's senses: whether it can be done without hearing, and without speaking."""

from exercises.exercise import Ask, Domain, Exercise, Mode, ReadAloud


def needs_hearing(exercise: Exercise) -> bool:
    """Whether what is said is what has to be found: written down, it would be the answer, or nothing would be left.

    In reading, all that is given to hear and is not the text itself (a sound, a word to write). In maths, a number
    that only the voice gives; other questions are written as they are said.
    """
    content = exercise.content
    if isinstance(content, ReadAloud):
        return content.mode is Mode.ECHO
    prompt = getattr(content, "prompt", None)
    if prompt is None or prompt.say is None:
        return False
    if exercise.domain is Domain.READING:
        return bool(prompt.say != prompt.text)
    seen = prompt.text or prompt.picture or prompt.figure or prompt.passage
    return isinstance(content, Ask) and not seen


def fits_without_sound(exercise: Exercise) -> bool:
    """What may be given to a pupil who hears nothing."""
    return not needs_hearing(exercise)


def fits_without_sound_nor_voice(exercise: Exercise) -> bool:
    """And who is not heard: a reading aloud is neither listened to by the school nor compared with a model."""
    return not needs_hearing(exercise) and not isinstance(exercise.content, ReadAloud)
