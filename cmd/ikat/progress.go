package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"ikat/engine"
)

// progressBar shows on one line what is being done once it has taken more than a second, on a terminal only.
type progressBar struct {
	out   io.Writer
	width int // of the terminal, in characters

	mu      sync.Mutex
	started time.Time // the first stage
	stage   string
	begun   time.Time // this stage
	drawn   time.Time // zero where nothing is on the line
}

const (
	patientFor = time.Second
	redrawn    = 100 * time.Millisecond // at most so often
	barCells   = 30
	clearLine  = "\r\x1b[K"
)

// progress returns what an engine calls, or nil where nobody would see it.
func (a *app) progress() engine.Progress {
	if a.messages == messagesJSON {
		return a.progressMessages()
	}
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width < barCells {
		width = 80
	}
	a.bar = &progressBar{out: f, width: width, started: time.Now()}
	return a.bar.show
}

func (b *progressBar) show(stage string, done float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if stage != b.stage {
		b.stage, b.begun = stage, now
	} else if now.Sub(b.drawn) < redrawn {
		return
	}
	if now.Sub(b.started) < patientFor {
		return
	}
	b.drawn = now
	fmt.Fprint(b.out, clearLine, b.line(done, now.Sub(b.begun)))
}

// line is what is shown: the stage, how much of it is done where that is known, and for how long it has gone on.
func (b *progressBar) line(done float64, took time.Duration) string {
	took = took.Truncate(time.Second)
	end := fmt.Sprintf("  %02d:%02d", int(took.Minutes()), int(took.Seconds())%60)
	if done >= 0 {
		full := int(min(done, 1) * barCells)
		bar := strings.Repeat("=", full) + strings.Repeat("-", barCells-full)
		end = fmt.Sprintf(" [%s] %3.0f %%", bar, 100*min(done, 1)) + end
	}
	stage := []rune(b.stage)
	return string(stage[:min(len(stage), max(0, b.width-1-len(end)))]) + end
}

// endProgress clears the bar, so that what is printed next starts on a clean line. Work that goes on draws it anew.
func (a *app) endProgress() {
	if a.bar == nil {
		return
	}
	a.bar.mu.Lock()
	defer a.bar.mu.Unlock()
	if !a.bar.drawn.IsZero() {
		fmt.Fprint(a.bar.out, clearLine)
		a.bar.drawn = time.Time{}
	}
}
