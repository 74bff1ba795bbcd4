"""What GitHub makes of a summary in Markdown: its tables as rows of plain text, and the HTML it holds."""

from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
INVISIBLE = str.maketrans("", "", "\u200b")
PLAIN = {"text", "text_special", "code_inline"}
"""What a cell may hold: words, words that were escaped, and the name of a rule."""


def tables(text: str) -> list[list[tuple[str, ...]]]:
    """Return each table as its rows of cells; raises AssertionError where a cell holds more than words."""
    found: list[list[tuple[str, ...]]] = []
    for token in READER.parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append(())
        elif token.type == "inline" and token.level >= 4:
            assert {child.type for child in token.children or ()} <= PLAIN, token.content
            words = "".join(child.content for child in token.children or ()).translate(INVISIBLE)
            found[-1][-1] = (*found[-1][-1], words)
    return found


def html(text: str) -> list[str]:
    """Return every stretch of HTML in a text, in order."""
    found = []
    for token in READER.parse(text):
        found += [token.content.strip()] if token.type == "html_block" else []
        found += [child.content for child in token.children or () if child.type == "html_inline"]
    return [line for one in found for line in one.splitlines()]
