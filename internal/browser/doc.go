// Package browser looks at the pages in Chromium, as readers with two widths of window and two themes do. Its tests
// find labels that overlap, controls that do nothing, what a screen reader cannot use, numbers that differ from the
// command line's, errors on the console and requests to other hosts, and leave pictures where IKAT_GALLERY names a
// folder. They skip, and say why, where there is no Chromium.
package browser
