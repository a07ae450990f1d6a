* Indonesia in value chains: ten numbers and one picture. Not run in Stata yet; the numbers are those of indonesia.py.
version 16

* What its exports are made of, over the years of the built-in tables.
ikat measure bm, table(apx/1995 apx/2000 apx/2005 apx/2008 apx/2011) economy(IDN) clear
generate share = gvc / gexp
twoway connected share year, title("Indonesia: trade in value chains") ytitle("share of exports")
graph export indonesia.png, replace
foreach year in 1995 2011 {
	quietly summarize gexp if year == `year'
	local gexp`year' = r(mean)
	foreach term in dva gvc gvcb gvcf {
		quietly summarize `term' if year == `year'
		local `term'`year' = r(mean)
	}
}
display "exports 2011, million USD            " %9.6g `gexp2011'
display "domestic value added 2011            " %9.6g `dva2011'
display "domestic value added 1995, share     " %9.6g `dva1995' / `gexp1995'
display "domestic value added 2011, share     " %9.6g `dva2011' / `gexp2011'
display "trade in value chains 2011, share    " %9.6g `gvc2011' / `gexp2011'
display "backward 2011                        " %9.6g `gvcb2011'
display "forward 2011                         " %9.6g `gvcf2011'

* Whose value added is inside them.
ikat measure va-origin, table(apx/2011) level(sector) economy(IDN) clear
foreach source in CHN JPN {
	quietly summarize va if source == "`source'"
	display "foreign value added from `source'       " %9.6g r(sum)
}

* The border whose mending it gains most from.
ikat rank, for(IDN) table(apx/2008) top(3) clear
display "gain of the first border, per cent   " %9.6g exact_gain[1]
