"""Rivet's authored lines: for each act, several ways to say it. He never says what nobody wrote."""

import random
import re
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from exercises.errors import ContentError
from speech.slips import every_slip
from speech.spoken_form import same_text

FILE = Path(__file__).parent / "data" / "lines.yaml"
FEWEST_VARIANTS = 6
FEWEST_SLIP_VARIANTS = 3
MOST_WORDS = 12
_TALK = """
    hello_first bridge_next bridge_easier last_one last_easy praise_counted_from_larger praise_counted_on
    praise_counted_back praise_counted_all praise_used_doubles praise_made_ten praise_used_tens praise_broke_apart
    praise_knew_it praise_used_table praise_used_groups praise_drew_it praise_used_fingers praise_used_blocks
    praise_compared praise_measured praise_looked_closely praise_checked_again praise_tried_again praise_after_help
    praise_flow praise_found celebrate miss_first miss_again miss_in_flow miss_explained explain how_i_found
    explained explain_again not_yet_clear ask_how how_own_words how_thanks how_dont_know how_passed ask_shown
    corrected not_that misheard_sorry not_understood rather_touch ears_give_up dont_know help_gladly too_hard_hint
    too_hard repeat slower show_done your_turn wait_gladly greet_back thanked my_name about_rivet small_talk
    off_topic kindly_on wish going_on distress distress_wish silence_again silence_touch silence_wait silence_break
    break break_over deaf_ears deaf_noise deaf_voices deaf_busy ears_back awake close_done close_time
    close_persevered close_asked close_left close_distress
"""
"""The acts of the conversation (tutor/companion/dialogue) that have nothing to fill."""
SLOTS: Mapping[str, frozenset[str]] = {
    "hello": frozenset(),
    "invite_read": frozenset(),
    "invite_compute": frozenset(),
    "invite_facts": frozenset(),
    "praise_read": frozenset(),
    "praise_compute": frozenset(),
    "encourage_retry": frozenset(),
    "unsure_judge": frozenset(),
    "judged_same": frozenset(),
    "judged_different": frozenset(),
    "help_read": frozenset(),
    "help_compute": frozenset(),
    "invite_find": frozenset(),
    "praise_find": frozenset(),
    "help_find": frozenset(),
    "easy_win_praise": frozenset(),
    "skipped": frozenset(),
    "no_ear": frozenset(),
    "did_not_hear": frozenset(),
    "did_not_understand": frozenset(),
    "ask_number": frozenset({"number"}),
    "not_that_number": frozenset(),
    "busy": frozenset(),
    "session_end": frozenset(),
    "misread_heard": frozenset({"heard"}),
    "read_again": frozenset(),
    "reading_kept": frozenset(),
    "campaign_read": frozenset(),
    "campaign_thanks": frozenset(),
    "ask_heard": frozenset({"heard"}),
    **dict.fromkeys(_TALK.split(), frozenset()),
    "together_gather": frozenset(),
    "together_joined": frozenset(),
    "together_turn": frozenset(),
    "together_star": frozenset(),
    "together_helped": frozenset(),
    "together_passed": frozenset(),
    "together_end": frozenset(),
    "together_class_ask": frozenset(),
    "together_class_reveal": frozenset(),
    "together_class_end": frozenset(),
}
SLIP_ACTS = frozenset(slip.line for slip in every_slip().values())
"""The acts that help with a slip the ear has named: one a grapheme."""
FILLED_KEPT = 2_000
_SLOT = re.compile(r"\{(\w*)\}")
# What may fill a slot: words or a number, as the ear writes them.
_FILLING = re.compile(r"[^\W_][\w' -]{0,49}")


class Lines:
    """The lines of each act. `choose` is safe from any thread."""

    def __init__(self, acts: Mapping[str, tuple[str, ...]]) -> None:
        self._acts = dict(acts)
        self._authored = {same_text(line) for lines in acts.values() for line in lines if not _SLOT.search(line)}
        self._filled: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def load(cls, path: Path = FILE) -> "Lines":
        """Read and check the file. Raises ContentError naming file and line."""
        return cls(_shipped() if path == FILE else _read(path))

    def choose(self, act: str, rng: random.Random, avoid: Collection[str] = (), **slots: str) -> str:
        """A line of this act, its slots filled, none of `avoid` as long as another is left.

        Raises KeyError for an act that is none, ValueError for a slot that lacks or may not be said.
        """
        variants = self._acts[act]
        heard = {same_text(line) for line in avoid}
        filled = {line: self._fill(line, slots) for line in variants}
        fresh = [line for line in variants if same_text(filled[line]) not in heard]
        line = rng.choice(fresh or list(variants))
        if filled[line] != line:
            self.may_say(filled[line])
        return filled[line]

    def may_say(self, text: str) -> None:
        """Let this be heard: a line that was filled, or a hint written for an exercise."""
        with self._lock:
            self._filled[same_text(text)] = None
            while len(self._filled) > FILLED_KEPT:
                self._filled.popitem(last=False)

    def texts(self) -> Iterator[str]:
        """Every line that can be said as it is, in the order of the file."""
        return (line for lines in self._acts.values() for line in lines if not _SLOT.search(line))

    def wrote(self, text: str) -> bool:
        """Is this a line of Rivet, or one that `choose` filled or `may_say` allowed since the server started?"""
        same = same_text(text)
        with self._lock:
            return same in self._authored or same in self._filled

    @staticmethod
    def _fill(line: str, slots: Mapping[str, str]) -> str:
        for name in _SLOT.findall(line):
            if not _FILLING.fullmatch(same_text(slots.get(name, ""))):
                raise ValueError(f"the slot {name!r} of « {line} » lacks its word, or has one that may not be said")
        return _SLOT.sub(lambda found: slots[found[1]], line)


@cache
def _shipped() -> Mapping[str, tuple[str, ...]]:
    return _read(FILE)


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read ({error}).") from error
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(f"{path}:{line}: not YAML ({error.problem}).") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError(f"{path}:{line}: holds a character that YAML does not allow.") from error
    if not isinstance(root, MappingNode):
        raise ContentError(f"{path}:1: must map each act to its lines.")
    acts: dict[str, tuple[str, ...]] = {}
    for key, value in root.value:
        act = _text(path, key)
        if act not in SLOTS and act not in SLIP_ACTS:
            raise _wrong(path, key, f"there is no act {act!r}")
        if act in acts:
            raise _wrong(path, key, f"the act {act} is there twice")
        if not isinstance(value, SequenceNode):
            raise _wrong(path, value, f"{act} must be a list of lines")
        acts[act] = tuple(_line(path, node, act) for node in value.value)
        same = [same_text(line) for line in acts[act]]
        if len(set(same)) < len(same):
            again = next(node for i, node in enumerate(value.value) if same[i] in same[:i])
            raise _wrong(path, again, f"{act} has this line twice")
        fewest = FEWEST_SLIP_VARIANTS if act in SLIP_ACTS else FEWEST_VARIANTS
        if len(same) < fewest:
            raise _wrong(path, key, f"{act} has {len(same)} lines, at least {fewest} are needed")
    lacking = [act for act in (*SLOTS, *sorted(SLIP_ACTS)) if act not in acts]
    if lacking:
        raise ContentError(f"{path}:{root.end_mark.line + 1}: no lines for {', '.join(lacking)}.")
    return acts


def _line(path: Path, node: Node, act: str) -> str:
    line = _text(path, node)
    if "{" in _SLOT.sub("", line) or "}" in _SLOT.sub("", line):
        raise _wrong(path, node, "a brace is left open")
    unknown = sorted(set(_SLOT.findall(line)) - SLOTS.get(act, frozenset()))
    if unknown:
        raise _wrong(path, node, f"{act} has no slot {unknown[0]!r}")
    words = [word for word in line.split() if any(character.isalnum() for character in word)]
    if not words:
        raise _wrong(path, node, "this line has no word")
    if len(words) > MOST_WORDS:
        raise _wrong(path, node, f"{len(words)} words, at most {MOST_WORDS}")
    return line


def _text(path: Path, node: Node) -> str:
    if not isinstance(node, ScalarNode) or node.tag != "tag:yaml.org,2002:str":
        raise _wrong(path, node, "a text is expected here (in quotes when it has ': ' or a number)")
    return str(node.value).strip()


def _wrong(path: Path, node: Node, what: str) -> ContentError:
    return ContentError(f"{path}:{node.start_mark.line + 1}: {what}.")
