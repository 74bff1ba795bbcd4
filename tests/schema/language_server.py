"""A small client of the YAML language server that editors use, over its standard input and output."""

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

PATIENCE = 120
"""Seconds to wait for an answer before the test fails; no answer takes a tenth of that."""

ASSOCIATED = "associated.yaml"
"""A file whose schema the settings name, as `.vscode/settings.json` does for a whole register."""

SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "schemas": {"schemas/document.schema.json": ASSOCIATED},
        "yamlVersion": "1.2",
    },
    "http": {"proxy": "", "proxyStrictSSL": False},
}


class LanguageServer:
    """One running server; use it in a `with` statement."""

    def __init__(self, command: list[str], folder: Path, settings: dict[str, Any] = SETTINGS) -> None:
        self._folder, self._settings = folder, settings
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._last = 0

    def __enter__(self) -> "LanguageServer":
        assert self._process.stdout
        threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True).start()
        root = self._folder.as_uri()
        folders = [{"uri": root, "name": "register"}]
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"hover": {}, "completion": {}}}
        self.ask(
            "initialize",
            {"processId": None, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities},
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, name: str, text: str) -> list[dict[str, Any]]:
        """Return the diagnostics that the server publishes for a document."""
        uri = (self._folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        for message in self._incoming():
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return list(message["params"]["diagnostics"])
        raise AssertionError("the server ended")

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """Return the result of a request."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": parameters})
        for message in self._incoming():
            if message.get("id") == number and "method" not in message:
                return message.get("result")
        raise AssertionError("the server ended")

    def at(self, method: str, name: str, line: int, column: int) -> Any:
        """Return the result of a request about a place of an open document; both count from 1."""
        document = {"uri": (self._folder / name).as_uri()}
        return self.ask(method, {"textDocument": document, "position": {"line": line - 1, "character": column - 1}})

    def _incoming(self) -> Iterator[dict[str, Any]]:
        """Yield messages from the server; its own requests are answered on the way."""
        while True:
            message = self._messages.get(timeout=PATIENCE)
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items", [])
                answer = [self._settings.get(item.get("section", "")) for item in items]
                self._send({"id": message["id"], "result": answer or None})
            yield message

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self, stream: IO[bytes]) -> None:
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._messages.put(json.loads(stream.read(length)))
