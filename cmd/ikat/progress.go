package main

import (
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"ikat/engine"
)

// progressBar shows what is being done once it has taken more than a second, on a terminal only.
type progressBar struct {
	started time.Time
	pool    *mpb.Progress
	bar     *mpb.Bar
	stage   string
}

const progressSteps = 1000

// progress returns what an engine calls, or nil where nobody would see it.
func (a *app) progress() engine.Progress {
	if a.messages == messagesJSON {
		return a.progressMessages()
	}
	f, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	a.bar = &progressBar{started: time.Now()}
	return func(stage string, done float64) { a.bar.show(f, stage, done) }
}

// progressAnew is progress of work that is said as it goes: after each endProgress it begins anew.
func (a *app) progressAnew() engine.Progress {
	p := a.progress()
	return func(stage string, done float64) {
		if a.bar == nil && a.messages != messagesJSON {
			p = a.progress()
		}
		if p != nil {
			p(stage, done)
		}
	}
}

func (b *progressBar) show(w io.Writer, stage string, done float64) {
	if time.Since(b.started) < time.Second {
		return
	}
	if b.pool == nil {
		b.pool = mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	}
	if b.bar == nil || b.stage != stage {
		if b.bar != nil {
			b.bar.Abort(true)
		}
		b.stage = stage
		options := []mpb.BarOption{mpb.PrependDecorators(decor.Name(stage, decor.WCSyncSpaceR)), mpb.BarRemoveOnComplete()}
		if done < 0 {
			b.bar = b.pool.AddSpinner(progressSteps, options...)
		} else {
			b.bar = b.pool.AddBar(progressSteps, append(options, mpb.AppendDecorators(decor.Percentage(),
				decor.Elapsed(decor.ET_STYLE_MMSS, decor.WC{W: 7})))...)
		}
	}
	if done >= 0 {
		b.bar.SetCurrent(int64(done * progressSteps))
	}
}

// endProgress clears the bar, so that what is printed next starts on a clean line.
func (a *app) endProgress() {
	if a.bar == nil || a.bar.pool == nil {
		return
	}
	if a.bar.bar != nil {
		a.bar.bar.Abort(true)
	}
	a.bar.pool.Wait()
	a.bar = nil
}
