"""pymrio's own example and a world table, answered by pymrio and by ikat: the same numbers, and the time of each.

Run: python beside_pymrio.py [TABLE], where TABLE is one that ikat has or the path of a file (default apx/2008).
"""

import os
import subprocess
import sys
import time

import ikat
import numpy

table = sys.argv[1] if len(sys.argv) > 1 else "apx/2008"


def timed(work):
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def say(what, theirs, ours, got, want):
    got, want = numpy.ravel(got), numpy.ravel(want)
    print("%-48s pymrio %7.3f s  ikat %7.3f s  largest difference %.0e of %.4g"
          % (what, theirs, ours, abs(got - want).max(), abs(want).max()))


def by_region(account):
    return account.T.groupby(level="region", sort=False).sum().T


cold = "import ikat; f = ikat.measure('bm', table=%r, level='bilateral-sector')" % table
_, took = min((timed(lambda: subprocess.run([sys.executable, "-W", "ignore", "-c", cold], check=True)) for _ in range(3)),
              key=lambda run: run[1])
print("%-48s from the start of Python to the frame: %.2f s" % (os.path.basename(table) + ", bm, bilateral-sector", took))

try:
    import pymrio
except ImportError:
    sys.exit("pymrio is not installed: nothing to put beside")

# pymrio's example: what final users in each region cause.
io, theirs = timed(lambda: pymrio.load_test().calc_all())
found, ours = timed(lambda: ikat.measure("footprint", table=io, satellite=io.emissions))
say("pymrio.load_test(), emissions by final user", theirs, ours, found["consumption"], by_region(io.emissions.D_cba))

# A table of the world: value added in what final users in each economy buy.
parts = ikat.export_table(table)
earned = (parts["x"].iloc[:, 0] - parts["Z"].sum()).to_frame("value added").T


def world():
    system = pymrio.IOSystem(**parts, va={"name": "value added", "F": earned})
    return system.calc_all()


io, theirs = timed(world)
found, ours = timed(lambda: ikat.measure("va-final", table=table))
say(os.path.basename(table) + ", value added by final user", theirs, ours, found.groupby("absorber", sort=False)["va"].sum(),
    by_region(io.va.D_cba))
