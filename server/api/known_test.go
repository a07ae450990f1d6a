package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/known"
)

// Every member and associate member of ESCAP is answered about, from a table or from what is published, and an answer
// without a table says so first.
func TestEveryMemberIsAnswered(t *testing.T) {
	s := start(t)
	for _, e := range known.Members() {
		w := s.get("/profile/" + e.Code)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %.200s", e.Code, w.Code, w.Body)
			continue
		}
		var got struct {
			Economy string
			Years   []struct{ Exports *float64 }
			Notes   []struct{ Text string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		c, err := known.Of(e)
		if err != nil {
			t.Fatal(err)
		}
		if got.Economy != e.Code || len(c.Years) > 0 && len(got.Years) == 0 {
			t.Errorf("%s: %.300s", e.Code, w.Body)
		}
		if len(got.Years) == 0 && !strings.Contains(got.Notes[0].Text, "no table at hand has "+economies.InPhrase(e.Name)) {
			t.Errorf("%s: %v", e.Code, got.Notes)
		}
	}
	if w := s.get("/economies"); w.Code != http.StatusOK || strings.Count(w.Body.String(), "associate") < 9 {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
}
