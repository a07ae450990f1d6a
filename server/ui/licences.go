package ui

import (
	"bytes"
	"net/http"

	"ikat/notices"
)

// serveLicences shows what others made of what is in ikat, and the texts of their licences where they are built in.
func serveLicences(w http.ResponseWriter, _ *http.Request) {
	var b bytes.Buffer
	if err := notices.List(&b); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	b.WriteString("\n\n")
	if err := notices.WriteTexts(&b, ""); err != nil {
		b.WriteString(err.Error() + "\n")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write(b.Bytes()) // who has gone away needs no answer
}
