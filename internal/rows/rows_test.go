package rows

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
)

// collect reads everything and returns the lines in order.
func collect(t *testing.T, src io.Reader, limit int) ([]string, error) {
	t.Helper()
	r := NewReader(src)
	first, err := r.First(limit)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	lines := map[int]string{0: string(first)}
	err = r.Each(t.Context(), limit, func(line int, text []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := lines[line]; twice {
			return fmt.Errorf("line %d twice", line)
		}
		lines[line] = string(text)
		return nil
	})
	if err == nil && len(lines) != r.Lines() {
		t.Errorf("%d lines counted, %d handed out", r.Lines(), len(lines))
	}
	out := make([]string, len(lines))
	for i, s := range lines {
		if i >= len(out) {
			return nil, fmt.Errorf("line number %d of %d", i, len(out))
		}
		out[i] = s
	}
	return out, err
}

func TestLinesArriveWholeAndNumbered(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, eol := range []string{"\n", "\r\n", "\r"} {
		for _, lastEnds := range []bool{true, false} {
			var want []string
			var text strings.Builder
			for i := range 3000 {
				s := strings.Repeat(string(rune('a'+i%26)), 1+r.IntN(1+r.IntN(2000)))
				want = append(want, s)
				text.WriteString(s)
				if i < 2999 || lastEnds {
					text.WriteString(eol)
				}
			}
			for name, src := range map[string]io.Reader{
				"whole":         strings.NewReader(text.String()),
				"half":          iotest.HalfReader(strings.NewReader(text.String())),
				"data with EOF": iotest.DataErrReader(strings.NewReader(text.String())),
			} {
				got, err := collect(t, src, 1<<20)
				if err != nil {
					t.Fatalf("%q %s: %v", eol, name, err)
				}
				if strings.Join(got, "\n") != strings.Join(want, "\n") {
					t.Errorf("%q %s: lines differ", eol, name)
				}
			}
		}
	}
}

func TestLineLongerThanAChunk(t *testing.T) {
	long := strings.Repeat("x", 3*chunkSize)
	got, err := collect(t, strings.NewReader("head\n"+long+"\nshort\n"+long), 4*chunkSize)
	if err != nil || len(got) != 4 || got[1] != long || got[2] != "short" || got[3] != long {
		t.Errorf("got %d lines, %v", len(got), err)
	}
	if _, err = collect(t, strings.NewReader("head\n"+strings.Repeat("x", 100*chunkSize)), chunkSize); err != nil &&
		!errors.Is(err, ErrLong) {
		t.Error(err)
	}
	if _, err = collect(t, io.MultiReader(strings.NewReader("head\n"), endless{}), chunkSize); !errors.Is(err,
		ErrLong) {
		t.Errorf("an endless line: %v", err)
	}
	if _, err = collect(t, endless{}, chunkSize); !errors.Is(err, ErrLong) {
		t.Errorf("an endless first line: %v", err)
	}
}

// endless is a stream without line ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func TestFirstFailureInTheFilesOrderWins(t *testing.T) {
	text := strings.Repeat(strings.Repeat("y", 999)+"\n", 5000)
	for range 20 {
		r := NewReader(strings.NewReader(text))
		if _, err := r.First(1 << 20); err != nil {
			t.Fatal(err)
		}
		err := r.Each(t.Context(), 1<<20, func(line int, _ []byte) error {
			if line >= 1234 {
				return fmt.Errorf("line %d", line)
			}
			return nil
		})
		if err == nil || err.Error() != "line 1234" {
			t.Fatalf("got %v", err)
		}
	}
}

func TestStreamErrorIsKeptAndHalfALineIsNot(t *testing.T) {
	broken := errors.New("broken")
	src := io.MultiReader(strings.NewReader("a\nb\nc\nhalf"), iotest.ErrReader(broken))
	got, err := collect(t, src, 100)
	if !errors.Is(err, broken) || strings.Join(got, " ") != "a b c" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestCancel(t *testing.T) {
	r := NewReader(strings.NewReader(strings.Repeat("z\n", 1<<20)))
	if _, err := r.First(10); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r.Progress = cancel
	if err := r.Each(ctx, 10, func(int, []byte) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEmpty(t *testing.T) {
	if _, err := NewReader(strings.NewReader("")).First(10); !errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
}

// An end of line that comes in two reads, or at the end of one, is found whatever was looked through before.
func TestFirstLineByBytes(t *testing.T) {
	for text, want := range map[string]string{"ab\r\ncd\r\n": "ab|cd", "ab\rcd\r": "ab|cd", "ab\ncd\n": "ab|cd",
		"ab": "ab", "ab\r": "ab", "\r\ncd": "|cd", "\rcd\r": "|cd"} {
		for _, src := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)),
			iotest.DataErrReader(iotest.OneByteReader(strings.NewReader(text)))} {
			got, err := collect(t, src, 100)
			if err != nil || strings.Join(got, "|") != want {
				t.Errorf("%q is read as %q, %v", text, got, err)
			}
		}
	}
}
