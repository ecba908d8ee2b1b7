#!/usr/bin/env python3
"""Multiplies a force directory: N copies of the same synthetic force side by side, each with identifiers of its own.

    multiply.py FORCE_DIR N OUT_DIR

Every identifier of copy n gets the prefix "n.", and names, addresses, numbers and marks get it as a suffix, so that
staff, records and cases of the copies never meet; times stay as they are. Codes that are shared words (system_code,
course codes) stay too. For benchmarks only."""
import csv, os, sys

OWN = {"unit_id", "parent_unit_id", "staff_id", "supervisor_id", "account_id", "record_id", "from_id", "to_id", "case_ref",
       "recorded_by", "event_id", "on_behalf_of"}
NAMES = {"last_name", "former_last_names", "address", "home_address", "vrm", "vehicles", "phone", "phones"}
source, copies, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.makedirs(out, exist_ok=True)
for name in sorted(os.listdir(source)):
    if not name.endswith(".csv") or name == "truth.csv":
        continue
    with open(os.path.join(source, name), newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    header, rows = rows[0], rows[1:]
    own = [i for i, column in enumerate(header) if column in OWN]
    names = [i for i, column in enumerate(header) if column in NAMES]
    with open(os.path.join(out, name), "w", newline="", encoding="utf-8") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(header)
        if name == "systems.csv":
            writer.writerows(rows)
            continue
        # Row by row, so that the copies are mixed in time as one large force would be.
        for row in rows:
            for n in range(copies):
                copy = list(row)
                for i in own:
                    if copy[i]:
                        copy[i] = f"{n}.{copy[i]}"
                for i in names:
                    if copy[i]:
                        copy[i] = ";".join(f"{item}{n}" for item in copy[i].split(";"))
                writer.writerow(copy)
