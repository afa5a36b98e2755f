"""Asks for flights through the gateway and counts the answers by version: `python3 ask.py GATEWAY [SECONDS [PER_SECOND]]`."""
import collections
import json
import random
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime

from flights import flight


def ask(url, client, rows):
    date, _, distance, origin, destination = zip(*rows)
    inputs = [{"name": name, "datatype": kind, "shape": [len(data)], "data": data} for name, kind, data in (
        ("date", "BYTES", date), ("distance", "INT64", distance), ("origin", "BYTES", origin),
        ("destination", "BYTES", destination))]
    body = json.dumps({"inputs": inputs}).encode()
    headers = {"Content-Type": "application/json", "x-client-id": client}  # a client stays with the version it was given
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
            answer.read()
            return answer.headers.get("x-landfall-version", "answered")
    except (urllib.error.URLError, TimeoutError) as failure:
        return f"failed: {failure}"


def main(gateway, seconds="60", per_second="20"):
    url, chance = f"{gateway.rstrip('/')}/v2/models/flights-python/infer", random.Random()
    answers, first, end = collections.Counter(), datetime(2026, 6, 1), time.monotonic() + float(seconds)
    while time.monotonic() < end:
        answers[ask(url, f"client-{chance.randrange(1000)}", [flight(chance, first)])] += 1
        time.sleep(1 / float(per_second))
    for version, count in sorted(answers.items()):
        print(f"{count:6} {version}")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit("usage: python3 ask.py GATEWAY [SECONDS [PER_SECOND]]; GATEWAY as printed, http://127.0.0.1:…")
    main(*sys.argv[1:])
