"""A scorer that notes what rests on what while it works, and can work again with other weights where only they matter."""
import copy

from varied import Varied


class Traced(Varied):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.askers, self.asked, self.open = {}, {}, []  # thing → the things it was asked for by; and which it asked for

    def remember(self, key, work):
        if self.open:
            self.askers.setdefault(key, set()).add(self.open[-1])
            self.asked.setdefault(self.open[-1], set()).add(key)
        if key in self.memory:
            return self.memory[key]
        self.open.append(key)
        try:
            return super().remember(key, work)
        finally:
            self.open.pop()

    def resting_on(self, keys):
        """Everything that was worked out with any of these, themselves among them."""
        found, waiting = set(), [key for key in keys if key in self.memory]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self.askers.get(key, ())
        return found

    def without(self, keys):
        """The same scorer, to be given other weights again and again: what rests on these is worked out anew."""
        gone = self.resting_on(keys)
        return Again(self, {key: value for key, value in self.memory.items() if key not in gone})

    def asked_by(self, key):
        """The nodes that a node reads, through whatever is no node: (class, node, unit, period)."""
        found, seen, waiting = set(), set(), list(self.asked.get(key, ()))
        while waiting:
            thing = waiting.pop()
            if thing in seen or thing[0] == "before limits" and thing[2] != key[1]:
                continue  # what shares a limit with the node is not read for what it is
            seen.add(thing)
            if is_node(thing) and thing != key:
                found.add(thing)
            else:
                waiting += self.asked.get(thing, ())
        return found


class Again:
    """A scorer whose figures below a fold stay, scored with one choice of weights after another."""

    def __init__(self, scorer, kept):
        self.scorer, self.kept = scorer, kept

    def at(self, weights):
        scorer = copy.copy(self.scorer)
        scorer.__class__ = Varied
        scorer.memory, scorer.running, scorer.weights = dict(self.kept), set(), weights
        return scorer


def is_node(key):
    """Whether a thing that is remembered is a node's figure: (class, node, unit, period)."""
    return len(key) == 4 and type(key[3]).__name__ == "Period" and key[0] not in ("before limits", "belongs", "lent", "part", "stage")
