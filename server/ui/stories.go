package ui

import "ikat/economies"

// story is a walk through pages about one economy: each stop is an address, and a text that says what to look at there.
type story struct {
	key, economy string
	stops        []stop
}

type stop struct{ key, to string }

// stories are six walks, tested like all pages.
var stories = []story{
	{
		"vnm",
		"VNM",
		[]stop{
			{"known", "/economy?economy=VNM"},
			{"neighbours", "/brief?economy=VNM"},
			{"border", "/borders?economy=VNM&partner=THA"},
			{"firms", "/small-firms?economy=VNM"},
		},
	},
	{
		"idn",
		"IDN",
		[]stop{
			{"place", "/economy?economy=IDN"},
			{"china", "/dependency?economy=IDN&partner=CHN"},
			{"chain", "/chain?economy=IDN"},
			{"customs", "/what-if?economy=IDN"},
		},
	},
	{
		"bgd",
		"BGD",
		[]stop{
			{"known", "/economy?economy=BGD"},
			{"border", "/borders?economy=BGD&partner=IND"},
			{"shirt", "/ask/bom"},
			{"brief", "/brief?economy=BGD"},
		},
	},
	{
		"kaz",
		"KAZ",
		[]stop{
			{"known", "/economy?economy=KAZ"},
			{"border", "/borders?economy=KAZ&partner=GEO"},
			{"brief", "/brief?economy=KAZ"},
		},
	},
	{
		"fji",
		"FJI",
		[]stop{
			{"known", "/economy?economy=FJI"},
			{"border", "/borders?economy=FJI&partner=NZL"},
			{"brief", "/brief?economy=FJI"},
		},
	},
	{
		"supplier",
		"THA",
		[]stop{{"lacks", "/requirements"}, {"offers", "/ask/landed"}, {"firms", "/small-firms?economy=THA"}},
	},
}

// storiesPage lists the walks with their stops.
func storiesPage(r *request) (*View, error) {
	v := &View{
		Title:    r.Say("stories.title"),
		Question: r.Say("stories.question"),
		Answer:   []string{r.Say("stories.answer")},
	}
	for _, s := range stories {
		name := economies.Name(s.economy)
		part := Section{
			ID:    s.key,
			Title: r.Say("stories."+s.key, map[string]any{"name": name}),
			Lead:  r.Say("stories."+s.key+"-lead", map[string]any{"name": name}),
		}
		for _, one := range s.stops {
			part.Next = append(part.Next, Step{r.Say("stories." + s.key + "-" + one.key), r.spoken(one.to)})
		}
		v.Sections = append(v.Sections, part)
	}
	return v, nil
}
