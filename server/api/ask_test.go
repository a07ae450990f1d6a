package api

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"ikat/question/catalog"
)

// Every parameter of every question reaches it from an address, save those that name files.
func TestEveryParameterReachesItsQuestion(t *testing.T) {
	a := &API{Config: Config{Table: "apx/2008"}}
	for _, q := range catalog.Questions {
		r := &route{id: q.ID, asks: q}
		for _, p := range r.offered() {
			values := p.Examples()
			if len(values) == 0 {
				continue
			}
			if p.Apart || !p.List() {
				values = values[:1]
			}
			path, query := map[string]string{}, url.Values{}
			for _, other := range q.Arguments() {
				all := other.Examples()
				if other.Apart || !other.List() {
					all = all[:min(1, len(all))]
				}
				path[other.Name] = strings.Join(all, ",")
			}
			if !p.Argument {
				query[p.Name] = values
			}
			got, err := a.readValues(r, func(name string) string { return path[name] }, query)
			if err != nil {
				t.Errorf("%s/%s: %v", q.ID, p.Name, err)
			} else if !slices.Equal(got.Given()[p.Name], values) {
				t.Errorf("%s/%s: %v reaches it as %v", q.ID, p.Name, values, got.Given()[p.Name])
			}
		}
	}
}
