"""The boundaries of the project that import-linter has no words for, as readable tests."""

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOTS = ("desktop", "views", "exports", "models", "resources")
BESIDE_THE_ROOTS = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "build.spec",
    "pyproject.toml",
    "requirements.lock",
    "tests",
}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
ENGLISH = re.compile(r"[a-z]{3}")
MODULES = sorted(path for root in ROOTS for path in (ROOT / root).rglob("*.py"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAY_IMPORT_LATE = {
    path
    for path, rules in SETTINGS["tool"]["ruff"]["lint"]["per-file-ignores"].items()
    if "PLC0415" in rules and not path.startswith("tests")
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tracked() -> list[str]:
    """Files of the project, by Git's own account: what is in it or is about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a Git work tree")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def _comments(path: Path) -> list[str]:
    with path.open("rb") as source:
        return [each.string for each in tokenize.tokenize(source.readline) if each.type == tokenize.COMMENT]


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_five_roots_and_the_known_files_stand_at_the_top():
    tops = {name.split("/")[0] for name in _tracked()}
    assert tops <= {*ROOTS, *BESIDE_THE_ROOTS}


def test_every_folder_of_code_says_that_it_is_a_package():
    folders = {path.parent for path in MODULES}
    assert [_name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_module_says_what_it_is_for():
    sources = {_name(path): path.read_text("utf-8") for path in MODULES}
    assert [name for name, text in sources.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []


def test_comments_are_in_english():
    # Words that a rule is about may be named; a sentence needs small English words to hold it together.
    russian = [
        f"{_name(path)}: {comment}"
        for path in MODULES
        for comment in _comments(path)
        if CYRILLIC.search(comment) and not ENGLISH.search(comment)
    ]
    assert russian == []


def test_names_in_code_are_in_english():
    russian = [
        f"{_name(path)}: {node.id}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and not node.id.isascii()
    ]
    assert russian == []


def test_sqlmodel_tables_are_defined_in_the_schema_only():
    elsewhere = [
        _name(path)
        for path in MODULES
        if "models/schema" not in _name(path) and re.search(r"\(.*\btable=True\)", path.read_text("utf-8"))
    ]
    assert elsewhere == []


def test_spreadsheets_are_read_by_calamine_in_one_place():
    readers = [
        _name(path) for path in MODULES if "python_calamine" in set(_imports(ast.parse(path.read_text("utf-8"))))
    ]
    assert all(reader.startswith("models/imports/") for reader in readers)


def test_the_list_of_late_imports_names_only_files_that_are_there():
    assert {path for path in MAY_IMPORT_LATE if not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("package", ["random", "pickle", "shelve", "marshal"])
def test_commands_and_queries_use_no_chance_and_no_pickles(package: str):
    users = [
        _name(path)
        for path in MODULES
        if _name(path).startswith(("models/commands", "models/queries"))
        and package in set(_imports(ast.parse(path.read_text("utf-8"))))
    ]
    assert users == []


def test_the_lock_holds_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    packages = re.findall(r"^[a-z0-9][^\n]*==", lock, re.MULTILINE)
    assert packages
    assert "://" not in lock
    assert "--index" not in lock
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_everything_the_program_needs_is_in_the_lock():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    wanted = [*SETTINGS["project"]["dependencies"], *SETTINGS["project"]["optional-dependencies"]["dev"]]
    names = [re.split(r"[<>=;\[ ]", line)[0].lower().replace("_", "-") for line in wanted]
    assert [name for name in names if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)] == []


def test_no_path_of_a_developers_machine_is_in_the_tree():
    suspects = re.compile(r"/(?:home|Users)/[a-z]+/|/work/[a-z]+/|/tmp/[a-z]+/")
    found = [
        name
        for name in _tracked()
        if Path(name).suffix in {"", ".py", ".md", ".toml", ".lock", ".spec", ".json"}
        and name != _name(Path(__file__))
        and suspects.search((ROOT / name).read_text("utf-8", errors="ignore"))
    ]
    assert found == []


@pytest.mark.parametrize("module", ["desktop.app", "desktop.cli"])
def test_what_starts_the_program_imports_nothing_heavy(module: str):
    heavy = ["sqlalchemy", "sqlmodel", "sqlcipher3", "alembic", "reportlab", "openpyxl", "python_calamine", "PIL"]
    asked = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
