package ui

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/internal/ikattest"
	"ikat/store"
	"ikat/tablefile/all"
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
	if found := unsaid(body); found != "" {
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
		if n := strings.Count(body, "is left out:"); n != left || unsaid(body) != "" {
			t.Errorf("the study of %s leaves out %d chapters, want %d; it shows %q", code, n, left, unsaid(body))
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

// studyOf writes the study of an economy of a table in a file.
func studyOf(t *testing.T, economy, name, table string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	return study(t, newSite(t), StudyQuestion{Economy: economy, Table: path})
}

// Of an economy that neither sells nor makes anything there is nothing to draw: sections are left out, not empty.
func TestStudyOfAnEconomyThatExportsNothing(t *testing.T) {
	body := studyOf(t, "BBB", "zero_2010.csv", "V1,AAA_A,BBB_A,CCC_A,AAA_HFCE,BBB_HFCE,CCC_HFCE,OUT\n"+
		"AAA_A,2,0,3,4,0,1,10\nBBB_A,0,0,0,0,0,0,0\nCCC_A,1,0,2,3,0,4,10\nVA,7,0,5,,,,\nOUT,10,0,10,,,,\n")
	if !strings.Contains(body, "exports nothing") {
		t.Error("the study does not say that BBB exports nothing")
	}
	for _, title := range []string{"What exports are made of", "How far from final users",
		"Whose work is inside the exports", "Who buys", "Trade balances", "Beside other economies"} {
		if regexp.MustCompile(`<h3[^>]*>` + title).MatchString(body) {
			t.Errorf("there is a section %q", title)
		}
		if !strings.Contains(body, title) {
			t.Errorf("nothing says why %q is not there", title)
		}
	}
	if found := unsaid(body); found != "" {
		t.Errorf("the study shows %q", found)
	}
}

const national = ",D01,D10T12,HFCE,EXPO,IMPO,TOTAL\n" +
	"DOM_01,1,2,3,4,0,10\nDOM_10T12,2,3,4,11,0,20\nIMP_01,1,1,2,0,-4,0\nIMP_10T12,2,4,1,1,-8,0\n" +
	"VALU,4,10,,,,\nOUTPUT,10,20,,,,\n"

// No world can be drawn of a national table: the page says so, and shows what is published.
func TestWorldOfANationalTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "KOR2011dom.csv")
	if err := os.WriteFile(path, []byte(national), 0o600); err != nil {
		t.Fatal(err)
	}
	tables := store.New(t.TempDir())
	e := engine.New("test", all.All(), tables)
	if _, err := e.Import(t.Context(), tables, engine.Importing{Reading: engine.Reading{Path: path}}, nil); err != nil {
		t.Fatal(err)
	}
	s, err := New(e, "oecd-KOR/2011")
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/world", "/world?measure=bm", "/world?measure=shares&column=shares.gvc_share"} {
		body := readable(t, s, target)
		for _, want := range []string{"is a national table", "Republic of Korea", "Members of ESCAP"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q", target, want)
			}
		}
		if strings.Contains(body, `id="map"`) {
			t.Errorf("%s draws a world", target)
		}
	}
}

// A national table tells nothing of others' production: no shares of the world, no partners, no ranks.
func TestStudyOfANationalTable(t *testing.T) {
	body := studyOf(t, "KOR", "KOR2011dom.csv", national)
	for _, not := range []string{"of world exports", "number 1 of", "Share of world", "Forward participation",
		">Partners"} {
		if strings.Contains(body, not) {
			t.Errorf("the study says %q", not)
		}
	}
	for _, want := range []string{"This is a national table", "imported inputs", "“Beside other economies” is left out"} {
		if !strings.Contains(body, want) {
			t.Errorf("the study does not say %q", want)
		}
	}
}

// A study speaks the language that is asked for, and one from published figures says how to compute every chapter anew.
func TestStudyInALanguage(t *testing.T) {
	s := newSite(t)
	for q, wants := range map[StudyQuestion][]string{
		{Economy: "KAZ", Language: "ru"}: {`lang="ru"`, "Казахстан", "ikat profile KAZ", "Северная и Центральная Азия"},
		{Economy: "KAZ"}: {`lang="en"`, "ikat brief KAZ", "ikat profile KAZ", "ikat sme KAZ",
			"imports of Kazakhstan"},
	} {
		var b strings.Builder
		if err := s.Study(context.Background(), &b, q, "ikat test", nil); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%v does not say %s", q, want)
			}
		}
	}
}

// Notes on pages name economies, but commands and what is no code of an economy stand as they are.
func TestNotesNameEconomies(t *testing.T) {
	for text, want := range map[string]string{
		"imports of BLR, KAZ: little":          "imports of Belarus, Kazakhstan: little",
		"at hand: USA BRA. ikat sme USA --foo": "at hand: United States, Brazil. ikat sme USA --foo",
		"below TRY 500 m, JPN_c2, XQX DEU":     "below TRY 500 m, JPN_c2, XQX DEU",
	} {
		if got := named(english(), text); got != want {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}
