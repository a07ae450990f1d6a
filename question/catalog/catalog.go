// Package catalog lists every question that ikat can be asked. A new question is a line here.
package catalog

import (
	"ikat/question"
	"ikat/question/borders"
	"ikat/question/brief"
	"ikat/question/chains"
	"ikat/question/chapter"
	"ikat/question/competitiveness"
	"ikat/question/firms"
	"ikat/question/integration"
	"ikat/question/known"
	"ikat/question/measures"
	"ikat/question/products"
	"ikat/question/requirements"
	"ikat/question/sourcing"
	"ikat/question/trade"
	"ikat/question/worth"
)

// Questions are all questions, in the order of documents.
var Questions = []*question.Question{
	measures.Measure,
	measures.Profile,
	chains.Chain,
	chains.Chains,
	chains.BOM,
	chains.Networks,
	chains.Requirements,
	borders.Border,
	known.Economies,
	brief.Brief,
	known.Compare,
	competitiveness.Competitiveness,
	integration.Integration,
	products.Products,
	products.Product,
	products.Opportunities,
	products.Region,
	trade.Rank,
	trade.Simulate,
	firms.SME,
	firms.SMEs,
	firms.Factors,
	sourcing.Landed,
	requirements.Registry,
	requirements.Ready,
	requirements.Survey,
	worth.Worth,
	requirements.Programmes,
	requirements.Contract,
	chapter.Source,
}

// Find returns the question of that ID, or nil.
func Find(id string) *question.Question {
	for _, q := range Questions {
		if q.ID == id {
			return q
		}
	}
	return nil
}

// Variants returns the questions that are asked by a question's command with a flag of their own.
func Variants(id string) []*question.Question {
	var out []*question.Question
	for _, q := range Questions {
		if q.Variant != nil && q.Variant.Of == id {
			out = append(out, q)
		}
	}
	return out
}
