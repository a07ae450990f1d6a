package csvtext

// Formula are what a text begins with that a spreadsheet computes when it opens a file. An apostrophe before it marks
// text.
const Formula = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
