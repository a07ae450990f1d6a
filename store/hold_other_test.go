//go:build !unix

package store_test

import (
	"os"
	"testing"
)

func hold(t *testing.T, _ *os.File, _ string) { t.Skip("skipped: needs the locks of Unix") }
