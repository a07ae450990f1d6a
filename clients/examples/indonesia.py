"""Indonesia in value chains: ten numbers and one picture. Run: python indonesia.py"""

import ikat

# What its exports are made of, over the years of the built-in tables.
bm = ikat.measure("bm", table="apx/*", economy="IDN")
now = bm[bm["year"] == 2011].iloc[0]
then = bm[bm["year"] == 1995].iloc[0]

# Whose value added is inside them.
origin = ikat.measure("va-origin", table="apx/2011", level="sector", economy="IDN")
inside = origin.groupby("source")["va"].sum().drop("IDN").sort_values(ascending=False)

# The border whose mending it gains most from.
links = ikat.rank(for_="IDN", table="apx/2008", top=3)

numbers = {
    "exports 2011, million USD": now["gexp"],
    "domestic value added 2011": now["dva"],
    "domestic value added 1995, share": then["dva"] / then["gexp"],
    "domestic value added 2011, share": now["dva"] / now["gexp"],
    "trade in value chains 2011, share": now["gvc"] / now["gexp"],
    "backward 2011": now["gvcb"],
    "forward 2011": now["gvcf"],
    "foreign value added from China": inside["CHN"],
    "foreign value added from Japan": inside["JPN"],
    "gain of the first border, per cent": links["exact_gain"].iloc[0],
}
for name, value in numbers.items():
    print("%-36s %.6g" % (name, value))

share = (bm["gvc"] / bm["gexp"]).set_axis(bm["year"])
share.plot(marker="o", ylabel="share of exports", title="Indonesia: trade in value chains").figure.savefig("indonesia.png")
