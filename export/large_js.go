package export

// large are the formats whose libraries are too large for the edition that a browser loads: here none.
var large []format
