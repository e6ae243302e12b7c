"""The shape of the code: what may import what, and how soon it is there."""

from __future__ import annotations

import ast
import subprocess
import sys

from conftest import ROOT

PACKAGE = ROOT / "pipeline" / "kentering"
STAGES = ("extract", "segment", "embed", "cluster", "match", "compare", "audit")
HEAVY = (
    "torch",
    "spacy",
    "sklearn",
    "altair",
    "sentence_transformers",
    "transformers",
    "pdfplumber",
    "pandas",
    "typer",
)


def test_importing_kentering_loads_nothing_heavy():
    code = f"import sys, kentering; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "[]"


def test_opening_a_study_loads_no_torch_and_no_spacy():
    code = (
        "import sys, kentering as kt; kt.open(sys.argv[1]).works; "
        "print([name for name in ('torch', 'spacy', 'sklearn', 'altair', 'pdfplumber') if name in sys.modules])"
    )
    folder = str(ROOT / "corpora" / "example")
    done = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.strip() == "[]"


def test_stages_never_import_each_other():
    for stage in STAGES:
        others = {f"kentering.{other}" for other in STAGES if other != stage}
        for path in [*PACKAGE.glob(f"{stage}.py"), *PACKAGE.glob(f"{stage}/**/*.py")]:
            imported = {name for node in ast.walk(ast.parse(path.read_text())) for name in _names(node)}
            crossed = {name for name in imported for other in others if name == other or name.startswith(other + ".")}
            assert not crossed, f"{path.relative_to(ROOT)} imports {crossed}"


def test_pipeline_is_a_folder_and_no_package():
    assert not (ROOT / "pipeline" / "__init__.py").exists()


def test_every_stage_names_its_version_for_the_fingerprints():
    for stage in STAGES:
        files = [*PACKAGE.glob(f"{stage}.py"), *PACKAGE.glob(f"{stage}/__init__.py")]
        assert len(files) == 1
        assert "VERSION = " in files[0].read_text(), stage


def test_the_package_never_prints():
    for path in PACKAGE.glob("**/*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        names = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
        assert "print" not in names, path


def test_no_file_is_ever_unpickled():
    pipes = [PACKAGE / "extract" / name for name in ("worker.py", "working.py")]  # two processes of one program
    for path in PACKAGE.glob("**/*.py"):
        text = path.read_text()
        assert "import pickle" not in text or path in pipes, path
        assert "trust_remote_code=True" not in text, path


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *[f"{node.module}.{alias.name}" for alias in node.names]]
    return []
