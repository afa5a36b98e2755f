"""Makes one month of flights as it might have been: `python3 flights.py 2026-01 landing`. The same month, the same bytes."""
import csv
import math
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 20_000
AIRPORTS = ("ATL", "BOS", "DEN", "DFW", "JFK", "LAX", "MIA", "ORD", "SEA", "SFO")


def flight(chance, first):
    start = first + timedelta(minutes=chance.randrange(28 * 24 * 60))
    origin, destination = chance.sample(AIRPORTS, 2)
    a, b = AIRPORTS.index(origin), AIRPORTS.index(destination)
    busy = math.sin((start.hour - 8) / 24 * 2 * math.pi)  # evenings inherit the delays of the day
    delay = round(chance.gauss(2 + 9 * busy + 2 * (a % 5), 18))
    return start.strftime("%Y-%m-%d %H:%M:%S"), delay, 250 + 270 * abs(a - b), origin, destination


def main(month, folder):
    chance, first = random.Random(month), datetime.strptime(month, "%Y-%m")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = sorted(flight(chance, first) for _ in range(ROWS))
    for part, begin in enumerate(range(0, ROWS, ROWS // 2)):
        with open(folder / f"part-{part}.csv", "w", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("date", "delay", "distance", "origin", "destination"))
            table.writerows(rows[begin:begin + ROWS // 2])
    (folder / "_SUCCESS").touch()  # last: it says that the month is complete


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python3 flights.py 2026-01 FOLDER")
    main(*sys.argv[1:])
