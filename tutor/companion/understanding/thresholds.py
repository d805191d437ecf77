"""Every threshold of understanding, in one place; `python -m benchmarks.dialogue` measures what they do."""

from typing import Final

SURE_COST: Final = 0.35
"""An answer that costs no more (see sayings.yaml) is taken; beyond, the child is asked whether it is that."""
ASK_COST: Final = 0.95
"""Beyond, it is no answer at all."""
LEFT_OVER_COST: Final = 0.45
"""Of each word that an answer does not explain."""
JOINED_COST: Final = 0.4
"""Of reading two numbers in digits as one (« 100 20 »), which is how an ear seldom writes a number."""
TEENS_JOINED_COST: Final = 0.1
"""The same for « 60 12 », which can be nothing else."""
AMBIGUOUS_COST: Final = 0.5
"""Of choosing the last of several different answers when nothing says that the child corrected himself."""
OPERATION_COST: Final = 0.8
"""The same when he reads the calculation instead of giving its result."""
REPAIR_COST: Final = 0.05

INTENT_ABOVE: Final = 0.36
"""P(intent) under which Rivet did not understand."""
SURE_INTENT_ABOVE: Final = 0.55
"""P(intent) from which it is acted on without asking."""
ALIKE_ABOVE: Final = 0.28
"""Cosine to the nearest known sentence of that intent under which Rivet did not understand all the same."""
STRONG_INTENT_ABOVE: Final = 0.8
"""P(intent) from which talk that holds an answer by chance (« j'ai sept ans ») is talk."""
DISTRESS_ABOVE: Final = 0.5
"""P(distress) from which the child is led to the teacher."""
WORRIED_ABOVE: Final = 0.12
"""The same when a word of sayings.yaml's `worries` is said: one time too many rather than one that lacks."""
ALARMED_ABOVE: Final = 0.02
"""The same with a word of its `alarms`, or when nothing else is likely."""
PLAIN_COST: Final = 0.1
"""An answer that costs no more is one, whatever else the sentence looks like."""

TRUSTED_TRANSCRIPT: Final = 0.45
"""Probability of a transcript under which an answer that only it gives is asked about."""
BELIEVED_TRANSCRIPT: Final = 0.2
"""The one under which it is not listened to."""
