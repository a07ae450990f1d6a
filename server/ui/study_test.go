package ui

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"ikat/fault"
)

func study(t *testing.T, s *Site, q StudyQuestion) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Study(context.Background(), &b, q, "ikat test", nil); err != nil {
		t.Fatal(err)
	}
	page, _, _ := strings.Cut(b.String(), `<script type="module">`)
	if !strings.HasSuffix(strings.TrimSpace(b.String()), "</html>") {
		t.Error("the study is not whole")
	}
	return page
}

// elsewhere finds what a browser would fetch.
var elsewhere = regexp.MustCompile(`(?i)(src|href)="(https?:)?//[^"]*"|(src|href)="/[^"]*"|@import|url\(['"]?(https?:)?//`)

func TestStudyNeedsNoOtherFile(t *testing.T) {
	s := newSite(t)
	body := study(t, s, StudyQuestion{Economy: "Indonesia"})
	if found := unsaid.FindString(body); found != "" {
		t.Errorf("the study shows %q", found)
	}
	if found := elsewhere.FindString(body); found != "" {
		t.Errorf("the study needs %s", found)
	}
	for _, want := range []string{"<title>Indonesia in global value chains</title>", "ikat study IDN --table apx/2008", "Timmer", `id="participation"`, `id="position"`, `id="partners"`, "Borin"} {
		if !strings.Contains(body, want) {
			t.Errorf("the study lacks %q", want)
		}
	}
}

func TestStudyOfEveryEconomy(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: takes a while; run without -short")
	}
	s := newSite(t)
	table, err := s.engine.Table(context.Background(), "apx/2008", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range table.Economies {
		if body := study(t, s, StudyQuestion{Economy: code}); unsaid.MatchString(body) {
			t.Errorf("the study of %s shows %q", code, unsaid.FindString(body))
		}
	}
}

func TestStudyOfNoEconomy(t *testing.T) {
	var b bytes.Buffer
	err := newSite(t).Study(context.Background(), &b, StudyQuestion{Economy: "Atlantis"}, "ikat test", nil)
	if fault.KindOf(err) != fault.NotFound || b.Len() > 0 {
		t.Errorf("%v, %d bytes written", err, b.Len())
	}
}
