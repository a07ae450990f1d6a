package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"ikat/engine"
	"ikat/fault"
	"ikat/say"
)

// How standard error speaks.
const (
	messagesText = "text"
	messagesJSON = "json"
)

// message is a line of standard error for programs: one of its parts.
type message struct {
	Progress *progressMessage `json:"progress,omitempty"`
	Warning  string           `json:"warning,omitempty"`
	Error    *errorMessage    `json:"error,omitempty"`
}

type progressMessage struct {
	Stage string  `json:"stage"`
	Done  float64 `json:"done"` // a share; below 0 where nobody knows
}

type errorMessage struct {
	Kind  string `json:"kind"`
	Param string `json:"param,omitempty"`
	Where string `json:"where,omitempty"`
	What  string `json:"what"`
	Why   string `json:"why,omitempty"`
	Fix   string `json:"fix,omitempty"`
	Text  string `json:"text"` // the whole, as people read it
}

func (a *app) message(m message) {
	line, err := json.Marshal(m)
	if err == nil {
		_, _ = fmt.Fprintf(a.err, "%s\n", line)
	}
}

// inLanguage is an error as people read it, in a language.
func inLanguage(err error, language string) string {
	v := say.In(language)
	var f *fault.Error
	if !errors.As(err, &f) {
		return v.ErrorText(err.Error())
	}
	spell := fault.Speller(fault.Plain)
	if as := (*spelledError)(nil); errors.As(err, &as) {
		spell = as.spell
	}
	return strings.Replace(err.Error(), f.Spell(spell), v.Told(f).Spell(spell), 1)
}

// fail says why there is no answer; to programs in English.
func (a *app) fail(err error, language string) {
	if a.messages != messagesJSON {
		fmt.Fprintln(a.err, "ikat: "+inLanguage(err, language))
		return
	}
	m := &errorMessage{Kind: fault.KindOf(err).String(), What: err.Error(), Text: err.Error()}
	var f *fault.Error
	if errors.As(err, &f) {
		s := f.Spelled(fault.Plain)
		m.Param, m.Where, m.What, m.Why, m.Fix = f.Param, s.Where, s.What, s.Why, s.Fix
	}
	a.message(message{Error: m})
}

// between is how much time there is between two messages of one stage.
const between = 100 * time.Millisecond

// progressMessages tells a program what is being done.
func (a *app) progressMessages() engine.Progress {
	var lock sync.Mutex
	var stage string
	var last time.Time
	return func(now string, done float64) {
		lock.Lock()
		defer lock.Unlock()
		if now == stage && time.Since(last) < between {
			return
		}
		stage, last = now, time.Now()
		a.message(message{Progress: &progressMessage{Stage: now, Done: done}})
	}
}
