# Writes the tables in parts that parts_test.go reads: internal/tinyworld as matrices of R's. Rscript parts.R
sectors <- paste(rep(c("A", "B", "C"), each = 2), c("1", "2"), sep = "_")
finals <- paste0(c("A", "B", "C"), "_FD")
Z <- matrix(c(0, 10, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 0, 0, 0, 0, 0, 15, 0, 0, 0, 0),
  6, byrow = TRUE, dimnames = list(sectors, sectors))
FD <- matrix(c(50, 0, 0, 20, 30, 0, 0, 20, 0, 0, 80, 0, 0, 0, 10, 45, 40, 100), 6, byrow = TRUE,
  dimnames = list(sectors, finals))
VA <- setNames(c(100, 25, 40, 100, 10, 120), sectors)
save(Z, FD, VA, file = "parts_2018.RData")
rows <- rbind(wages = VA - 5, surplus = 5)
saveRDS(list(Z = Z, Y = FD, V = rows), "list_2018.rds")
column <- matrix(VA, dimnames = list(sectors, "va"))
save(Z, file = "files/Z.RData"); saveRDS(FD, "files/Y.rds"); saveRDS(column, "files/VA.rds")
years <- function(x) aperm(array(c(x, 2 * x), c(dim(x), 2), c(dimnames(x), list(c("2017", "2018")))), c(3, 1, 2))
ICIOeconZ <- years(Z); save(ICIOeconZ, file = "years/ICIOeconZ.RData")
ICIOeconFD <- years(FD); save(ICIOeconFD, file = "years/ICIOeconFD.RData")
ICIOeconVA <- rbind("2017" = VA, "2018" = 2 * VA); save(ICIOeconVA, file = "years/ICIOeconVA.RData")
inter <- unname(Z); final <- unname(FD); save(inter, final, file = "unnamed.RData")
