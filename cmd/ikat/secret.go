package main

import (
	"os"
	"strings"

	"github.com/spf13/pflag"

	"ikat/fault"
	"ikat/tablefile"
)

// secret is a token that those who know each other show.
type secret struct{ token, tokenFile string }

func (s *secret) flags(fl *pflag.FlagSet, what string) {
	fl.StringVar(&s.token, "token", "",
		what+"; others on this machine can see it here, but not in IKAT_TOKEN or --token-file")
	fl.StringVar(&s.tokenFile, "token-file", "", "file that holds the token")
}

// find looks for the token in the option, the file and the environment.
//
// Error: fault.NotFound and fault.Invalid for a file that holds none.
func (s *secret) find() error {
	switch {
	case s.tokenFile != "":
		text, err := os.ReadFile(s.tokenFile)
		if err != nil {
			return tablefile.OpenError("--token-file "+s.tokenFile, err)
		}
		if s.token = strings.TrimSpace(string(text)); s.token == "" {
			return &fault.Error{Kind: fault.Invalid, Where: "--token-file " + s.tokenFile, What: "it is empty"}
		}
	case s.token == "":
		s.token = os.Getenv("IKAT_TOKEN")
	}
	return nil
}
