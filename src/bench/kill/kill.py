#!/usr/bin/env python3
"""Kills the application and its PostgreSQL at random moments of an import under load, and checks that nothing was lost.

Usage: kill.py JAR [KILLS] [SEED]

Four senders post batches of synthetic events over HTTP, each batch until it has a receipt; now and then one drops its
connection in the middle of a body. At random moments the application (odd kills) or PostgreSQL (even kills) gets SIGKILL.
After every other kill of PostgreSQL the application is left alone and must accept a batch again by itself; after the others
it is killed as well. It is started again and the senders go on.
At the end every batch is sent once more: each event of it must be a duplicate. The ledger must have exactly one leaf for
each event besides its own entries, and verify after each kill. Exits 0 when all of that holds.
"""
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

BATCH = 1000
SENDERS = 4


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Application:
    def __init__(self, jar, home):
        self.jar, self.home, self.port = jar, home, free_port()
        self.env = dict(os.environ, PROPERCOURSE_HOME=home, PROPERCOURSE_DEMO="false", SERVER_PORT=str(self.port))
        self.process = None

    def command(self, *words):
        return subprocess.run(
            ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", self.jar, *words],
            env=self.env, capture_output=True, text=True, timeout=300)

    def start(self):
        log = open(os.path.join(self.home, "application.log"), "ab")
        self.process = subprocess.Popen(
            ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", self.jar], env=self.env, stdout=log, stderr=log)
        until = time.time() + 120
        while time.time() < until:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/actuator/health/liveness")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                raise SystemExit("the application did not start, see " + log.name)
            time.sleep(0.2)
        raise SystemExit("the application did not start in time, see " + log.name)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def kill_database(self):
        with open(os.path.join(self.home, "postgres", "postmaster.pid")) as pid:
            os.kill(int(pid.readline()), signal.SIGKILL)


def body(batch):
    lines = ["system_code,event_id,account_id,occurred_at,action,record_type,record_id,reason_text"]
    for i in range(BATCH):
        n = batch * BATCH + i
        lines.append(f"PNC,K{n:09d},A{n % 97},2026-03-{1 + n % 28:02d}T{n % 24:02d}:{n % 60:02d}:00Z,VIEW,PERSON,P{n % 5003},"
                     f"synthetic event {n}")
    return ("\n".join(lines) + "\n").encode()


class Load:
    """Batches are posted until each has a receipt; those that have one are acknowledged."""

    def __init__(self, application, token, seed=1):
        self.application, self.token, self.chance = application, token, random.Random(seed)
        self.lock = threading.Lock()
        self.next, self.waiting, self.acknowledged, self.busy, self.dropped = 0, [], [], 0, 0
        self.answers = {}
        self.stop = False

    def take(self):
        with self.lock:
            if self.waiting:
                return self.waiting.pop()
            self.next += 1
            return self.next - 1

    def post(self, batch):
        connection = http.client.HTTPConnection("127.0.0.1", self.application.port, timeout=60)
        connection.request("POST", "/api/v1/access-events", body(batch),
                           {"Content-Type": "text/csv", "Authorization": "Bearer " + self.token})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status == 429:
            with self.lock:
                self.busy += 1
            return None
        if answer.status != 200:
            self.told(str(answer.status))
        return json.loads(text) if answer.status == 200 else None

    def told(self, what):
        with self.lock:
            self.answers[what] = self.answers.get(what, 0) + 1

    def drop(self, batch):
        """Sends half of the body and hangs up."""
        whole = body(batch)
        with socket.create_connection(("127.0.0.1", self.application.port), timeout=60) as connection:
            connection.sendall(("POST /api/v1/access-events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                                f"Authorization: Bearer {self.token}\r\nContent-Length: {len(whole)}\r\n\r\n").encode()
                               + whole[:len(whole) // 2])
        with self.lock:
            self.dropped += 1

    def run(self):
        while not self.stop:
            batch = self.take()
            try:
                if self.chance.random() < 0.05:
                    self.drop(batch)
                receipt = self.post(batch)
            except (OSError, http.client.HTTPException, ValueError):
                receipt = None
            with self.lock:
                if receipt and receipt["accepted"] + receipt["duplicates"] == BATCH:
                    self.acknowledged.append(batch)
                else:
                    self.waiting.append(batch)
            if receipt is None:
                time.sleep(0.05)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    jar = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    chance = random.Random(seed)
    home = tempfile.mkdtemp(prefix="proper-course-kill-")
    application = Application(jar, home)
    token = application.command("token", "create", "load", "--scope", "events:*").stdout.strip()
    second = application.command("token", "create", "more", "--scope", "events:*").stdout.strip()
    application.start()
    loads = [Load(application, token, seed), Load(application, second, seed + 1)]
    loads[1].next = 500_000
    failed = []
    for kill in range(1, kills + 1):
        for load in loads:
            load.stop = False
        threads = [threading.Thread(target=loads[i % 2].run) for i in range(SENDERS)]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.5, 5.0))
        what = "application" if kill % 2 else "PostgreSQL alone" if kill % 4 else "PostgreSQL"
        if kill % 2 == 0:
            application.kill_database()
            if kill % 4:
                if not accept(loads):
                    failed.append(f"nothing was accepted after kill {kill}, of PostgreSQL")
            else:
                time.sleep(0.3)
        if kill % 2 or kill % 4 == 0:
            application.kill()
        for load in loads:
            load.stop = True
        for thread in threads:
            thread.join()
        verified = application.command("ledger", "verify")
        acknowledged = sum(len(load.acknowledged) for load in loads)
        print(f"kill {kill} of {kills} ({what}): {acknowledged * BATCH:,} events acknowledged, ledger "
              + ("verifies" if verified.returncode == 0 else "DIFFERS: " + verified.stdout + verified.stderr[-500:]),
              flush=True)
        if verified.returncode != 0:
            failed.append(f"the ledger differs after kill {kill}")
        if application.process.poll() is not None:
            application.start()
    failed += missing(application, loads)
    application.stop()
    if failed:
        print("\n".join(failed))
        print("kept for a look: " + home)
        return 1
    shutil.rmtree(home, ignore_errors=True)
    print(f"{kills} kills: nothing acknowledged was lost, nothing doubled, the ledger verified each time")
    return 0


def accept(loads):
    """Waits, two minutes at most, until another batch has a receipt."""
    before = sum(len(load.acknowledged) for load in loads)
    until = time.time() + 120
    while time.time() < until:
        if sum(len(load.acknowledged) for load in loads) > before:
            return True
        time.sleep(0.1)
    return False


def missing(application, loads):
    """Sends every batch once more and says what is lost or doubled."""
    failed = []
    sent = 0
    for load in loads:
        known = set(load.acknowledged)
        for batch in load.acknowledged + load.waiting:
            receipt = None
            while receipt is None:
                receipt = load.post(batch)
            sent += BATCH
            if receipt["quarantined"]:
                failed.append(f"batch {batch} was kept other than it was sent: {receipt}")
            if batch in known and (receipt["accepted"] or receipt["duplicates"] != BATCH):
                failed.append(f"acknowledged batch {batch} lost events: {receipt}")
    verified = application.command("ledger", "verify")
    leaves = int(verified.stderr.strip().splitlines()[-1].split(" leaves")[0].split()[-1].replace(",", ""))
    acts = int(verified.stderr.strip().splitlines()[-1].split(" leaves (")[1].split()[0].replace(",", ""))
    print(f"{sent:,} events sent in all, {leaves:,} leaves, {acts} of them acts, "
          f"{sum(load.busy for load in loads)} bodies turned away for a while, "
          f"{sum(load.dropped for load in loads)} connections dropped")
    if leaves != sent + acts:
        failed.append(f"{leaves} leaves for {sent} events and {acts} acts: something was lost or doubled")
    if verified.returncode != 0:
        failed.append("the ledger differs at the end")
    return failed


if __name__ == "__main__":
    sys.exit(main())
