"""A trainer without dependencies: naive Bayes over the words of a ticket, and over its channel where CHANNEL=on."""
import csv
import json
import math
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(os.environ.get("LANDFALL_ROOT", "/landfall"))


def fail(message):
    print(f"tickets trainer: {message}", file=sys.stderr)
    sys.exit(3)


def read():
    path = ROOT / "in" / "spec.json"
    if not path.is_file():
        fail(f"{path} does not exist; is LANDFALL_ROOT ('{ROOT}') right?")
    spec = json.loads(path.read_text())
    if spec.get("format") != "csv":
        fail(f"format is '{spec.get('format')}'; this trainer reads csv: set train.format to csv")
    rows = []
    for name in spec["files"]:
        with open(ROOT / "in" / name, newline="") as file:
            rows += [(r["text"], r["channel"], r[spec["label"]["name"]]) for r in csv.DictReader(file)]
    if len({row[2] for row in rows}) < 2:
        fail(f"{len(rows)} tickets of fewer than two queues; expected tickets of several")
    return rows


def words(text, channel, uses_channel):
    found = (text or "").lower().split()
    return found + [f"channel={channel}"] if uses_channel and channel else found


def train(rows, uses_channel):
    counts, seen = {}, Counter()
    for text, channel, queue in rows:
        seen[queue] += 1
        counts.setdefault(queue, Counter()).update(words(text, channel, uses_channel))
    known = sorted(set().union(*counts.values()))
    queues = {}
    for queue, count in sorted(counts.items()):
        total = sum(count.values()) + len(known)
        queues[queue] = {"prior": math.log(seen[queue] / len(rows)), "unknown": math.log(1 / total),
                         "words": {word: math.log((count[word] + 1) / total) for word in known}}
    return {"channel": uses_channel, "queues": queues}


if __name__ == "__main__":
    trained = train(read(), os.environ.get("CHANNEL", "off") == "on")
    (ROOT / "out" / "model").mkdir(parents=True, exist_ok=True)
    (ROOT / "out" / "model" / "model.json").write_text(json.dumps(trained, sort_keys=True))
    print(f"learned {len(trained['queues'])} queues", flush=True)
