"""A text that is neither YAML nor JSON as Kubernetes reads it."""

from __future__ import annotations


class Unreadable(ValueError):
    """The text is not a YAML document that Kubernetes could read; `offset` counts characters, `problem` is libyaml's words."""

    def __init__(self, problem: str, offset: int, context: str = "", context_offset: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.context = context
        self.context_offset = context_offset
