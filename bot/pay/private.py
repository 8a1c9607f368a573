"""Values that hold somebody's pay: they never write themselves out, so that no log or trace can carry them."""

from bot.facts import Frozen


class Private(Frozen):
    """A shared value whose printed form is its kind and nothing else."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    __str__ = __repr__
