"""Turn a year of EMERGING (MATLAB 7.3) into a folder that `ikat tables add` reads.

    python3 emerging.py EMERGING_V2_2019.mat CHN,JPN,KOR,VNM,USA emerging_2019

keeps the economies that are named and adds up the others to ROW: all 245 of them make a matrix of a billion numbers, more than most
computers hold. Needs h5py and numpy, and memory for one economy's rows.
"""
import csv
import os
import sys

import h5py
import numpy as np


def main(path, keep, folder):
    with h5py.File(path) as file:
        group = file if "z" in file else next(g for name, g in file.items() if name != "#refs#" and "z" in g)

        def texts(name):
            return ["".join(chr(int(c)) for c in group.file[ref][()].ravel()) for ref in group[name][()].ravel()]

        countries, industries, categories = texts("country_list"), texts("sector_list"), texts("final_list")
        missing = [code for code in keep if code not in countries]
        if missing:
            sys.exit("not in the file: " + ", ".join(missing) + "; it has " + ", ".join(countries))
        economies = keep + ["ROW"] * (len(keep) < len(countries))
        to = [economies.index(code) if code in keep else len(keep) for code in countries]
        n, k = len(industries), len(categories)
        use = np.zeros((len(economies) * n, len(economies) * n))
        demand = np.zeros((len(economies) * n, len(economies) * k))
        value_added, output = np.zeros((2, len(economies) * n))
        for a, at in enumerate(to):
            rows, kept = slice(a * n, (a + 1) * n), slice(at * n, (at + 1) * n)
            block = group["z"][rows, :]
            final = group["f"][:, rows].T  # MATLAB's matrices come turned round: its rows, which sell, are columns here
            for b, bt in enumerate(to):
                use[kept, bt * n:(bt + 1) * n] += block[:, b * n:(b + 1) * n]
                demand[kept, bt * k:(bt + 1) * k] += final[:, b * k:(b + 1) * k]
            value_added[kept] += np.ravel(group["va"])[rows]
            output[kept] += np.ravel(group["X"])[rows]

    # Whether z is turned round too, the accounts tell: what a sector sells is its output.
    misses = [np.abs(u.sum(1) + demand.sum(1) - output).sum() for u in (use, use.T)]
    if misses[1] < misses[0]:
        use = use.T
    if min(misses) > 0.01 * np.abs(output).sum():
        sys.exit("rows do not add up to output, whichever way round")

    os.makedirs(folder, exist_ok=True)
    for name, values in ("z", use), ("f", demand), ("va", value_added):
        np.save(os.path.join(folder, name + ".npy"), np.ascontiguousarray(np.atleast_2d(values)))
    for name, part, labels in ("sectors", "industry", industries), ("demand", "category", categories):
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["economy", part])
            writer.writerows((economy, label) for economy in economies for label in labels)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2].split(","), sys.argv[3])
