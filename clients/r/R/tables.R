# Tables of others as ikat's, and ikat's as others'.

ikat_table <- function(table) {
  folder <- tempfile("ikat")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  path <- file.path(folder, "table.csv")
  said <- file.path(folder, "said")
  code <- suppressWarnings(system2(ikat_program(), shQuote(c("--messages", "json", "tables", "export", table, "-o", path)),
    stdout = FALSE, stderr = said))
  if (code != 0) fail(jsonlite::fromJSON(utils::tail(readLines(said, warn = FALSE), 1))$error)
  rows <- utils::read.csv(path, check.names = FALSE, row.names = 1)
  rows[] <- lapply(rows, as.numeric)
  sectors <- setdiff(rownames(rows), c("VA", "OUT"))
  sectors <- sectors[sectors %in% colnames(rows)]
  part <- strsplit(sectors, "_", fixed = TRUE)
  uses <- setdiff(colnames(rows), c(sectors, "OUT"))
  structure(class = "iot", list(
    inter = as.matrix(rows[sectors, sectors]),
    final = as.matrix(rows[sectors, uses]),
    output = stats::setNames(as.numeric(rows[sectors, "OUT"]), sectors),
    countries = unique(vapply(part, `[`, "", 1)),
    industries = unique(vapply(part, function(p) paste(p[-1], collapse = "_"), "")),
    categories = unique(sub("^[^_]*_", "", uses))
  ))
}

ikat_write_table <- function(table, path, unit = NULL) {
  t <- as_table(table)
  sectors <- paste(rep(t$countries, each = length(t$industries)), rep(t$industries, length(t$countries)), sep = "_")
  if (nrow(t$inter) != length(sectors) || ncol(t$final) %% length(t$countries) != 0) {
    fail(list(kind = "invalid", what = "its sizes do not fit", text = paste("The table has", nrow(t$inter),
      "sectors, but", length(t$countries), "countries by", length(t$industries), "industries.")))
  }
  kinds <- ncol(t$final) / length(t$countries)
  categories <- if (is.null(t$categories)) paste0("F", seq_len(kinds)) else t$categories
  uses <- paste(rep(t$countries, each = kinds), rep(categories, length(t$countries)), sep = "_")
  rows <- cbind(t$inter, t$final, t$output)
  added <- t$output - colSums(t$inter)
  rows <- rbind(rows, c(added, rep(NA, length(uses) + 1)), c(t$output, rep(NA, length(uses) + 1)))
  dimnames(rows) <- list(c(sectors, "VA", "OUT"), c(sectors, uses, "OUT"))
  about <- list(Name = "table")
  if (!is.null(unit)) about$Unit <- unit
  first <- paste("ikat", jsonlite::toJSON(about, auto_unbox = TRUE))
  frame <- data.frame(rownames(rows), rows, check.names = FALSE)
  names(frame)[1] <- first
  utils::write.csv(frame, path, row.names = FALSE, na = "")
  path
}

# groups gives groups as the program takes them: list(NAFTA = c("USA", "CAN")).
groups <- function(members) {
  paste(names(members), vapply(members, paste, "", collapse = ","), sep = "=")
}

# as_table takes the tables of decompr and of exvatools, and ikat_table's own, apart.
as_table <- function(table) {
  out <- NULL
  if (all(c("inter", "final", "countries", "industries") %in% names(table))) {
    out <- table[intersect(names(table), c("inter", "final", "countries", "industries", "categories"))]
    out$output <- if (is.null(table$output)) table$out else table$output
  } else if (inherits(table, "decompr")) {
    # It keeps the inverse of I - A rather than the flows.
    a <- diag(table$GN) - solve(table$B)
    out <- list(inter = t(t(a) * as.numeric(table$X)), final = table$Y, output = table$X, countries = table$k,
      industries = table$i)
  } else if (inherits(table, "wio")) {
    out <- list(inter = table$Z, final = table$Yfd, output = table$X, countries = table$names$gx_names,
      industries = table$names$n_names, categories = table$names$fd_names)
    if (ncol(out$final) %% length(out$countries) != 0) { # parts of an economy have final use in one of them
      fail(list(kind = "invalid", what = "its final use is by economy and its sectors are by parts of some",
        text = "This table keeps parts of Mexico or China apart in its sectors only. Give ikat the publisher's file."))
    }
  } else {
    fail(list(kind = "invalid", what = "it is no table", text = paste("A table is a list of inter, final, countries,",
      "industries and output, as decompr has it, or what decompr's load_tables_vectors() and exvatools' make_wio() make.")))
  }
  out$inter <- as.matrix(out$inter)
  out$final <- as.matrix(out$final)
  if (is.null(out$output)) out$output <- rowSums(out$inter) + rowSums(out$final)
  out$output <- as.numeric(out$output)
  out
}
