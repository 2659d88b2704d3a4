"""Draws procedure tables: a Mermaid state diagram and a page for docs/procedures.

The text is the untranslated English of the tables, so it is the same on every host, whatever the language set there.
"""

from __future__ import annotations

import re

from django.utils import translation
from django.utils.functional import Promise

from umsicht.core.procedures import Procedure, Transition


def _text(value: str | Promise) -> str:
    with translation.override(None):
        translation.deactivate_all()
        return str(value)


def _node(state: str) -> str:
    return re.sub(r"\W", "_", state) or "_"


def _note(transition: Transition) -> str:
    marks = [
        word
        for word, on in (
            ("undo", transition.undo),
            ("automatic", transition.automatic),
            ("reason", transition.needs_reason),
            ("guarded", transition.guard is not None),
        )
        if on
    ]
    return f"{transition.name} ({', '.join(marks)})" if marks else transition.name


def mermaid(procedure: Procedure) -> str:
    """A `stateDiagram-v2` of the table, edges in table order."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_quoted(_text(s.label))}" as {_node(s.value)}' for s in procedure.states]
    lines.append(f"    [*] --> {_node(procedure.initial)}")
    lines += [
        f"    {_node(source)} --> {_node(edge.target)}: {_note(edge)}"
        for edge in procedure.transitions
        for source in edge.sources
    ]
    lines += [f"    {_node(state)} --> [*]" for state in procedure.final]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _row(transition: Transition, procedure: Procedure) -> str:
    cells = (
        f"`{transition.name}`",
        _text(transition.label),
        ", ".join(f"`{source}`" for source in transition.sources),
        f"`{transition.target}`",
        f"`{transition.permission}`" if transition.permission else "system only",
        "yes" if transition.needs_reason else "no",
        ", ".join(
            word for word, on in (("undo", transition.undo), ("automatic", transition.automatic)) if on
        ),
        f"`{procedure.action(transition)}`",
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def page(procedure: Procedure) -> str:
    """The whole Markdown page of one procedure."""
    description = _text(procedure.description)
    final = ", ".join(f"`{state}`" for state in procedure.final) or "none"
    lines = [
        f"# {_text(procedure.label)}",
        "",
        f"<!-- Generated from the transition table `{procedure.name}` by tools/procedures.py; do not edit. -->",
        "",
        *([description, ""] if description else []),
        f"Record `{procedure.model}`, field `{procedure.state_field}`.",
        f"Starts as `{procedure.initial}`; final states: {final}.",
        "",
        "```mermaid",
        mermaid(procedure).rstrip(),
        "```",
        "",
        "| Step | Label | From | To | Permission | Reason | Kind | Journal action |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(transition, procedure) for transition in procedure.transitions),
    ]
    return "\n".join(lines) + "\n"


def index(procedures: list[Procedure]) -> str:
    """The list of all pages; also says so when there are none."""
    lines = [
        "# Procedures",
        "",
        "<!-- Generated from the transition tables by tools/procedures.py; do not edit. -->",
        "",
        "Each state change in Umsicht is an edge of one of these tables; the diagrams are drawn from the code.",
        "How the engine works: [transitions](../explanation/transitions.md).",
        "",
    ]
    if procedures:
        lines += [f"- [{_text(p.label)}]({file_name(p)}): `{p.model}.{p.state_field}`" for p in procedures]
    else:
        lines.append("No procedure is registered yet.")
    return "\n".join(lines) + "\n"


def file_name(procedure: Procedure) -> str:
    return procedure.name.replace(".", "-") + ".md"
