"""What tests of briefs share: the command of the tree under test, and a real browser."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from brief.making import command, environment

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run() -> Run:
    """Run the command of the tree under test and return what it printed."""

    def call(*arguments: str | Path, cwd: Path | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [*command(), *map(str, arguments)], cwd=cwd, capture_output=True, timeout=120, env=environment(**more)
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return call


WINDOW: ViewportSize = {"width": 1280, "height": 900}


class Tab:
    """A page of the browser that keeps what it asked the network for and what it complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))
        page.on("console", lambda said: self.errors.append(said.text) if said.type in ("error", "warning") else None)

    def show(self, text: str, folder: Path) -> Page:
        """Open a page from a file, as people do, and return it."""
        file = folder / "brief.html"
        file.write_text(text, encoding="utf-8")
        self.page.goto(file.as_uri())
        return self.page

    def clear(self) -> None:
        """Make the page as a new one."""
        self.page.goto("about:blank")
        self.page.set_viewport_size(WINDOW)
        self.page.emulate_media(media="null", color_scheme="null")
        self.requests.clear()
        self.errors.clear()

    @property
    def outside(self) -> list[str]:
        """What was asked for beside the page itself."""
        return [url for url in self.requests if not url.endswith("/brief.html") and not url.startswith("data:")]


@pytest.fixture(scope="session")
def only_tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(viewport=WINDOW)
    yield Tab(context.new_page())
    context.close()


@pytest.fixture
def tab(only_tab: Tab) -> Tab:
    """An empty page, 1280 wide."""
    only_tab.clear()
    return only_tab
