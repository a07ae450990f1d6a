package measures

import (
	"math"

	"ikat/economies"
	"ikat/fault"
	"ikat/known"
	"ikat/question"
	about "ikat/question/known"
	"ikat/result"
	"ikat/say"
)

// fallBack answers about an economy that the usual table has not, from published figures; ok is false where the
// question named a table, or nobody knows the economy.
func fallBack(r *question.Request, err error) (answer *question.Answer, failed error, ok bool) {
	if fault.KindOf(err) != fault.NotFound {
		return nil, nil, false
	}
	e, unknown := economies.Resolve(r.One("economy"))
	if unknown != nil {
		return nil, nil, false
	}
	c, failed := known.Of(e)
	if r.Chosen("table") {
		return nil, question.Unnamed(err), failed == nil
	}
	if failed != nil {
		return nil, failed, true
	}
	answer, failed = fromCard(r, c)
	return answer, failed, true
}

// fromCard answers from published figures. Who supplies and who buys is not in them.
//
// Error: fault.NotFound for a level of partners, and for any of an economy without indicators.
func fromCard(r *question.Request, c *known.Card) (*question.Answer, error) {
	out := &question.Answer{Value: publishedPlace(c)}
	if r.Prose && !r.Chosen("level") {
		out.Prose = about.Prose(say.In(r.Language), c)
		return out, nil
	}
	if r.Chosen("level") && len(c.Years) == 0 {
		return nil, &fault.Error{Kind: fault.NotFound, Param: "level", Where: c.Name,
			What: "no table at hand has it, and no indicators of its value chains are published in what ikat carries",
			Fix:  "Ask without {level} for what else is known of it, or bring a table that has it"}
	}
	switch level := r.One("level"); level {
	case "years":
		out.Frames = []*result.Frame{c.ByYear()}
	case "industries":
		out.Frames = []*result.Frame{c.ByIndustry()}
	default:
		return nil, &fault.Error{
			Kind:  fault.NotFound,
			Param: "level",
			Where: c.Name,
			What:  fault.Say("no table at hand has its %s", level),
			Why:   "Published indicators do not say who supplies and who buys",
			Fix:   "Ask for {level=years} or {level=industries}, or bring a table that has it",
		}
	}
	return out, nil
}

// publishedPlace is what is published of an economy; what is not published is NaN.
func publishedPlace(c *known.Card) *Place {
	nan := math.NaN()
	out := &Place{
		Economy:    c.Code,
		Name:       c.Name,
		Unit:       "million USD",
		Years:      []ProfileYear{},
		Suppliers:  []Partner{},
		Buyers:     []Partner{},
		Users:      []Partner{},
		Industries: []IndustryShare{},
		Sources:    c.Sources(),
	}
	out.Notes = append([]result.Note{c.First()}, c.Notes()...)
	for _, y := range c.Years {
		out.Years = append(out.Years, ProfileYear{Year: y.Year, Exports: y.Exports, WorldShare: y.OfWorld, Domestic: nan,
			Foreign: nan, GVC: y.Backward + y.Forward, Backward: y.Backward, Forward: y.Forward,
			ValueAddedOut: y.Abroad * y.Exports, DependsOn: y.Depends})
	}
	for _, i := range c.Industries {
		out.Industries = append(out.Industries, IndustryShare{Industry: i.Code, Name: i.Name, Exports: i.Exports,
			Share: i.Share, Domestic: nan, Back: i.Backward, Forth: i.Forward})
	}
	return out
}
