"""A server without dependencies: Open Inference Protocol v2 over the standard library's HTTP server."""
import json
import math
import os
import re
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from trainer import features

MODEL = {}
COLUMNS = {"date": "2001-01-05T03:00:00", "distance": 800, "origin": "LAT", "destination": "OKA"}
INPUTS = [{"name": name, "datatype": "BYTES" if isinstance(example, str) else "FP64", "shape": [-1],
           "parameters": {"example": example}} for name, example in COLUMNS.items()]


def tensor(request, name, rows=None):
    found = [t for t in request.get("inputs", []) if isinstance(t, dict) and t.get("name") == name]
    data = found[0].get("data") if found else None
    if not isinstance(data, list) or not data or (rows and len(data) != rows):
        raise ValueError(f"tensor '{name}': expected a list of {rows or 'at least one'} values")
    return data


def score(row, values):
    try:
        return 1 / (1 + math.exp(-sum(w * x for w, x in zip(MODEL["weights"], features(MODEL, *values)))))
    except (TypeError, ValueError, OverflowError) as error:
        expected = "a date as 2001-02-03 17:05:00, a number and two airports"
        raise ValueError(f"row {row}: {error}; expected {expected}") from error


def infer(name, request):
    first = tensor(request, "date")
    columns = [first] + [tensor(request, column, len(first)) for column in list(COLUMNS)[1:]]
    scores = [score(row, values) for row, values in enumerate(zip(*columns))]
    labels = [int(s >= MODEL["threshold"]) for s in scores]
    return {"model_name": name, "model_version": "1", "id": request.get("id"), "outputs": [
        {"name": "label", "datatype": "INT64", "shape": [len(labels)], "data": labels},
        {"name": "score", "datatype": "FP64", "shape": [len(scores)], "data": scores}]}


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
