package download

import (
	"cmp"

	"ikat/internal/fetch"
	"ikat/result"
)

// Frame lists sources: what can be downloaded, and where to find what cannot; of data that are kept since when.
func Frame(sources []fetch.Source, shelf Shelf) *result.Frame {
	f := &result.Frame{Title: "Tables, and data that go with them, that publishers offer"}
	column := func(key, label string, of func(*fetch.Source) string) {
		var values []string
		for i := range sources {
			values = append(values, of(&sources[i]))
		}
		f.Text(key, label, values)
	}
	column("name", "Name", func(s *fetch.Source) string { return s.Name })
	column("kind", "Kind", func(s *fetch.Source) string { return cmp.Or(s.Kind, "table") })
	column("years", "Years", (*fetch.Source).Years)
	column("address", "Address", func(s *fetch.Source) string {
		if !s.Offered() {
			return "none"
		}
		return cmp.Or(s.Tried, "not tried")
	})
	column("kept", "Kept", func(s *fetch.Source) string {
		if k, err := shelf.find(s.Name); err == nil && k != nil {
			return k.Got
		}
		return ""
	})
	column("what", "What", func(s *fetch.Source) string { return s.Label })
	column("page", "Publisher's page", func(s *fetch.Source) string { return s.Page })
	column("licence", "Licence", func(s *fetch.Source) string { return s.Licence })
	column("citation", "Citation", func(s *fetch.Source) string { return s.Citation })
	return f
}
