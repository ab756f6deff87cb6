"""What stands in the place of a name that an answer does not need: nothing happens when it is used."""

from __future__ import annotations


class NotDefined:
    """A name that is there because a notebook imports it; the notebook itself defines no such function."""


class Inert(NotDefined):
    """Stands for a drawing, widget, check or file: every use of it does nothing."""

    def __call__(self, *args: object, **kwargs: object) -> Inert:
        return self

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


INERT = Inert()
