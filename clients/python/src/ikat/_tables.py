"""Tables of others as ikat's, and ikat's as others'."""

import json
import os
import subprocess


def to_csv(system, path, unit=None):
    """Write a table that has Z and Y, such as pymrio's IOSystem, as a file that ikat reads; returns the path.

    Z is intermediate use, its rows and columns labelled (region, sector); Y is final use, its columns (region, category).
    unit is the unit of its numbers, "million EUR" for instance; without it, what the system says, or none.
    """
    import numpy
    import pandas

    z, y = system.Z, system.Y
    if list(z.index) != list(z.columns) or list(z.index) != list(y.index):
        raise ValueError("rows and columns of Z, and rows of Y, name other sectors")
    sectors = ["%s_%s" % pair for pair in z.index]
    if y.columns.nlevels == 1:
        uses = ["%s_FD" % region for region in y.columns]
    else:
        uses = ["%s_%s" % pair for pair in y.columns]
    flows = numpy.hstack([z.to_numpy(float), y.to_numpy(float)])
    out = flows.sum(axis=1)
    x = getattr(system, "x", None)
    if x is not None:
        out = x.to_numpy(float).reshape(-1)
    added = out - z.to_numpy(float).sum(axis=0)
    frame = pandas.DataFrame(flows, index=sectors, columns=sectors + uses)
    frame["OUT"] = out
    nothing = numpy.full(len(uses) + 1, numpy.nan)
    frame.loc["VA"] = numpy.concatenate([added, nothing])
    frame.loc["OUT"] = numpy.concatenate([out, nothing])
    about = {"Name": getattr(system, "name", None) or "table"}
    money = unit or _unit(system)
    if money:
        about["Unit"] = money  # the program knows M.EUR and Mill USD
    frame.index.name = "ikat " + json.dumps(about)
    frame.to_csv(path)
    return str(path)


def _unit(system):
    """The unit of a pymrio system, such as M.EUR, in its words; None where it has none or several."""
    unit = getattr(system, "unit", None)
    if unit is None:
        return None
    names = set(unit.iloc[:, 0])
    return names.pop() if len(names) == 1 else None


def groups(members):
    """Groups as ikat takes them, from {"NAFTA": ["USA", "CAN"]} or from {"USA": "NAFTA", "CAN": "NAFTA"}.

    The latter is what country_converter's agg_conc makes; an economy that is alone in its group is none.
    """
    by_name = {}
    for name, value in members.items():
        if isinstance(value, str):
            by_name.setdefault(value, []).append(name)
        else:
            by_name[name] = list(value)
    return ["%s=%s" % (name, ",".join(codes)) for name, codes in by_name.items() if list(codes) != [name]]


def write_rows(rows, path):
    """Write rows as a CSV that ikat reads: frames of pandas, polars and pyarrow, and extensions of pymrio as satellites."""
    if hasattr(rows, "F") and hasattr(rows, "unit"):
        _write_satellites(rows, path)
    elif hasattr(rows, "to_csv"):
        _groups_of(rows).to_csv(path, index=False)
    elif hasattr(rows, "write_csv"):  # polars
        rows.write_csv(path)
    elif hasattr(rows, "to_pandas"):  # pyarrow
        rows.to_pandas().to_csv(path, index=False)
    else:
        raise TypeError("a file is a path, a dict or a frame, not a %s" % type(rows).__name__)
    return path


def _groups_of(rows):
    """A frame of country_converter's agg_conc with its names of columns changed to those of a file of groups."""
    if rows.index.name == "original" and rows.columns.name == "aggregated":  # a matrix of zeros and ones
        rows = rows[rows != 0].stack().reset_index()
    if {"original", "aggregated"} <= set(rows.columns):
        return rows[["aggregated", "original"]].set_axis(["group", "economy"], axis=1)
    return rows


def _write_satellites(extension, path):
    """Quantities of a pymrio extension, such as emissions, as ikat's satellites: a row a sector, units below names."""
    import csv

    names = ["/".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in extension.F.index]
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["economy", "industry", *names])
        rows.writerow(["", "", *extension.unit.loc[extension.F.index].iloc[:, 0]])
        for (economy, industry), quantities in zip(extension.F.columns, extension.F.to_numpy(float).T):
            rows.writerow([economy, industry, *map(repr, map(float, quantities))])


def export_table(table, path=None):
    """A table as pandas frames: a dict of Z, Y and x, labelled as pymrio has them; with path, written there instead.

    IOSystem(**ikat.export_table("apx/2008")) is the table as pymrio's.
    """
    import tempfile

    import numpy
    import pandas

    from ._ask import Error, program

    with tempfile.TemporaryDirectory() as folder:
        target = path or os.path.join(folder, "table.npz")
        made = subprocess.run([program(), "--messages", "json", "tables", "export", table, "-o", target],
                              capture_output=True, text=True)
        if made.returncode:
            raise Error(**json.loads(made.stderr.splitlines()[-1])["error"])
        if path:
            return str(path)
        with numpy.load(target) as arrays:
            about = json.loads(bytes(arrays["table.json"]))
            z, f, x = arrays["z"], arrays["f"], arrays["x"]
    sectors = pandas.MultiIndex.from_product([about["economies"], about["industries"]], names=["region", "sector"])
    uses = pandas.MultiIndex.from_product([about["economies"], about["categories"]], names=["region", "category"])
    return {"Z": pandas.DataFrame(z, sectors, sectors), "Y": pandas.DataFrame(f, sectors, uses),
            "x": pandas.DataFrame(x, sectors, ["indout"])}
