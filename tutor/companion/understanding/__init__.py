"""What a child meant by what was heard: closed grammars first, then a small classifier, and « I did not understand ».

Nothing here knows the right answer, so nothing can lean towards it. `understand` is all that others call.
"""

from tutor.companion.understanding.deciding import Understanding, understand, warm_up
from tutor.companion.understanding.heard import Heard

__all__ = ["Heard", "Understanding", "understand", "warm_up"]
