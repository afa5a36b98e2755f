"""A model server whose model file says how it behaves: "<score> <every so many answers fail; 0: none>", and
"inputs" after it where it says what it takes."""
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with open(os.path.join(os.environ["LANDFALL_ROOT"], "model", "model.txt")) as model:
    SCORE, EVERY, *INPUTS = model.read().split()

answered = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        says = INPUTS and self.path.startswith("/v2/models/")
        self.answer(200, {"inputs": [{"name": "x", "datatype": "FP64", "shape": [-1]}]} if says else {})

    def do_POST(self):
        global answered
        self.rfile.read(int(self.headers["Content-Length"]))
        answered += 1
        if int(EVERY) and answered % int(EVERY) == 0:
            return self.answer(500, {"error": "this one fails"})
        self.answer(200, {"model_name": "flights", "outputs": [
            {"name": "label", "shape": [1], "datatype": "INT64", "data": [int(float(SCORE) > 0.5)]},
            {"name": "score", "shape": [1], "datatype": "FP64", "data": [float(SCORE)]}]})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
