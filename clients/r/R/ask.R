# Asking the program, or a server, and reading what it answers.

state <- new.env(parent = emptyenv())

ikat_connect <- function(address, token = Sys.getenv("IKAT_TOKEN")) {
  state$server <- if (is.null(address)) NULL else list(address = sub("/+$", "", address), token = token)
  invisible(address)
}

ikat_program <- function() {
  named <- Sys.getenv("IKAT")
  if (nzchar(named) && !nzchar(Sys.which(named))) {
    told(where = paste("IKAT", named), what = "no program is there",
      fix = "Mend the path in the variable IKAT, or unset it where ikat is on the path")
  }
  if (nzchar(named)) return(named)
  found <- unname(Sys.which("ikat"))
  if (!nzchar(found)) {
    told(where = "", what = "the program ikat was not found",
      fix = "Put it on the path, name it in the variable IKAT, or ask a server: ikat_connect(address)")
  }
  found
}

# told fails where there is nobody to ask, with what to do.
told <- function(where, what, fix) {
  fail(list(kind = "not found", where = where, what = what, fix = fix,
    text = paste0(if (nzchar(where)) paste0(where, ": "), what, ". ", fix, ".")))
}

# spelled names parameters as these functions do, where the program names its options.
spelled <- function(text) {
  text <- gsub("--(for|in|if|else|next|break|function|repeat|while)\\b(?![-])", "\\1_", text, perl = TRUE)
  options <- gregexpr("--[a-z][a-z-]*", text, perl = TRUE)
  regmatches(text, options) <- lapply(regmatches(text, options), function(o) gsub("-", "_", sub("^--", "", o)))
  text
}

# fail stops with a condition of class ikat_error, which holds kind, param, where, what, why and fix.
fail <- function(e) {
  if (!is.null(e$param) && nzchar(e$param)) e$param <- paste0("--", e$param)
  e[] <- lapply(e, function(text) if (is.character(text)) spelled(text) else text)
  text <- if (is.null(e$text)) e$detail else e$text
  stop(structure(class = c("ikat_error", "error", "condition"),
    c(list(message = text, call = NULL), e[intersect(names(e), c("kind", "param", "where", "what", "why", "fix"))])))
}

ask <- function(words, address, given, forms, arguments, progress) {
  given <- given[!vapply(given, is.null, NA)]
  if (is.list(given$group)) given$group <- groups(given$group)
  folder <- tempfile("ikat")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  answer <- file.path(folder, "answer.zip")
  if (is.null(state$server)) {
    from_program(words, given, forms, arguments, progress, folder, answer)
  } else {
    from_server(address, given, forms, arguments, answer)
  }
  frames(answer, folder)
}

from_program <- function(words, given, forms, arguments, progress, folder, answer) {
  flags <- NULL
  named <- NULL
  for (name in names(given)) {
    texts <- as_text(given[[name]], forms[[name]], folder, name)
    if (name %in% arguments) {
      named <- c(named, paste(texts, collapse = ","))
    } else {
      flags <- c(flags, paste0("--", name, "=", texts))
    }
  }
  said <- file.path(folder, "said")
  args <- c("--messages", "json", words, flags, "--output", answer, "--", named)
  code <- suppressWarnings(system2(ikat_program(), shQuote(args), stdout = FALSE, stderr = said))
  lines <- if (file.exists(said)) readLines(said, warn = FALSE, encoding = "UTF-8") else character()
  for (line in lines) {
    m <- tryCatch(jsonlite::fromJSON(line), error = function(e) list(warning = line))
    if (!is.null(m$error)) fail(unmade(m$error, folder))
    if (!is.null(m$warning)) warning(spelled(m$warning), call. = FALSE)
    if (!is.null(m$progress) && is.function(progress)) progress(m$progress$stage, m$progress$done)
  }
  if (code != 0) fail(list(kind = "internal error", what = "no answer", text = paste("ikat ended with code", code)))
}

# unmade is an error without the folder of files made in R, of which nobody else knows.
unmade <- function(e, folder) {
  lapply(e, function(text) if (is.character(text)) gsub(paste0(folder, "/"), "", text, fixed = TRUE) else text)
}

# as_text gives a value as the program takes it. Tables and documents made in R become files of the folder, named for
# their parameter.
as_text <- function(value, form, folder, name) {
  if (is.logical(value)) return(ifelse(value, "true", "false"))
  if (form == "table" && is.list(value)) return(ikat_write_table(value, tempfile("table", folder, ".csv")))
  if (form == "file" && is.data.frame(value)) {
    path <- file.path(folder, paste0(name, ".csv"))
    utils::write.csv(value, path, row.names = FALSE, na = "")
    return(path)
  }
  if (form == "file" && is.list(value)) {
    path <- file.path(folder, paste0(name, ".yaml"))
    writeLines(jsonlite::toJSON(value, auto_unbox = TRUE, digits = NA), path) # JSON is YAML
    return(path)
  }
  if (is.numeric(value)) return(format(value, digits = 15, trim = TRUE, scientific = FALSE))
  enc2utf8(as.character(value))
}

from_server <- function(address, given, forms, arguments, answer) {
  query <- "format=zip"
  for (name in names(given)) {
    value <- given[[name]]
    if (forms[[name]] == "file" || is.list(value)) {
      fail(list(kind = "invalid", param = name, what = "it names a file",
        text = paste(name, "names a file, and a server reads none of yours. Ask the program, or add the table to the server's.")))
    }
    texts <- as_text(value, forms[[name]], NULL, name)
    if (name %in% arguments) {
      text <- utils::URLencode(paste(texts, collapse = ","), reserved = TRUE)
      address <- sub(paste0("{", name, "}"), text, address, fixed = TRUE)
    } else {
      query <- c(query, paste0(name, "=", vapply(texts, utils::URLencode, "", reserved = TRUE)))
    }
  }
  server <- state$server
  headers <- if (nzchar(server$token)) c(Authorization = paste("Bearer", server$token))
  where <- url(paste0(server$address, address, "?", paste(query, collapse = "&")), headers = headers, method = "libcurl")
  bytes <- tryCatch({
    open(where, "rb")
    out <- list()
    while (length(part <- readBin(where, "raw", 2^20)) > 0) out[[length(out) + 1]] <- part
    do.call(c, out)
  }, error = function(e) NULL, warning = function(w) NULL)
  close(where)
  if (is.null(bytes)) refused(server, address, query)
  writeBin(bytes, answer)
}

# refused says why a server does not answer; R's own connections tell the status alone.
refused <- function(server, address, query) {
  headers <- if (nzchar(server$token)) c("-H", shQuote(paste("Authorization: Bearer", server$token)))
  text <- suppressWarnings(tryCatch(system2("curl", c("-s", headers, shQuote(paste0(server$address, address, "?",
    paste(query, collapse = "&")))), stdout = TRUE, stderr = FALSE), error = function(e) character()))
  problem <- tryCatch(jsonlite::fromJSON(paste(text, collapse = "\n")), error = function(e) NULL)
  if (is.null(problem$what)) {
    told(where = server$address, what = "it did not answer, or refused the question",
      fix = "Start ikat serve there, mend the address, or ask the program: ikat_connect(NULL)")
  }
  fail(problem)
}

# frames reads the frames of a data package.
frames <- function(answer, folder) {
  inside <- file.path(folder, "answer")
  utils::unzip(answer, exdir = inside)
  described <- jsonlite::fromJSON(file.path(inside, "datapackage.json"), simplifyVector = FALSE)
  out <- lapply(described$resources, function(r) {
    fields <- r$schema$fields
    types <- vapply(fields, function(f) switch(f$type, number = "numeric", integer = "numeric", "character"), "")
    frame <- read_rows(file.path(inside, r$path), types)
    names(frame) <- vapply(fields, function(f) f$name, "")
    for (i in which(types == "character")) frame[[i]] <- plain(frame[[i]])
    described <- lapply(fields, function(f) f[setdiff(names(f), c("name", "type"))])
    names(described) <- names(frame)
    for (i in seq_along(frame)) attr(frame[[i]], "label") <- label(fields[[i]])
    structure(frame, title = r$title, columns = described, notes = r$notes, provenance = r$provenance)
  })
  names(out) <- vapply(described$resources, function(r) r$name, "")
  if (length(out) == 1) out[[1]] else out
}

read_rows <- function(path, types) {
  if (requireNamespace("data.table", quietly = TRUE)) {
    return(as.data.frame(data.table::fread(path, colClasses = types, na.strings = NULL, encoding = "UTF-8", sep = ",",
      data.table = FALSE)))
  }
  utils::read.csv(path, colClasses = types, na.strings = "", check.names = FALSE, encoding = "UTF-8", comment.char = "",
    nrows = length(readLines(path, warn = FALSE)))
}

label <- function(f) {
  text <- if (is.null(f$title)) f$name else f$title
  if (is.null(f$unit)) text else paste0(text, " (", f$unit, ")")
}

# plain gives texts without the apostrophe that keeps a spreadsheet from computing them.
plain <- function(texts) {
  texts[is.na(texts)] <- ""
  marked <- which(startsWith(texts, "'"))
  marked <- marked[grepl("^'[-=+@\t\r\n\uff1d\uff0b\uff0d\uff20]", texts[marked])]
  texts[marked] <- substring(texts[marked], 2)
  texts
}
