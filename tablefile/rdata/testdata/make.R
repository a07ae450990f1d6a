# Writes the files beside this one (R 4.2): a made-up table of three economies and three industries, laid out as the World
# Input-Output Tables of 2016 are in R, and as the OECD's are.
set.seed(1)
economies <- c("AUS", "CHN", "ROW"); industries <- c("A01", "B", "C10-C12"); n <- 9; m <- 15
Z <- matrix(round(runif(n * n, 1, 5), 3), n); F <- matrix(round(runif(n * m, 5, 9), 3), n)
X <- rowSums(Z) + rowSums(F); taxes <- rep(.5, n); VA <- X - colSums(Z) - taxes
none <- rep(0, n + m + 1)
numbers <- rbind(cbind(Z, F, X), c(colSums(Z), colSums(F), 0), c(taxes, rep(.1, m), 0), none, none, none,
  c(VA, rep(0, m), 0), none, c(X, rep(0, m), 0))
colnames(numbers) <- c(paste0(rep(economies, each = 3), 1:3), paste0(rep(economies, each = 5), 57:61), "TOT")
rows <- c("II_fob", "TXSP", "EXP_adj", "PURR", "PURNR", "VA", "IntTTM", "GO")
wiot <- cbind(data.frame(IndustryCode = c(rep(industries, 3), rows),
  IndustryDescription = c(rep(c("Crops, animals", "Mining \"and\" quarrying", "Caf\xe9s"), 3), rep("x", 8)),
  Country = c(rep(economies, each = 3), rep("TOT", 8)), RNr = c(rep(1:3, 3), 65:70, 71, 73), Year = 2014L), as.data.frame(numbers))
Encoding(wiot$IndustryDescription) <- "latin1"
class(wiot) <- c("data.table", "data.frame"); attr(wiot, ".internal.selfref") <- new.env()
save(wiot, file = "WIOT2014_October16_ROW.RData", version = 2)
save(wiot, file = "xz_2014.RData", compress = "xz")
save(wiot, file = "bzip2_2014.RData", compress = "bzip2")
saveRDS(wiot, "plain_2014.rds", compress = FALSE)
frame <- wiot; frame$Country <- factor(frame$Country); class(frame) <- "data.frame"; saveRDS(frame, "factor_2014.rds")
other <- frame; other$Year <- 2013L; saveRDS(list(`2013` = other, `2014` = frame), "years.rds")
labels <- paste0(rep(economies, each = 3), "_", industries)
demand <- paste0(rep(economies, each = 5), "_", c("HFCE", "NPISH", "GGFC", "GFCF", "INVNT"))
M <- rbind(cbind(Z, F, X), c(taxes, rep(.1, m), 0), c(VA, rep(0, m), 0), c(X, rep(0, m), 0))
dimnames(M) <- list(c(labels, "TLS", "VA", "OUT"), c(labels, demand, "OUT"))
saveRDS(M, "matrix_2014.rds"); saveRDS(as.data.frame(M), "names_2014.rds")
text <- data.frame(V1 = rownames(M), M, check.names = FALSE)
twice <- function(x) 2 * x
save(twice, text, file = "text_2014.RData")
cube <- array(0, c(2, dim(M)), dimnames = c(list(c("2013", "2014")), dimnames(M)))
cube[1, , ] <- 2 * M; cube[2, , ] <- M
save(cube, file = "cube.RData")
