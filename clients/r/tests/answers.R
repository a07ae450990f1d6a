# The client against the program, which the variable IKAT names.
if (!nzchar(Sys.getenv("IKAT")) && !nzchar(Sys.which("ikat"))) {
  cat("skipped: the program ikat is not here\n")
  quit("no")
}
library(ikat)

f <- ikat_measure("bm", economy = c("IDN", "IND"), table = "apx/2008")
stopifnot(identical(f$exporter, structure(c("IDN", "IND"), label = "Exporter")), abs(f$gexp[1] - 149550) < 0.5)
stopifnot(attr(f, "columns")$gexp$unit == "million USD", attr(f, "provenance")$sources[[1]]$table == "apx/2008")

several <- ikat_measure(c("bm", "exports"), economy = "IDN")
stopifnot(setequal(names(several), c("bm", "exports")))

e <- tryCatch(ikat_measure("bm", level = "sectr"), ikat_error = function(e) e)
stopifnot(inherits(e, "ikat_error"), e$kind == "invalid", e$param == "level", grepl("sector", e$fix))

s <- ikat_simulate(list(scenarios = list(list(name = "cut", changes = list(
  list(exporter = "CHN", importer = "IDN", industry = "c14", iceberg = "-5%"))))))
stopifnot(nrow(if (is.data.frame(s)) s else s[[1]]) > 0)

t <- ikat_table("apx/2008")
own <- suppressWarnings(ikat_measure("bm", table = t))
theirs <- ikat_measure("bm", table = "apx/2008")
stopifnot(all.equal(as.numeric(own$dva), as.numeric(theirs$dva), tolerance = 1e-9))
stopifnot(all.equal(unname(rowSums(t$inter) + rowSums(t$final)), unname(t$output), tolerance = 1e-6))

# What decompr and exvatools make of the same table gives the same answer.
a <- t(t(t$inter) / ifelse(t$output == 0, 1, t$output))
decompr <- structure(list(B = solve(diag(nrow(a)) - a), X = t$output, GN = nrow(a), k = t$countries, i = t$industries,
  Y = sapply(t$countries, function(k) rowSums(t$final[, sub("_.*", "", colnames(t$final)) == k]))), class = "decompr")
got <- suppressWarnings(ikat_measure("bm", table = decompr))
stopifnot(all.equal(as.numeric(got$dva), as.numeric(theirs$dva), tolerance = 1e-8))
wio <- structure(list(Z = t$inter, Yfd = t$final, X = matrix(t$output), names = list(gx_names = t$countries,
  n_names = t$industries, fd_names = t$categories)), class = "wio")
got <- suppressWarnings(ikat_measure("bm", table = wio))
stopifnot(all.equal(as.numeric(got$dva), as.numeric(theirs$dva), tolerance = 1e-9))


# Groups are named lists; a unit is in words, or as other programs have it.
named <- ikat_measure("bm", table = "apx/2008", group = list(NAFTA = c("USA", "CAN", "MEX"), EAST = c("CHN", "JPN")))
stopifnot(all(c("NAFTA", "EAST") %in% named$exporter), !"USA" %in% named$exporter)
euro <- suppressWarnings(ikat_measure("exports", table = ikat_write_table(t, tempfile(fileext = ".csv"), "M.EUR")))
stopifnot(attr(euro, "columns")$gexp$unit == "million EUR")

# Messages name parameters as the functions have them.
e <- tryCatch(ikat_measure("bm", level = "sectr"), ikat_error = identity)
stopifnot(e$param == "level", grepl("^level sectr: ", conditionMessage(e)), e$where == "level sectr")
e <- tryCatch(ikat_rank(for_ = "XYZ"), ikat_error = identity)
stopifnot(!grepl("--", conditionMessage(e), fixed = TRUE), grepl("for_", conditionMessage(e), fixed = TRUE),
  e$param == "for_")

e <- tryCatch(ikat_measure("bm", table = list(1)), ikat_error = function(e) e)
stopifnot(e$kind == "invalid")

# Documents made here are named for their parameter; where nobody can be asked, the error says what to do.
e <- tryCatch(ikat_simulate(list(a = 1)), ikat_error = identity)
stopifnot(grepl("^[a-z-]+\\.yaml, line 1: there is no field", conditionMessage(e)))
was <- Sys.getenv("IKAT", NA)
Sys.setenv(IKAT = "/nowhere/ikat")
e <- tryCatch(ikat_measure("bm"), ikat_error = identity)
stopifnot(inherits(e, "ikat_error"), grepl("/nowhere/ikat", e$where, fixed = TRUE), nzchar(e$fix))
if (is.na(was)) Sys.unsetenv("IKAT") else Sys.setenv(IKAT = was)
ikat_connect("http://127.0.0.1:1")
e <- tryCatch(ikat_measure("bm"), ikat_error = identity)
stopifnot(grepl("ikat serve", e$fix, fixed = TRUE))
ikat_connect(NULL)
cat("ok\n")
