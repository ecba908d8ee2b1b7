#!/usr/bin/env python3
"""Fills the disk under an import, and checks that nothing acknowledged was lost.

Usage: full.py JAR [MEGABYTES]

The data folder stands on a file system of that size (default 400; needs root on Linux, for a tmpfs). Two senders post
until nothing is accepted any more. Then the disk grows, the application, which nobody touches, accepts again, and what had no
receipt is sent again. Exits 0 when each acknowledged event is there exactly once and the ledger verifies.
"""
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time

from kill import BATCH, Application, Load, missing

BATCH_AFTER = 900_000


class FullLoad(Load):
    """Stops when ten bodies in a row got no receipt, and keeps what they were told."""

    def __init__(self, application, token, seed):
        super().__init__(application, token, seed)
        self.refused = 0

    def run(self):
        while self.refused < 10:
            batch = self.take()
            try:
                receipt = self.post(batch)
            except (OSError, http.client.HTTPException, ValueError) as e:
                receipt = None
                self.told(type(e).__name__)
            if receipt and receipt["accepted"] + receipt["duplicates"] == BATCH:
                self.acknowledged.append(batch)
                self.refused = 0
            else:
                self.waiting.append(batch)
                self.refused += 1
                time.sleep(0.3)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    jar = os.path.abspath(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    home = tempfile.mkdtemp(prefix="proper-course-full-")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "proper-course", home], check=True)
    application = Application(jar, home)
    try:
        tokens = [application.command("token", "create", name, "--scope", "events:*").stdout.strip()
                  for name in ("load", "more")]
        application.start()
        loads = [FullLoad(application, token, seed) for seed, token in enumerate(tokens)]
        loads[1].next = 500_000
        threads = [threading.Thread(target=load.run) for load in loads]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        acknowledged = sum(len(load.acknowledged) for load in loads)
        print(f"the disk of {size} MB is full at {acknowledged * BATCH:,} events acknowledged; "
              f"senders were told {[load.answers for load in loads]}; the application "
              + ("is up" if application.process.poll() is None else "has ended"), flush=True)
        if acknowledged == 0:
            print("no event went in: give it a larger disk")
            return 1
        subprocess.run(["mount", "-o", f"remount,size={size * 8}m", home], check=True)
        if application.process.poll() is not None:
            print("the application has ended")
            return 1
        grown = time.time()
        while loads[0].post(BATCH_AFTER) is None:
            if time.time() - grown > 120:
                print("nothing was accepted within two minutes of the disk's growing")
                return 1
        print(f"accepts again {time.time() - grown:.0f} s after the disk grew", flush=True)
        loads[0].acknowledged.append(BATCH_AFTER)
        failed = missing(application, loads)
        application.stop()
    finally:
        if application.process and application.process.poll() is None:
            application.kill()
        subprocess.run(["umount", "-l", home], check=False)
        os.rmdir(home)
    print("\n".join(failed) or "disk full: nothing acknowledged was lost, nothing doubled, the ledger verifies")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
