"""Makes one day of support tickets as they might have been: `python3 tickets.py 2026-01-05 FOLDER`. The same day, the same bytes."""
import csv
import random
import sys
from pathlib import Path

ROWS = 3_000
QUEUES = {
    "billing": ("invoice", "refund", "charged", "card", "price", "twice", "receipt", "tax"),
    "delivery": ("parcel", "late", "courier", "address", "lost", "door", "tracking", "box"),
    "account": ("password", "login", "locked", "email", "reset", "profile", "code", "username"),
}
COMMON = ("please", "help", "my", "the", "order", "again", "since", "yesterday", "still", "not", "with", "thanks")
CHANNELS = {"billing": "mail", "delivery": "phone", "account": "chat"}  # people's habit, and no reason for a queue


def ticket(chance):
    queue = chance.choice(list(QUEUES))
    words = chance.choices(COMMON, k=chance.randint(3, 7)) + chance.choices(QUEUES[queue], k=chance.randint(1, 2))
    if chance.random() < 0.5:  # many tickets are about more than one thing
        words.append(chance.choice(QUEUES[chance.choice(list(QUEUES))]))
    chance.shuffle(words)
    channel = CHANNELS[queue] if chance.random() < 0.8 else chance.choice(list(CHANNELS.values()))
    return " ".join(words), channel, queue


def main(day, folder):
    chance, folder = random.Random(day), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "tickets.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("ticket", "text", "channel", "queue"))
        table.writerows((f"{day}-{number}", *ticket(chance)) for number in range(ROWS))
    (folder / "_SUCCESS").touch()  # last: it says that the day is complete


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python3 tickets.py 2026-01-05 FOLDER")
    main(*sys.argv[1:])
