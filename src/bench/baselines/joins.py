"""What an afternoon of joins and a list of points by hand would make of a force: the way to beat.

An access is explained when a join finds work of the person, of their unit, or near either; nobody asks who recorded the tie and when. What is left gets
points by hand, and a dossier has the points of its records.
"""
import bisect
import collections
import datetime
import re

DAY = datetime.timedelta(days=1)
HOUSE = re.compile(r"(\d+)\s+(.*)")

# Seen as sensible by whoever wrote them down; nothing was fitted.
POINTS = {
    "self": 60, "home": 50, "phone": 50, "vehicle": 50, "declared": 50, "neighbour": 40, "colleague": 20, "surname": 10,
    "off duty": 25, "no reference": 5, "unrelated reference": 10, "marked": 15, "taken out": 10, "third day": 30, "unexplained": 5,
}


class Joins:
    """Explains by joins and scores by hand.

    rows: reads a feed of the force; moment: its times; off_duty: says of an event whether the person was.
    """

    def __init__(self, rows, moment, off_duty):
        self.off_duty = off_duty
        self.closed = {c["case_ref"]: moment(c["closed_at"]) for c in rows("cases") if c["closed_at"]}
        self.cases_of = collections.defaultdict(set)
        for link in rows("case_links"):
            self.cases_of[link["record_type"], link["record_id"]].add(link["case_ref"])
        self.near = collections.defaultdict(set)
        for tie in rows("record_relations"):
            one, other = (tie["from_type"], tie["from_id"]), (tie["to_type"], tie["to_id"])
            self.near[one].add(other)
            self.near[other].add(one)
        self.on_case = collections.defaultdict(list)
        for a in rows("case_assignments"):
            end = moment(a["to"]) if a["to"] else None
            self.on_case[a["case_ref"]].append((a["staff_id"], a["unit_id"], moment(a["from"]), end))
        self.posts = collections.defaultdict(list)
        for p in rows("postings"):
            self.posts[p["staff_id"]].append((moment(p["from"]), moment(p["to"]) if p["to"] else None, p["unit_id"]))
        self.read_people(rows)
        self.looks = collections.defaultdict(list)

    def read_people(self, rows):
        self.records = {(r["record_type"], r["record_id"]): r for r in rows("records")}
        self.staff = {s["staff_id"]: s for s in rows("staff")}
        self.employees = {(s["first_name"], s["last_name"], s["date_of_birth"]): s["staff_id"] for s in self.staff.values()}
        self.declared = {(a["staff_id"], a["record_type"], a["record_id"]) for a in rows("associations")}
        self.surnames = collections.Counter(r["last_name"] for r in self.records.values() if r["last_name"])

    def unit(self, who, at):
        return {unit for start, end, unit in self.posts[who] if start <= at and (end is None or at < end)}

    def worked(self, who, units, at, case):
        closed = self.closed.get(case)
        if closed and at > closed + 10 * DAY:
            return False
        return any((staff == who or unit and unit in units or not unit and self.unit(staff, at) & units)
                   and start - DAY <= at and (end is None or at <= end + 10 * DAY)
                   for staff, unit, start, end in self.on_case[case])

    def by_case(self, who, units, at, record):
        if record[0] == "CASE" and self.worked(who, units, at, record[1]):
            return True
        return any(self.worked(who, units, at, case) for case in self.cases_of[record])

    def explain(self, events):
        """Marks each event as explained or not; events are in the order of time."""
        last = {}
        by_person = collections.defaultdict(list)
        for event in events:
            who, at, record = event["who"], event["at"], (event["record_type"], event["record_id"])
            units = self.unit(who, at)
            event["joined"] = self.by_case(who, units, at, record) \
                or any(self.by_case(who, units, at, other) for other in self.near[record]) \
                or (last.get((who, record)) is not None and at - last[who, record] <= 30 * DAY)
            if event["joined"]:
                last[who, record] = at
            by_person[who].append(event)
            self.looks[who, record].append(at)
        for mine in by_person.values():
            times = [event["at"] for event in mine]
            for event in mine:
                if not event["joined"]:
                    after = mine[bisect.bisect(times, event["at"]):bisect.bisect(times, event["at"] + datetime.timedelta(seconds=60))]
                    event["joined"] = any(other["joined"] and self.same_name(event, other) for other in after)

    def same_name(self, one, other):
        names = [self.records.get((event["record_type"], event["record_id"]), {}).get("last_name") for event in (one, other)]
        return bool(names[0]) and names[0] == names[1]

    def relations(self, event):
        """How the person is tied to the record in private, of those that a join can see."""
        who, record = self.staff.get(event["who"]), self.records.get((event["record_type"], event["record_id"]))
        found = set()
        if not who or not record:
            return found
        if (event["who"], event["record_type"], event["record_id"]) in self.declared:
            found.add("declared")
        if record["phone"] and record["phone"] in who["phones"]:
            found.add("phone")
        if record["vrm"] and record["vrm"] in who["vehicles"]:
            found.add("vehicle")
        person = (record["first_name"], record["last_name"], record["date_of_birth"])
        if event["record_type"] == "PERSON" and person in self.employees:
            found.add("self" if self.employees[person] == event["who"] else "colleague")
        if record["address"] and record["postcode"] == who["home_postcode"]:
            one, other = HOUSE.match(record["address"]), HOUSE.match(who["home_address"] or "")
            if record["address"] == who["home_address"]:
                found.add("home")
            elif one and other and one[2] == other[2] and abs(int(one[1]) - int(other[1])) <= 4:
                found.add("neighbour")
        if record["last_name"] and record["last_name"] == who["last_name"] and self.surnames[record["last_name"]] < len(self.records) / 2000:
            found.add("surname")
        return found

    def points(self, event):
        """Points by hand of an access that no join explained."""
        signs = {"unexplained"} | self.relations(event)
        record = (event["record_type"], event["record_id"])
        if self.off_duty(event):
            signs.add("off duty")
        if not event["case_ref"]:
            signs.add("no reference")
        elif event["case_ref"] not in self.cases_of[record]:
            signs.add("unrelated reference")
        if self.records.get(record, {}).get("markers"):
            signs.add("marked")
        if event["action"] in ("EXPORT", "PRINT"):
            signs.add("taken out")
        if len({at.date() for at in self.looks[event["who"], record] if at <= event["at"]}) >= 3:
            signs.add("third day")
        return sum(POINTS[sign] for sign in signs)
