"""Writes briefs: HTML in one file, Markdown, and JSON; users' templates may replace a block, a section or the page."""

import os
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from missionkit.brief.blocks import Brief, Line, Span
from missionkit.errors import MissionkitError
from missionkit.output.html import drawing, html_cells, html_line, safe_url, visible
from missionkit.output.safe import markdown_safe, safe_json

ENDINGS = {"html": "html.j2", "md": "md.j2"}


class _Own(FileSystemLoader):
    """The templates of the user: what is there and cannot be read is told, and ours do not stand in for it."""

    def get_source(self, environment: Environment, template: str) -> Any:
        path = os.path.join(self.searchpath[0], *split_template_path(template))
        if os.path.lexists(path) and not os.path.isfile(path):
            raise TemplateFailed(path, None, "it is no file; put a file in its place")
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            reason = f"the byte 0x{error.object[error.start]:02X} at {error.start} is no UTF-8; save it as UTF-8"
            raise TemplateFailed(path, None, reason) from None


class TemplateFailed(MissionkitError):
    """A template of the user cannot be used."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        super().__init__(f"template {name}{f', line {line}' if line else ''}: {reason}")


def markdown_line(words: Line) -> Markup:
    """Return a line as Markdown that means just its words, wherever in a text it stands."""
    return Markup(_START.sub(r"\1\\\2", markdown_cell(words)))  # noqa: S704 - escaped by markdown_safe


def markdown_cell(words: Line) -> Markup:
    """Return a line as Markdown for a cell of a table, where nothing can begin a list."""
    return Markup("").join(Markup(_markdown_span(span)) for span in words)  # noqa: S704 - escaped by markdown_safe


_START = re.compile(r"^(\s*\d*)([-+=.):])")
"""What begins a list or a rule at the start of a line, or a command in a log (`::error::`)."""


def _markdown_span(span: Span) -> str:
    text = markdown_safe(span.text)
    if span.style == "strong" and text.strip():
        text = f"**{text.strip()}**" + (" " if text.endswith(" ") else "")
    address = safe_url(span.url)
    return f"[{text}]({_markdown_address(address)})" if address else text


def _markdown_address(url: str) -> str:
    return "<" + url.translate(_IN_ADDRESS) + ">"


_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C", "&": "&amp;"})


def _markdown_value(value: Any) -> Any:
    return value if isinstance(value, Markup) else Markup(markdown_safe(str(value)))  # noqa: S704 - escaped here


def _mermaid(text: str) -> Markup:
    """Return a chart as it is written; its labels are quoted already, and it cannot end its block."""
    rows = (visible(row) for row in text.replace("```", "").split("\n"))
    return Markup("\n".join(rows))  # noqa: S704 - labels are quoted


def _html_value(value: Any) -> Any:
    """Return a value for Jinja to escape: data without characters that nobody sees."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment(form: str, folder: str | None) -> Environment:
    """Return the Jinja environment of a format; a folder's templates come first, `missionkit/` names ours."""
    ours = PackageLoader("missionkit.brief", f"templates/{form}")
    loaders = [PrefixLoader({"missionkit": ours}), ours]
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(([_Own(folder)] if folder else []) + loaders),
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_markdown_value if form == "md" else _html_value,
    )
    made.filters["line"] = html_line if form == "html" else markdown_line
    made.filters["cell"] = html_line if form == "html" else markdown_cell
    made.filters["mermaid"] = _mermaid
    made.filters["safe_url"] = safe_url
    made.filters["cells"] = html_cells
    made.filters["drawing"] = drawing
    return made


_MISTAKES = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)
"""What a mistake in a template can raise."""


def render(brief: Brief, form: str, folder: Path | None = None, mermaid: bool = False) -> str:
    """Return a brief as html or md; raises TemplateFailed with file and line for a user's template."""
    env = environment(form, str(folder) if folder else None)
    ending = ENDINGS[form]

    def section(one: Any) -> Markup:
        """Render a section by its own template if the user has one, else by the common one."""
        names = [f"section-{one.id}.{ending}", f"section.{ending}"]
        return Markup(env.select_template(names).render(section=one, **common))  # noqa: S704 - made by templates

    def block(one: Any) -> Markup:
        """Render a block by the template of its kind."""
        return Markup(env.get_template(f"{one.block}.{ending}").render(block=one, **common))  # noqa: S704

    common: dict[str, Any] = {"brief": brief, "render_section": section, "render_block": block, "mermaid": mermaid}
    try:
        text = env.get_template(f"page.{ending}").render(**common)
    except TemplateSyntaxError as error:
        raise TemplateFailed(error.filename or error.name or "?", error.lineno, error.message or "") from None
    except TemplateNotFound as error:
        raise TemplateFailed(str(error), None, "no such template") from None
    except _MISTAKES as error:
        if folder is None:
            raise
        name, line = _where(error, str(folder))
        raise TemplateFailed(name, line, str(error)) from None
    return _tidy(text)


def _where(error: Exception, folder: str) -> tuple[str, int | None]:
    """Return the file and line of the innermost template that an error passed through."""
    found: tuple[str, int | None] = (folder, None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _tidy(text: str) -> str:
    """Return the text without spaces at line ends and with one empty line at most in a row."""
    rows: list[str] = []
    for row in (one.rstrip(" ") for one in text.split("\n")):
        if row or (rows and rows[-1]):
            rows.append(row)
    return "\n".join(rows).strip("\n") + "\n"


def html(brief: Brief, folder: Path | None = None, mermaid: bool = False) -> str:
    """Return a brief as one HTML file without script or request."""
    return render(brief, "html", folder)


def markdown(brief: Brief, folder: Path | None = None, mermaid: bool = False) -> str:
    """Return a brief as Markdown for GitHub and GitLab, tables first; Mermaid only if asked for."""
    return render(brief, "md", folder, mermaid)


def json_text(brief: Brief, folder: Path | None = None, mermaid: bool = False) -> str:
    """Return the brief value as JSON, valid against `schemas/brief.schema.json`."""
    data = {"schema_version": 1, **asdict(brief)}
    return safe_json(data)


BRIEFS: dict[str, Callable[..., str]] = {"html": html, "md": markdown, "json": json_text}
"""How `missionkit brief` can write."""
