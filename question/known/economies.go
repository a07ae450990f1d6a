// Package known holds the question of what is known of an economy before any table is opened.
package known

import (
	"context"

	"ikat/economies"
	"ikat/known"
	"ikat/question"
	"ikat/result"
	"ikat/say"
)

// Economies lists what is known of ESCAP's members, or of some economies.
var Economies = &question.Question{
	ID: "economies", Tag: "Economies and products", Label: "What is known of each economy of Asia and the Pacific " +
		"without a table",
	Asks: "What does ikat know of this economy before I bring a table?",
	Doc: `What is known of each of ESCAP's 53 members and 9 associate members, or of the economies named, before any table
is opened: published
indicators of value chains, what borders ask for, logistics, statistics of small firms, and whether a table can be
estimated.

Indicators were computed from the ADB's tables by ksreyes/mrio-processing. Every figure says its year; an empty cell
is not
published.`,
	Reference: "docs/indicators.md says whose figures these are",
	Params: []question.Param{{
		Name:    "economies",
		Doc:     "only these economies: codes or names",
		Form:    question.Text,
		Many:    question.Joined,
		Most:    62,
		Example: "VNM,KIR",
		Named:   true,
		Words:   true,
	}},
	Examples: []question.Example{
		{Args: "economies", Gives: "all members and associate members"},
		{Args: "economies FJI", Gives: "everything known of one"},
		{Args: "economies VNM THA IDN --format csv", Gives: "three beside each other, as rows"},
	},
	Answer: answer,
}

func answer(_ context.Context, r *question.Request) (*question.Answer, error) {
	list := known.Members()
	if r.Chosen("economies") {
		list = nil
		for _, text := range r.All("economies") {
			e, err := economies.Resolve(text)
			if err != nil {
				return nil, err
			}
			list = append(list, e)
		}
	}
	var cards []*known.Card
	for _, e := range list {
		c, err := known.Of(e)
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	f := known.Index(cards)
	out := &question.Answer{Frames: []*result.Frame{f}}
	if !r.Prose {
		return out, nil
	}
	v := say.In(r.Language)
	if r.Chosen("economies") && len(cards) == 1 {
		out.Prose = Prose(v, cards[0])
	} else {
		out.Prose = index(v, cards)
	}
	return out, nil
}
