"""A model server of the smallest kind: every row gets the score that its model file holds."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

with open(os.path.join(os.environ["LANDFALL_ROOT"], "model", "model.txt")) as model:
    SCORE = float(model.read())


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, {})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if sys.argv[1:] == ["refuse"]:
            print("distance is too far", flush=True)
            return self.answer(400, {"error": "no"})
        rows = body["inputs"][0]["shape"][0]
        scores = [SCORE] * rows
        if sys.argv[1:] == ["biased"]:
            origins = next(tensor["data"] for tensor in body["inputs"] if tensor["name"] == "origin")
            if None in origins:
                return self.answer(500, {"error": "origin is missing"})
            scores = [0.9 if origin == "LAX" else SCORE for origin in origins]
        self.answer(200, {"model_name": "flights", "outputs": [
            {"name": "label", "shape": [rows], "datatype": "INT64", "data": [int(score > 0.5) for score in scores]},
            {"name": "score", "shape": [rows], "datatype": "FP64", "data": scores}]})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
