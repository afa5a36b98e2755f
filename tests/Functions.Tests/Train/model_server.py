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
        self.answer(200, {"model_name": "flights", "outputs": [
            {"name": "label", "shape": [rows], "datatype": "INT64", "data": [int(SCORE > 0.5)] * rows},
            {"name": "score", "shape": [rows], "datatype": "FP64", "data": [SCORE] * rows}]})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
