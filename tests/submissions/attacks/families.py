"""All attacks, by family."""

from __future__ import annotations

from corpus import Behaviour

from attacks.files import FILES
from attacks.interpreter import INTERPRETER
from attacks.leaks import LEAKS
from attacks.limits import LIMITS
from attacks.notebooks import NOTEBOOKS
from attacks.own_memory import OWN_MEMORY
from attacks.processes import PROCESSES
from attacks.replies import REPLIES
from attacks.tensors import TENSORS

FAMILIES: dict[str, list[Behaviour]] = {
    "files": FILES,
    "processes": PROCESSES,
    "replies": REPLIES,
    "leaks": LEAKS,
    "limits": LIMITS,
    "tensors": TENSORS,
    "notebooks": NOTEBOOKS,
    "interpreter": INTERPRETER,
    "own memory": OWN_MEMORY,
}
