// Package browser holds the tests that look at ikat's pages as a reader does: in a real Chromium, at two widths and in
// two themes. They use every control, compare numbers with the command line's, run accessibility checks, refuse errors
// on the console and requests to other hosts, and leave pictures in dist/gallery. They skip, and say why, where there
// is no Chromium or the front end has not been built.
package browser
