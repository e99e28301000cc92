"""Collects every text a user can see and pairs it with its Chinese: `python -m console.window.translations`.

Reads the sources with Python's own parser (`self.tr`, `translate` under any name, `said`, `QT_TRANSLATE_NOOP`), takes
the Chinese from `resources/i18n/terms_*.toml` and writes `muster_zh_CN.ts`, from which `make` has Qt's lrelease build
the .qm. No Qt, run by hand after a text changed; a test holds the .ts against the sources.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from console.domain.base.phrases import STANDARD_PHRASES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
TS = FOLDER / "muster_zh_CN.ts"
ROOMS = ("console", "widgets")
PHRASES = Path("console", "domain", "base", "phrases.py")
_TRANSLATE = "translate"
_NOOP = "QT_TRANSLATE_NOOP"
_SAID = "said"


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """One text in one context; `comment` tells equal texts apart."""

    context: str
    source: str
    comment: str = ""


def messages(root: Path = ROOT) -> list[Message]:
    """Every translatable text of the program, sorted, each once."""
    found: set[Message] = set()
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            found.update(_in_file(path))
    if (root / PHRASES).exists():  # they are data of the rules, and not marked there
        found.update(Message("phrases", phrase) for phrase in STANDARD_PHRASES)
    return sorted(found)


def terms(folder: Path = FOLDER) -> dict[str, str]:
    """Chinese by English source, of all rooms. Raises ValueError where two rooms disagree."""
    known: dict[str, str] = {}
    for path in sorted(folder.glob("terms_*.toml")):
        for source, chinese in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(chinese, str) and known.setdefault(source, chinese) != chinese:
                raise ValueError(f"{path.name}: {source!r} is {known[source]!r} elsewhere, here {chinese!r}")
    return known


def untranslated(root: Path = ROOT) -> list[Message]:
    """Texts without Chinese."""
    known = terms(root / "resources" / "i18n")
    return [one for one in messages(root) if _chinese(one, known) is None]


def ts_text(root: Path = ROOT) -> str:
    """The .ts file as it should be."""
    known = terms(root / "resources" / "i18n")
    document = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for one in messages(root):
        if one.context not in contexts:
            contexts[one.context] = ET.SubElement(document, "context")
            ET.SubElement(contexts[one.context], "name").text = one.context
        message = ET.SubElement(contexts[one.context], "message")
        ET.SubElement(message, "source").text = one.source
        if one.comment:
            ET.SubElement(message, "comment").text = one.comment
        translation = ET.SubElement(message, "translation")
        chinese = _chinese(one, known)
        if chinese is None:
            translation.set("type", "unfinished")
        else:
            translation.text = chinese
    ET.indent(document, " ")
    body = ET.tostring(document, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def main() -> int:
    """Write the .ts; says what has no Chinese yet and returns 1 then."""
    TS.write_text(ts_text(), encoding="utf-8")
    missing = untranslated()
    for one in missing:
        sys.stderr.write(f"{one.context}: {one.source!r}\n")
    sys.stderr.write(f"{len(messages())} texts, {len(missing)} without Chinese\n")
    return 1 if missing else 0


def _chinese(message: Message, known: dict[str, str]) -> str | None:
    if message.comment and (exact := known.get(f"{message.source} | {message.comment}")) is not None:
        return exact
    return known.get(f"{message.context}::{message.source}") or known.get(message.source)


def _in_file(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    yield from _walk(tree, "", _names_of(tree))


def _names_of(tree: ast.Module) -> dict[str, str]:
    """Local names of `translate`, `said` and `QT_TRANSLATE_NOOP`: imported under another name, or assigned."""
    names = {_NOOP: _NOOP, _SAID: _SAID}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name == _NOOP:
                    names[alias.asname or alias.name] = _NOOP
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):
            target = node.targets[0]
            if node.value.attr == _TRANSLATE and isinstance(target, ast.Name):
                names[target.id] = _TRANSLATE
    return names


def _walk(node: ast.AST, owner: str, names: dict[str, str]) -> Iterator[Message]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        if isinstance(child, ast.Call):
            yield from _in_call(child, owner, names)
        yield from _walk(child, inside, names)


def _in_call(call: ast.Call, owner: str, names: dict[str, str]) -> Iterator[Message]:
    texts = [_text(argument) for argument in call.args]
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "tr":
        if texts and texts[0]:
            yield Message(owner, texts[0], texts[1] if len(texts) > 1 else "")
        return
    if isinstance(function, ast.Attribute):
        kind = _TRANSLATE if function.attr == _TRANSLATE else ""
    else:
        kind = names.get(function.id, "") if isinstance(function, ast.Name) else ""
    if kind and len(texts) > 1 and texts[0] and texts[1]:
        yield Message(texts[0], texts[1], texts[2] if kind == _TRANSLATE and len(texts) > 2 else "")


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


if __name__ == "__main__":
    sys.exit(main())
