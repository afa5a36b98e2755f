"""A server without dependencies: Open Inference Protocol v2 over the standard library's HTTP server."""
import json
import math
import os
import re
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from trainer import words

MODEL = {}
INPUTS = [{"name": name, "datatype": "BYTES", "shape": [-1], "parameters": {"example": example}}
          for name, example in {"text": "my parcel is late", "channel": "mail"}.items()]


def tensor(request, name, rows=None):
    found = [t for t in request.get("inputs", []) if isinstance(t, dict) and t.get("name") == name]
    data = found[0].get("data") if found else None
    if not isinstance(data, list) or not data or (rows and len(data) != rows):
        raise ValueError(f"tensor '{name}': expected a list of {rows or 'at least one'} values")
    if any(value is not None and not isinstance(value, str) for value in data):
        raise ValueError(f"tensor '{name}': expected texts")
    return data


def classify(text, channel):
    """The likeliest queue and how likely it is; a missing text or channel says nothing."""
    found = words(text, channel, MODEL["channel"])
    logs = {queue: m["prior"] + sum(m["words"].get(word, m["unknown"]) for word in found)
            for queue, m in MODEL["queues"].items()}
    best = max(sorted(logs), key=logs.get)
    return best, 1 / sum(math.exp(value - logs[best]) for value in logs.values())


def infer(name, request):
    texts = tensor(request, "text")
    answers = [classify(*row) for row in zip(texts, tensor(request, "channel", len(texts)))]
    return {"model_name": name, "model_version": "1", "id": request.get("id"), "outputs": [
        {"name": "label", "datatype": "BYTES", "shape": [len(answers)], "data": [label for label, _ in answers]},
        {"name": "score", "datatype": "FP64", "shape": [len(answers)], "data": [score for _, score in answers]}]}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        known = re.fullmatch(r"/v2/(health/(ready|live)|models/[^/]+(/ready)?)", self.path)
        self.answer(200 if known else 404, {"inputs": INPUTS} if known else {"error": f"unknown path {self.path}"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = re.fullmatch(r"/v2/models/([^/]+)/infer", self.path)
        try:
            answer = infer(asked[1], json.loads(body)) if asked else {"error": f"unknown path {self.path}"}
            self.answer(200 if asked else 404, answer)
        except (ValueError, AttributeError) as error:
            self.answer(400, {"error": str(error)})

    def log_message(self, *_):
        """Says nothing per request: the agent counts them."""


if __name__ == "__main__":
    MODEL.update(json.loads((Path(os.environ.get("LANDFALL_ROOT", "/landfall")) / "model" / "model.json").read_text()))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Handler)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
