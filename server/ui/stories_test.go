package ui

import "testing"

// Every stop of every walk is a page.
func TestEveryStopOfEveryStory(t *testing.T) {
	s := newSite(t)
	readable(t, s, "/stories")
	for _, one := range stories {
		for _, stop := range one.stops {
			readable(t, s, stop.to)
		}
	}
}
