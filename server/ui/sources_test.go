package ui

import (
	"html"
	"slices"
	"strings"
	"testing"

	"ikat/border"
	published "ikat/indicators"
	"ikat/internal/fetch"
	"ikat/internal/ikattest"
	"ikat/say"
)

// Every table that can be downloaded, every set that is carried and every border table is said by its publisher,
// edition and year, in every language.
func TestSourcesAreSaidAsAReaderWould(t *testing.T) {
	offered, err := fetch.Sources(nil)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"apx", "trade costs", border.LPI.Name, border.BReady.Name}
	for _, s := range offered {
		if s.Store != "" {
			names = append(names, s.Store)
		}
	}
	for _, s := range published.Sets() {
		names = append(names, s.ID)
	}
	for _, v := range border.Vintages {
		names = append(names, v.Name)
	}
	for _, language := range say.Languages() {
		v := say.In(language)
		for _, name := range names {
			said := v.Named(name + "/2019")
			if len(said) != 1 || strings.Contains(said[0], name+"/") || !strings.Contains(said[0], "2019") {
				t.Errorf("%s: %s is said as %q", language, name, said)
			}
		}
		if english := say.In(say.English).Named("adb62"); language != say.English && v.Named("adb62")[0] == english[0] {
			t.Errorf("%s: it is said in English", language)
		}
	}
	v := say.In(say.English)
	_, edition, _ := strings.Cut(published.ADB.Vintage, " of ")
	for _, set := range []*published.Set{published.ADB62, published.ADB72} {
		if said := v.Named(set.ID)[0]; edition == "" || !strings.HasSuffix(said, edition) {
			t.Errorf("%s is %q, of %s", set.ID, said, published.ADB.Vintage)
		}
	}
	got := v.Named("wiod2013/2009", "mine/2001", "lpi", "wiod2013/2007", "wiod2013/2010", "mine/2002", "wiod2013/2009",
		"adb-est-VNM/2022")
	want := []string{"the World Input-Output Database, release 2013 for 2007, 2009–2010", "mine/2001, mine/2002",
		"the World Bank's Logistics Performance Index",
		"ikat's estimate from the Asian Development Bank's published results for 2022"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// The heads of a study's chapters name no codes of sources.
func TestHeadsOfAStudyNameNoCodes(t *testing.T) {
	ikattest.Long(t, "two studies are written")
	s := estimatedSite(t)
	for _, language := range say.Languages() {
		asked, subject, code, err := s.studied(t.Context(), StudyQuestion{Economy: "IDN", Language: language}, nil)
		if err != nil {
			t.Fatal(err)
		}
		out, err := asked.study(subject, code, "ikat test", nil)
		if err != nil {
			t.Fatal(err)
		}
		heads := []string{out.Basis}
		for _, c := range out.Chapters {
			heads = append(heads, c.Basis)
		}
		for _, head := range heads {
			for _, code := range []string{"adb62", "adb72", "adb-est", "doing-business", "lpi", "b-ready", "apx/"} {
				if head == "" || strings.Contains(head, code) {
					t.Errorf("%s: %s in %q", language, code, head)
				}
			}
		}
	}
}

// Licences and sources are in Russian: of everything that can be downloaded, of what is built in and of what is
// estimated, on the page that offers tables and shows one.
func TestLicencesAndSourcesAreInRussian(t *testing.T) {
	s := estimatedSite(t)
	v, seen, known := say.In("ru"), 0, codes()
	for _, table := range []string{"apx/2008", "adb-est-VNM/2019"} {
		body := get(s, "/data?lang=ru&table="+table).Body.String()
		of, err := s.engine.Table(t.Context(), table, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := append([]string{of.Source, of.Licence, of.Valuation}, of.Derivation...)
		for _, offer := range s.keeping.Sources {
			lines = append(lines, offer.Licence, offer.Label)
			for _, more := range []string{offer.Use, offer.How, offer.Seen} { // the command line's
				if more != "" && v.Label(more) == more {
					t.Errorf("%s: %q is not said in Russian", offer.Name, more)
				}
			}
		}
		for _, line := range lines {
			said := v.Label(line)
			for _, english := range englishOf("<p>"+html.EscapeString(said)+"</p>", known) {
				t.Errorf("%s: %s", table, english)
			}
			if said != line {
				if strings.Contains(html.UnescapeString(body), said) {
					seen++
				}
				if strings.Contains(html.UnescapeString(body), ">"+line+"<") {
					t.Errorf("%s: the page says %q", table, line)
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("%d lines were translated", seen)
	}
}
