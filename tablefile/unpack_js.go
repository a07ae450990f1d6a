package tablefile

import (
	"bufio"
	"errors"
	"io"
)

var errPacked = errors.New("xz and Zstandard are not read in the browser; unpack the file first, or pack it with gzip")

// unpackXZ refuses: the library that unpacks it would be a part of what the edition for the browser loads.
func unpackXZ(*bufio.Reader) (io.Reader, error) { return nil, errPacked }

// unpackZstd refuses for the same reason.
func unpackZstd(*bufio.Reader) (io.Reader, error) { return nil, errPacked }
