#!/usr/bin/env python3
"""Other ways of finding misuse, on a force with labels, beside which the rules can be held.

Usage: baselines.py FORCE VERDICTS FLAGS [K]

FORCE is a force directory with truth.csv (`simulate`), VERDICTS and FLAGS what `export` gives of it after `evaluate`. Prints a table: how many
accesses each way flags for 1,000 staff a day, which share of them is misuse, which share of the labelled scenarios it touches at all, and the
same for the K highest dossiers of a week (default 7 for 1,000 staff), where a dossier is a person's week and stands as high as it has flagged records.
A second table sets simple joins with points by hand (joins.py) beside the rules: what each explains, and what it finds ranked by its own points.
"""
import collections
import csv
import datetime
import json
import os
import statistics
import sys
import zoneinfo

from joins import Joins

LONDON = zoneinfo.ZoneInfo("Europe/London")


def rows(folder, name):
    """A feed of the force; a force need not have all of them."""
    if not os.path.exists(f"{folder}/{name}.csv"):
        return
    with open(f"{folder}/{name}.csv", newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(LONDON)


class Force:
    def __init__(self, folder, verdicts, flags):
        self.folder = folder
        self.staff = sum(1 for _ in rows(folder, "staff"))
        self.truth = {(t["system_code"], t["event_id"]): t["scenario_id"] for t in rows(folder, "truth")}
        with open(verdicts, encoding="utf-8") as file:
            judged = {(v["system_code"], v["event_id"]): v for v in map(json.loads, file)}
        self.events = []
        for event in rows(folder, "access"):
            key = (event["system_code"], event["event_id"])
            verdict = judged[key]
            if verdict["staff_id"]:
                event.update(key=key, who=verdict["staff_id"], at=moment(event["occurred_at"]),
                             explained=verdict["explained"], flags=verdict["flag_ids"], label=self.truth.get(key))
                self.events.append(event)
        self.events.sort(key=lambda event: (event["at"], event["key"]))
        self.days = (self.events[-1]["at"].date() - self.events[0]["at"].date()).days + 1
        self.cases = {case["case_ref"] for case in rows(folder, "cases")}
        self.links = {(link["case_ref"], link["record_type"], link["record_id"]) for link in rows(folder, "case_links")}
        self.assigned = {(a["case_ref"], a["staff_id"]) for a in rows(folder, "case_assignments") if a["staff_id"]}
        self.duty = collections.defaultdict(list)
        for shift in rows(folder, "duty"):
            self.duty[shift["staff_id"]].append((moment(shift["start"]), moment(shift["end"])))
        self.role = {posting["staff_id"]: posting["role"] for posting in rows(folder, "postings")}
        self.typology = {t["scenario_id"]: t["typology"] for t in rows(folder, "truth")}
        with open(flags, encoding="utf-8") as file:
            self.rules_dossiers = {}
            for flag in map(json.loads, file):
                for key in flag["event_ids"]:
                    known = self.rules_dossiers.setdefault(tuple(key.split("/", 1)), [])
                    known.append((flag["staff_id"], flag["dossier_score"], moment(flag["raised_at"]).isocalendar()[:2]))
        self.rules_flags = set(self.rules_dossiers)

    def linked(self, event):
        return (event["case_ref"], event["record_type"], event["record_id"]) in self.links \
            or event["case_ref"] == event["record_id"]

    def correct(self, event):
        return self.linked(event) and (event["case_ref"], event["who"]) in self.assigned

    def off_duty(self, event):
        grace = datetime.timedelta(hours=2)
        shifts = self.duty[event["who"]]
        return bool(shifts) and not any(start - grace <= event["at"] <= end + grace for start, end in shifts)

    def wide_days(self):
        """Days on which somebody opened far more records than is usual for the role: a robust z above 3."""
        opened = collections.defaultdict(set)
        for event in self.events:
            opened[event["who"], event["at"].date()].add((event["record_type"], event["record_id"]))
        peers = collections.defaultdict(list)
        for (who, _), records in opened.items():
            peers[self.role.get(who)].append(len(records))
        usual = {}
        for role, counts in peers.items():
            middle = statistics.median(counts)
            usual[role] = (middle, 1.4826 * statistics.median(abs(count - middle) for count in counts))
        wide = set()
        for (who, day), records in opened.items():
            middle, spread = usual[self.role.get(who)]
            if (len(records) - middle) / max(spread, 1) > 3:
                wide.add((who, day))
        return wide


def print_row(name, force, flagged, k):
    hits = [event for event in flagged if event["label"]]
    scenarios = set(force.truth.values())
    dossiers = collections.defaultdict(list)
    for event in flagged:
        dossiers[event["who"], event["at"].isocalendar()[:2]].append(event)
    weeks = collections.defaultdict(list)
    for (who, week), events in dossiers.items():
        weeks[week].append((-len({(e["record_type"], e["record_id"]) for e in events}), who, events))
    read = [events for ranked in weeks.values() for _, _, events in sorted(ranked, key=lambda d: d[:2])[:k]]
    found = {event["label"] for events in read for event in events if event["label"]}
    good = sum(any(event["label"] for event in events) for events in read)
    print(f"| {name} | {len(flagged) / force.days / force.staff * 1000:,.1f} | {len(hits) / max(1, len(flagged)):.4f} "
          f"| {len({event['label'] for event in hits}) / len(scenarios):.2f} | {good / max(1, len(read)):.2f} "
          f"| {len(found) / len(scenarios):.2f} |")


def ranked(force, score, week):
    """The dossiers of each week by those who ranked them: (who, week) to (score, labels in it)."""
    dossiers = {}
    for event in force.events:
        for who, points, when in score(event):
            key = (who, when)
            known, labels = dossiers.get(key, (0, set()))
            dossiers[key] = (week(known, points), labels | ({event["label"]} if event["label"] else set()))
    weeks = collections.defaultdict(list)
    for (who, when), (points, labels) in dossiers.items():
        weeks[when].append((-points, who, labels))
    return {when: [labels for _, _, labels in sorted(all_, key=lambda d: d[:2])] for when, all_ in weeks.items()}


def print_whole_way(name, force, explained, weeks, k):
    honest = [event for event in force.events if not event["label"]]
    seen, first = set(), []
    for event in force.events:
        if (event["who"], event["record_type"], event["record_id"]) not in seen:
            seen.add((event["who"], event["record_type"], event["record_id"]))
            if not event["label"]:
                first.append(event)
    labelled = [event for event in force.events if event["label"]]
    laundering = [event for event in labelled if force.typology[event["label"]] == "LAUNDERING"]
    others = [event for event in labelled if force.typology[event["label"]] != "LAUNDERING"]
    found = {label for dossiers in weeks.values() for labels in dossiers[:k] for label in labels}
    kinds = collections.defaultdict(list)
    for scenario, typology in force.typology.items():
        kinds[typology].append(scenario in found)
    half = [labels for dossiers in weeks.values() for labels in dossiers[:k // 2]]

    def share(events):
        return sum(explained(event) for event in events) / max(1, len(events))

    print(f"| {name} | {share(honest):.1%} / {share(first):.1%} | {share(others):.1%} | {share(laundering):.0%} "
          f"| {sum(sum(hits) / len(hits) for hits in kinds.values()) / len(kinds):.2f} | {sum(map(bool, half)) / max(1, len(half)):.2f} "
          f"| {sum(map(len, weeks.values())) / force.days / force.staff * 1000:.1f} |")


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    force = Force(*sys.argv[1:4])
    k = int(sys.argv[4]) if len(sys.argv) > 4 else max(1, round(force.staff * 7 / 1000))
    wide = force.wide_days()
    joins = Joins(lambda name: rows(force.folder, name), moment, force.off_duty)
    joins.explain(force.events)
    ways = [
        ("B1 everything without a correct, linked reference", lambda e: not force.correct(e)),
        ("B2 reference missing", lambda e: not e["case_ref"]),
        ("B2b reference missing, or no case", lambda e: e["case_ref"] not in force.cases),
        ("B3 volume of the day, z above 3 for the role", lambda e: (e["who"], e["at"].date()) in wide),
        ("B4 unexplained", lambda e: not e["explained"]),
        ("B5 any private relation, and unexplained", lambda e: not e["explained"] and joins.relations(e)),
        ("B6 off duty", force.off_duty),
        ("unexplained and off duty", lambda e: not e["explained"] and force.off_duty(e)),
        ("the rules: accesses of flags", lambda e: e["key"] in force.rules_flags),
    ]
    print(f"{len(force.events):,} accesses, {force.staff:,} staff, {force.days} days, {len(set(force.truth.values()))} scenarios, "
          f"{k} dossiers a week\n")
    print("| way | flagged for 1,000 staff a day | precision | scenarios touched | precision at k | scenarios found at k |")
    print("|---|---|---|---|---|---|")
    for name, way in ways:
        print_row(name, force, [event for event in force.events if way(event)], k)

    print("\n| way | explained, all / first accesses | false exoneration | of laundering | macro recall at k | precision at k/2 "
          "| dossiers for 1,000 staff a day |")
    print("|---|---|---|---|---|---|---|")
    by_hand = ranked(force, lambda e: [] if e["joined"] else [(e["who"], joins.points(e), e["at"].isocalendar()[:2])],
                     lambda known, points: known + points)
    print_whole_way("simple joins, points by hand", force, lambda e: e["joined"], by_hand, k)
    by_rules = ranked(force, lambda e: force.rules_dossiers.get(e["key"], []), max)
    print_whole_way("the rules", force, lambda e: e["explained"], by_rules, k)


main()
