package ui

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/ikattest"
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
var elsewhere = regexp.MustCompile(
	`(?i)(src|href)="(https?:)?//[^"]*"|(src|href)="/[^"]*"|@import|url\(['"]?(https?:)?//`,
)

func TestStudyNeedsNoOtherFile(t *testing.T) {
	s := newSite(t)
	body := study(t, s, StudyQuestion{Economy: "Indonesia"})
	if found := unsaid.FindString(body); found != "" {
		t.Errorf("the study shows %q", found)
	}
	if found := elsewhere.FindString(body); found != "" {
		t.Errorf("the study needs %s", found)
	}
	for _, want := range []string{"<title>Indonesia in global value chains</title>", "ikat study IDN --table " +
		"apx/2008", "Timmer", `id="participation"`, `id="position"`, `id="partners"`, "Borin"} {
		if !strings.Contains(body, want) {
			t.Errorf("the study lacks %q", want)
		}
	}
}

// An economy of which all is known, one without statistics of firms, and one without borders too.
func TestStudiesLeaveOutWhatTheDataDoNotAllow(t *testing.T) {
	ikattest.Long(t, "three studies are written")
	s := newSite(t)
	for code, left := range map[string]int{"JPN": 0, "RUS": 1, "ROW": 2} {
		body := study(t, s, StudyQuestion{Economy: code})
		if n := strings.Count(body, "is left out:"); n != left || unsaid.MatchString(body) {
			t.Errorf("the study of %s leaves out %d chapters, want %d; it shows %q", code, n, left, unsaid.FindString(body))
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
