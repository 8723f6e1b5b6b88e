"""The functions that expressions may call: the whole list, typed and documented.

Each module registers its own when it is imported; their order here is the order of the reference.
"""

# isort: off
from . import numbers, texts, lists, encodings, times
from .calls import FUNCTIONS, Function

__all__ = ["FUNCTIONS", "Function", "encodings", "lists", "numbers", "texts", "times"]
