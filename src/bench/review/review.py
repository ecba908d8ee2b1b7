#!/usr/bin/env python3
"""Many reviewers at once: how long the pages of Professional Standards take on a large database.

Usage: review.py URL USER PASSWORD [REVIEWERS] [SECONDS] [THINK]

Each reviewer (default 200) signs in and then, for so many seconds (default 120), opens pages as a reviewer would: the dossiers,
one of them, the flags, one of them, the record, the member of staff; between two pages they think for THINK seconds on
average (default 10). Prints requests, errors, median, 95th percentile and the slowest by kind of page. Exits 1 when a page failed.
"""
import http.client
import random
import re
import statistics
import sys
import threading
import time
import urllib.parse


class Reviewer:
    def __init__(self, host, user, password, seed):
        self.host, self.chance, self.cookie = host, random.Random(seed), ""
        self.times, self.failed = {}, []
        form = self.get("sign-in", "/sign-in")
        token = re.search(r'name="_csrf"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="_csrf"', form)
        body = urllib.parse.urlencode({"username": user, "password": password, "_csrf": token.group(1) or token.group(2)})
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request("POST", "/sign-in", body,
                           {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        self.keep(answer)
        if "error" in (answer.getheader("Location") or ""):
            raise SystemExit("the sign-in was refused")
        self.times.clear()

    def keep(self, answer):
        for header in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = header.split(";")[0]

    def get(self, kind, path):
        start = time.perf_counter()
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self.keep(answer)
        self.times.setdefault(kind, []).append(time.perf_counter() - start)
        if answer.status != 200:
            self.failed.append(f"{answer.status} {path}")
        return text

    def one_of(self, page, pattern):
        found = sorted(set(re.findall(pattern, page)))
        return self.chance.choice(found) if found else None

    def work(self, until, think):
        while time.time() < until:
            time.sleep(self.chance.expovariate(1 / think))
            page = self.get("dossiers", "/dossiers")
            self.follow(page, "dossier", r'href="(/dossiers/[0-9a-f-]{36})"', think)
            page = self.get("flags", f"/flags?page={self.chance.randrange(20)}")
            flag = self.follow(page, "flag", r'href="(/flags/[0-9a-f-]{36})"', think)
            if flag:
                self.follow(flag, "record", r'href="(/records/[^"#?]+)"', think)
                self.follow(flag, "member of staff", r'href="(/staff/[^"#?/]+)"', think)

    def follow(self, page, kind, pattern, think):
        path = self.one_of(page, pattern)
        time.sleep(self.chance.expovariate(1 / think))
        return self.get(kind, path.replace("&amp;", "&")) if path else None


def main():
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    host = urllib.parse.urlparse(sys.argv[1]).netloc
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    seconds = float(sys.argv[5]) if len(sys.argv) > 5 else 120
    think = float(sys.argv[6]) if len(sys.argv) > 6 else 10
    reviewers = [Reviewer(host, sys.argv[2], sys.argv[3], seed) for seed in range(count)]
    until = time.time() + seconds
    threads = [threading.Thread(target=reviewer.work, args=(until, think)) for reviewer in reviewers]
    start = time.time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.time() - start
    kinds = sorted({kind for reviewer in reviewers for kind in reviewer.times})
    print(f"{count} reviewers, {took:.0f} s, {think:g} s between pages")
    print(f"{'':18}{'requests':>10}{'median ms':>11}{'95 % ms':>9}{'slowest':>9}")
    for kind in kinds:
        times = sorted(1000 * t for reviewer in reviewers for t in reviewer.times.get(kind, []))
        print(f"{kind:18}{len(times):>10,}{statistics.median(times):>11.0f}{times[int(0.95 * (len(times) - 1))]:>9.0f}"
              f"{times[-1]:>9.0f}")
    failed = [one for reviewer in reviewers for one in reviewer.failed]
    print(f"{len(failed)} failed", *failed[:5], sep="\n  " if failed else "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
