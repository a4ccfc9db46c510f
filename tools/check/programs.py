# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that are other programs' work."""

import ast
import subprocess

from sources import c_files, is_text, relative, tracked


def run(words):
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    return answer.returncode, (answer.stdout + answer.stderr).splitlines()


def check_format(root):
    """C sources are as clang-format would write them."""
    files = []
    for folder in ("src", "tests", "benchmarks", "tools"):
        files += [str(path) for path in c_files(root / folder)]
    if not files:
        return []
    status, lines = run(["clang-format", "--dry-run", "--Werror", "--ferror-limit=3", *files])
    findings = [line.replace(f"{root}/", "") for line in lines if "error:" in line]
    if status != 0 and not findings:
        findings = lines or [f"clang-format ended with {status}"]
    return findings


def is_shell_script(path):
    if not is_text(path):
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline().rstrip()
    return first.startswith("#!") and first.endswith(("/sh", "bash"))


def check_shell(root):
    """Shell scripts, and the parts that they read, pass shellcheck (.shellcheckrc)."""
    files = [relative(path, root) for path in tracked(root) if is_shell_script(path)]
    if not files:
        return []
    answer = subprocess.run(["shellcheck", "--format=gcc", "--check-sourced", *files], cwd=root,
                            capture_output=True, text=True, check=False)
    findings = answer.stdout.splitlines()
    if answer.returncode > 1 and not findings:
        findings = answer.stderr.splitlines()
    return findings


def check_python(root):
    """Python sources compile."""
    findings = []
    for path in tracked(root):
        if path.suffix == ".py":
            try:
                ast.parse(path.read_text(encoding="utf-8"), str(path))
            except (SyntaxError, ValueError) as error:
                findings.append(f"{relative(path, root)}: {error}")
    return findings
