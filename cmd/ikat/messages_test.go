package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// For programs every line of standard error is an object with one part.
func TestMessagesForPrograms(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	ask := func(args ...string) ([]message, string, int) {
		var out, errors bytes.Buffer
		code := run(context.Background(), append([]string{"--messages", "json"}, args...), &out, &errors)
		var got []message
		for line := range strings.Lines(errors.String()) {
			var m message
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			got = append(got, m)
		}
		return got, out.String(), code
	}
	got, _, code := ask("measure", "bm", "--level", "sectr")
	if len(got) != 1 || got[0].Error == nil || code != 2 {
		t.Fatalf("%+v, exit %d", got, code)
	}
	if e := got[0].Error; e.Kind != "invalid" || e.Param != "level" || e.What == "" || e.Fix == "" || e.Text == "" {
		t.Errorf("%+v", e)
	}
	got, out, code := ask("rank", "--for", "IDN", "--top", "2", "-f", "csv")
	if code != 0 || !strings.Contains(out, ",") {
		t.Fatalf("exit %d: %+v", code, got)
	}
	for _, m := range got {
		if m.Error != nil || (m.Progress == nil) == (m.Warning == "") {
			t.Errorf("%+v", m)
		}
	}
}

// People read in the language they ask for what is wrong and what to do; programs read English.
func TestErrorsInALanguage(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"profile JPN --language ru --table none/2000", "таблицы с таким именем нет"},
		{"profile Vietnan --language ru", `в ней нет экономики "Vietnan". Есть AUS`},
		{"measure bm --level sectr --language ru", "Ближайшие: sector"},
		{"profile Vietnan --language en", `it has no economy "Vietnan". It has AUS`},
		{"profile Vietnan --language ru --messages json", "It has AUS"},
	} {
		var out, errors bytes.Buffer
		if code := run(context.Background(), strings.Fields(c.args), &out, &errors); code == 0 {
			t.Errorf("%s succeeds", c.args)
		}
		if got := errors.String(); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.args, got, c.want)
		}
	}
}

// What a command prints stands in the language that is asked for: rows, what is over them and under them, what is
// offered and what was kept. The names of columns, by which rows are asked for, stay.
func TestAnswersInALanguage(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	table := filepath.Join(t.TempDir(), "tiny_2008.csv")
	must(t, "tables", "synth", "--economies", "3", "--industries", "2", "-o", table)
	for _, c := range []struct {
		args string
		want []string
	}{
		{"measure bm --economy IDN --table apx/2008 --rows 1 --level sector", []string{"Разложение экспорта", "Источники: ",
			"млн долл. США (учёт)", "ещё 23 строки", "источник: "}},
		{"measure bm --economy KAZ --table adb-est-KAZ/2022", []string{"примечание: ", "(оценка)"}},
		{"tables get", []string{"которые предлагают издатели", "отраслей — 50", "вручную", "условия ОЭСР"}},
		{"tables show adb-est-KAZ/2022", []string{"основные цены, текущие", "внутренние потоки восстановлены"}},
		{"tables add " + table + " --balance ras", []string{"таблица, которую записал ikat", "сбалансировано методом RAS",
			"потоки сдвинуты в целом на"}},
		{"tables remove tiny-ras/2008", []string{"убрано: tiny-ras/2008"}},
		{"trade check", []string{"повреждений нет"}},
	} {
		got := strings.Join(strings.Fields(must(t, append(strings.Fields(c.args), "--language", "ru")...)), " ")
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in %.1500s", c.args, want, got)
			}
		}
		if english := regexp.MustCompile(`\b(source|note|warning|Sources|more rows|of the|read as|in all)\b:?`).FindString(
			regexp.MustCompile(`(ссылка|Источники).*`).ReplaceAllString(got, "")); english != "" {
			t.Errorf("%s: it says %q: %.1500s", c.args, english, got)
		}
	}
}
