# Indonesia in value chains: ten numbers and one picture. Run: Rscript indonesia.R
library(ikat)

# What its exports are made of, over the years of the built-in tables.
bm <- ikat_measure("bm", table = "apx/*", economy = "IDN")
now <- bm[bm$year == 2011, ]
then <- bm[bm$year == 1995, ]

# Whose value added is inside them.
origin <- ikat_measure("va-origin", table = "apx/2011", level = "sector", economy = "IDN")
inside <- tapply(origin$va, origin$source, sum)

# The border whose mending it gains most from.
links <- ikat_rank(for_ = "IDN", table = "apx/2008", top = 3)

numbers <- c(
  "exports 2011, million USD" = now$gexp,
  "domestic value added 2011" = now$dva,
  "domestic value added 1995, share" = then$dva / then$gexp,
  "domestic value added 2011, share" = now$dva / now$gexp,
  "trade in value chains 2011, share" = now$gvc / now$gexp,
  "backward 2011" = now$gvcb,
  "forward 2011" = now$gvcf,
  "foreign value added from China" = inside[["CHN"]],
  "foreign value added from Japan" = inside[["JPN"]],
  "gain of the first border, per cent" = links$exact_gain[1]
)
cat(sprintf("%-36s %.6g\n", names(numbers), numbers), sep = "")

png("indonesia.png")
plot(bm$year, bm$gvc / bm$gexp, type = "b", xlab = "", ylab = "share of exports",
  main = "Indonesia: trade in value chains")
invisible(dev.off())
