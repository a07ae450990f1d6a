# decompr's own example and a world table, answered by decompr and by ikat: the same numbers, and the time of each.
# Run: Rscript beside_decompr.R [TABLE], where TABLE is one that ikat has or the path of a file (default apx/2008).
library(ikat)
named <- commandArgs(trailingOnly = TRUE)
table <- if (length(named)) named[1] else "apx/2008"

cold <- sprintf("library(ikat); f <- suppressWarnings(ikat_measure('bm', table = '%s', level = 'bilateral-sector'))", table)
took <- min(replicate(3, system.time(system2(file.path(R.home("bin"), "Rscript"), c("-e", shQuote(cold))))[["elapsed"]]))
cat(sprintf("%-48s from the start of R to the data.frame: %.2f s\n", paste0(basename(table), ", bm, bilateral-sector"), took))

if (!requireNamespace("decompr", quietly = TRUE)) {
  cat("decompr is not installed: nothing to put beside\n")
  quit("no")
}

say <- function(what, theirs, ours, got, want) {
  cat(sprintf("%-48s decompr %7.3f s  ikat %7.3f s  largest difference %.0e of %.4g\n", what, theirs[["elapsed"]],
    ours[["elapsed"]], max(abs(got - want)), max(abs(want))))
}

# The terms of Wang, Wei and Zhu have the same names in both; decompr names the industry before the importer.
compare <- function(what, table, theirs) {
  took <- system.time(want <- decompr::wwz(decompr::load_tables_vectors(theirs)))
  ours <- system.time(got <- suppressWarnings(ikat_measure("wwz", table = table, level = "bilateral-sector")))
  place <- function(name) match(want[[name]], unique(want[[name]]))
  want <- want[order(place("Exporting_Country"), place("Importing_Country"), place("Exporting_Industry")), ]
  want <- want[want$Exporting_Country != want$Importing_Country, ]
  terms <- intersect(names(got), tolower(names(want)))
  stopifnot(length(terms) >= 16, nrow(got) == nrow(want))
  say(what, took, ours, as.matrix(got[terms]), as.matrix(want[match(terms, tolower(names(want)))]))
}

utils::data("leather", package = "decompr")
compare("decompr's leather, wwz", decompr::load_tables_vectors(leather), leather)

compare(paste0(basename(table), ", wwz"), table, ikat_table(table))
