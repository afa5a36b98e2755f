"""A trainer without dependencies: logistic regression over the hour, the distance and the airports."""
import csv
import json
import math
import os
import sys
from pathlib import Path

ROOT = Path(os.environ.get("LANDFALL_ROOT", "/landfall"))
MOST_ROWS, ROUNDS, STEP, PRIOR = 50_000, 4, 0.05, 50.0


def fail(message):
    print(f"python trainer: {message}", file=sys.stderr)
    sys.exit(3)


def progress(percent, text):
    (ROOT / "out").mkdir(parents=True, exist_ok=True)
    following = ROOT / "out" / "progress.next"
    following.write_text(f"{percent} {text}\n")
    following.replace(ROOT / "out" / "progress")  # renamed: a reader never sees half a line
    print(f"{percent:3} % {text}", flush=True)


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
            rows += [(r["date"], float(r["distance"]), r["origin"], r["destination"], int(r[spec["label"]["name"]]))
                     for r in csv.DictReader(file)]
    rows = rows[:: max(1, len(rows) // MOST_ROWS)]
    if len({row[4] for row in rows}) < 2:
        fail(f"{len(rows)} rows with fewer than two classes; expected late and punctual flights")
    return rows


def rates(rows, column, base):
    seen = {}
    for row in rows:
        late, count = seen.get(row[column], (0, 0))
        seen[row[column]] = (late + row[4], count + 1)
    return {key: (late + PRIOR * base) / (count + PRIOR) for key, (late, count) in seen.items()}


def features(model, date, distance, origin, destination):
    hour = (int(date[11:13]) + int(date[14:16]) / 60) / 24 * 2 * math.pi
    airports = [model[side].get(name, model["base"]) - model["base"]
                for side, name in (("origins", origin), ("destinations", destination))]
    return [1.0, math.sin(hour), math.cos(hour), math.sin(2 * hour), math.cos(2 * hour), distance / 1000 - 0.7,
            10 * airports[0], 10 * airports[1]]


def train(rows):
    base = sum(row[4] for row in rows) / len(rows)
    model = {"base": base, "origins": rates(rows, 2, base), "destinations": rates(rows, 3, base), "threshold": base}
    weights, vectors = [0.0] * 8, [(features(model, *row[:4]), row[4]) for row in rows]
    for number in range(ROUNDS):
        for vector, late in vectors:
            error = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, vector)))) - late
            weights = [w - STEP / (1 + number) / 10 * error * x for w, x in zip(weights, vector)]
        progress(20 + 70 * (number + 1) // ROUNDS, f"round {number + 1} of {ROUNDS}")
    return model | {"weights": weights}


if __name__ == "__main__":
    progress(5, "reading the training files")
    trained = train(read())
    (ROOT / "out" / "model").mkdir(parents=True, exist_ok=True)
    (ROOT / "out" / "model" / "model.json").write_text(json.dumps(trained, sort_keys=True))
    progress(100, "done")
