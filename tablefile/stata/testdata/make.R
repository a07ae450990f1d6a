# Writes the files beside this one with R's package haven 2.5: the data frame of ../../rdata/testdata in each of Stata's forms.
library(haven)
wiot <- readRDS("../../rdata/testdata/factor_2014.rds")
wiot$IndustryDescription <- gsub("\u00e9", "e", wiot$IndustryDescription)
wiot$RNr <- as.integer(wiot$RNr)
names(wiot)[6:(ncol(wiot) - 1)] <- paste0("v", names(wiot)[6:(ncol(wiot) - 1)])
for (version in c(8, 10, 12, 13, 14, 15)) write_dta(wiot, sprintf("stata%d_2014.dta", version), version = version)
