"""Writes briefs: HTML in one file, Markdown, and JSON; users' templates may replace a block, a section or the page."""

import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from missionkit.brief.blocks import Brief, Line, Span
from missionkit.errors import MissionkitError
from missionkit.output.safe import BREAKS, markdown_safe, safe, safe_json

ENDINGS = {"html": "html.j2", "md": "md.j2"}


class TemplateFailed(MissionkitError):
    """A template of the user cannot be used."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        super().__init__(f"template {name}{f', line {line}' if line else ''}: {reason}")


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OWN_FILE = re.compile(r"[a-z0-9-]+\.(html|md)")


def safe_url(url: str) -> str:
    """Return an address that may be linked to, or nothing: http, https, mailto, and files beside the brief."""
    if any(c.isspace() or c < " " for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    own_file = not parts.scheme and not parts.netloc and _OWN_FILE.fullmatch(url) is not None
    return url if parts.scheme in ("http", "https", "mailto") or own_file else ""


def html_line(words: Line) -> Markup:
    """Return a line as HTML: every text escaped, language and style marked, links only where they are safe."""
    return Markup("").join(_html_span(span) for span in words)


def _visible(text: str) -> str:
    """Return data as one row of visible characters: no line break, control or direction character."""
    return safe(BREAKS.sub(" ", text))


def _html_span(span: Span) -> Markup:
    text = escape(_visible(span.text))
    tag = {"strong": "strong", "code": "code", "muted": "span"}.get(span.style, "span")
    attributes = Markup(' lang="{}"').format(span.language) if span.language else Markup("")
    if span.style == "muted":
        attributes += Markup(' class="muted"')
    if tag != "span" or attributes:
        text = Markup("<{0}{1}>{2}</{0}>").format(_name(tag), attributes, text)
    address = safe_url(span.url)
    return Markup('<a href="{}">{}</a>').format(address, text) if address else text


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
    rows = (_visible(row) for row in text.replace("```", "").split("\n"))
    return Markup("\n".join(rows))  # noqa: S704 - labels are quoted


def _html_value(value: Any) -> Any:
    """Return a value for Jinja to escape: data without characters that nobody sees."""
    return _visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment(form: str, folder: str | None) -> Environment:
    """Return the Jinja environment of a format; a folder's templates come first, `missionkit/` names ours."""
    ours = PackageLoader("missionkit.brief", f"templates/{form}")
    loaders = [PrefixLoader({"missionkit": ours}), ours]
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(([FileSystemLoader(folder)] if folder else []) + loaders),
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
    made.filters["attributes"] = _attributes
    return made


def _attributes(pairs: tuple[tuple[str, str], ...]) -> Markup:
    # Written without Markup.format, which takes most of the time of a page with many drawings.
    return Markup("".join(f' {_name(key)}="{escape(value)}"' for key, value in pairs))  # noqa: S704 - escaped


def _name(name: str) -> Markup:
    """Return the name of a tag or attribute, which is ours and never data."""
    return Markup(name if _NAME.fullmatch(name) else "x")  # noqa: S704 - checked


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
