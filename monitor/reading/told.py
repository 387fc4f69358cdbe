"""A text as it is weighed: its words, which clauses ask, and which words were written as names."""

from dataclasses import dataclass

from monitor.reading.phrases import Token


@dataclass(frozen=True, slots=True)
class Told:
    """What the finders left of a text for the rules that weigh it; `whole` is before idioms."""

    tokens: tuple[Token, ...]
    whole: tuple[Token, ...]
    questions: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
