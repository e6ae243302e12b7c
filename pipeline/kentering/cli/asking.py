"""Questions to the person at the terminal; where there is none, nobody answers."""

from __future__ import annotations

import sys

import typer

from kentering.cli import output


def choose(question: str, options: list[str]) -> int | None:
    """The place of the option that the person chooses; None where they choose none, or nobody is there."""
    if not sys.stdin.isatty():
        return None
    output.say(question)
    for number, option in enumerate([*options, "none of these"], start=1):
        output.say(f"  {number}. {option}")
    answer = 0
    while not 1 <= answer <= len(options) + 1:
        answer = int(typer.prompt(f"number, 1 to {len(options) + 1}", type=int, err=True))
    return answer - 1 if answer <= len(options) else None
