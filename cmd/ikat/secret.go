package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"ikat/fault"
	"ikat/internal/csvtext"
	"ikat/tablefile"
)

// secret is a token that those who know each other show.
type secret struct {
	token, tokenFile string
	given            *pflag.FlagSet
}

func (s *secret) flags(fl *pflag.FlagSet, what string) {
	fl.StringVar(&s.token, "token", "",
		what+"; others on this machine can see it here, but not in IKAT_TOKEN or --token-file")
	fl.StringVar(&s.tokenFile, "token-file", "", "file that holds the token")
	s.given = fl
}

// mostToken is how many bytes a token may have; a device may never end.
const mostToken = 4096

// find looks for the token in the option, the file and the environment. One that was given and that nobody can send is
// an error: a server without a token does what everybody says.
//
// Error: fault.NotFound and fault.Invalid.
func (s *secret) find() error {
	where, text := "IKAT_TOKEN", os.Getenv("IKAT_TOKEN")
	file, option := s.given.Changed("token-file"), s.given.Changed("token")
	switch {
	case file && option:
		return &fault.Error{Kind: fault.Invalid, Where: "--token", What: "it is given twice, here and by --token-file"}
	case file:
		where = "--token-file " + s.tokenFile
		data, err := readToken(s.tokenFile)
		if err != nil {
			return tablefile.OpenError(where, err)
		}
		text = strings.TrimSpace(string(csvtext.UTF8(data)))
	case option:
		where, text = "--token", s.token
	case text == "":
		return nil
	}
	s.token = text
	switch strange := strings.IndexFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }); {
	case text == "":
		return &fault.Error{Kind: fault.Invalid, Where: where, What: "it is empty"}
	case len(text) > mostToken:
		return &fault.Error{Kind: fault.Invalid, Where: where, What: fault.Say("it is longer than %d bytes", mostToken)}
	case strange >= 0: // the text itself is not for logs
		return &fault.Error{Kind: fault.Invalid, Where: where,
			What: fault.Say("byte %d is a space, an end of line or no letter of ASCII, which no request can send", strange+1),
			Fix:  "Take one word of letters and digits"}
	}
	return nil
}

// readToken reads no more of a file than shows that it is too long.
func readToken(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 2*mostToken))
}
