package catalog_test

import (
	"testing"

	"ikat/question/catalog"
)

func TestEveryQuestionIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, q := range catalog.Questions {
		if err := q.Check(); err != nil {
			t.Error(err)
		}
		if seen[q.ID] {
			t.Errorf("question %s is listed twice", q.ID)
		}
		seen[q.ID] = true
		if v := q.Variant; v != nil && catalog.Find(v.Of) == nil {
			t.Errorf("question %s is a variant of %s, which is no question", q.ID, v.Of)
		}
	}
}
