"""Every message that the program can raise carries a hint: the way out."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline" / "kentering"
OWN_HINT = {"UnknownNameError", "FaultsError"}
"""Errors that make their hint themselves; what they say is tested where they are made."""
FOR_PROGRAMMERS = {"AttributeError", "TypeError", "NotImplementedError", "StopIteration", "AssertionError"}
"""What a wrong call in Python raises; nobody meets it on the command line."""
FOR_TYPER = {"typer.Exit", "SystemExit"}


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax of every module."""
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if "__pycache__" not in path.parts]
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def families(modules: dict[str, ast.Module]) -> set[str]:
    """KenteringError and every class that comes of it, by name."""
    classes = [node for tree in modules.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = {"KenteringError"}
    while more := {each.name for each in classes if known & {ast.unparse(base) for base in each.bases}} - known:
        known |= more
    return known


def hintless(modules: dict[str, ast.Module]) -> list[str]:
    """Each place where an error is made without a hint, or with an empty one."""
    known = families(modules) - OWN_HINT
    calls = [
        (where, node)
        for where, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in known
    ]
    assert len(calls) > 100
    return [f"{where}:{node.lineno}: {ast.unparse(node)[:90]}" for where, node in calls if not _hint(node)]


def _hint(call: ast.Call) -> bool:
    named = {word.arg: word.value for word in call.keywords}
    given = call.args[1] if len(call.args) > 1 else named.get("hint")
    if any(isinstance(each, ast.Starred) for each in call.args):
        return True
    return given is not None and not (isinstance(given, ast.Constant) and not str(given.value).strip())


def test_every_error_that_a_user_can_meet_has_a_hint():
    assert hintless(trees()) == []


def test_no_other_kind_of_error_is_raised():
    modules = trees()
    known = families(modules) | FOR_PROGRAMMERS | FOR_TYPER
    other = []
    for where, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = ast.unparse(node.exc.func)
                if name not in known and name.rpartition(".")[2].lstrip("_")[0].isupper():
                    other.append(f"{where}:{node.lineno}: {name}")
    assert [each for each in other if not _caught(each.rpartition(" ")[2], modules)] == []


def _caught(name: str, modules: dict[str, ast.Module]) -> bool:
    """Is an error of this kind caught by name somewhere in the package, on its way to the user?"""
    handlers = [node for tree in modules.values() for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    return any(node.type is not None and name in ast.unparse(node.type) for node in handlers)


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ('raise InputError("x", "do y")', True),
        ('raise InputError("x")', False),
        ('raise InputError("x", "")', False),
        ('raise InputError("x", hint="y")', True),
        ("raise InputError(message, hint)", True),
    ],
)
def test_the_walk_itself_sees_a_missing_hint(code, sound):
    call = ast.parse(code).body[0].exc
    assert _hint(call) is sound
