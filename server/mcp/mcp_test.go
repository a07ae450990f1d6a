package mcp_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"ikat/engine"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/server/mcp"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

func config() mcp.Config {
	return mcp.Config{
		Engine:  engine.New("test", all.All(), apx.Library()).Closed(),
		Version: "test",
		Limits:  &question.Usual,
	}
}

// session connects an assistant, in memory or over HTTP.
func session(t *testing.T, over sdk.Transport) *sdk.ClientSession {
	t.Helper()
	s, err := sdk.NewClient(&sdk.Implementation{Name: "assistant"}, nil).Connect(t.Context(), over, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func local(t *testing.T) *sdk.ClientSession {
	ours, theirs := sdk.NewInMemoryTransports()
	if _, err := mcp.New(config()).Connect(t.Context(), ours, nil); err != nil {
		t.Fatal(err)
	}
	return session(t, theirs)
}

func call(t *testing.T, s *sdk.ClientSession, tool string, arguments map[string]any) (string, bool) {
	t.Helper()
	got, err := s.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatal(err)
	}
	return got.Content[0].(*sdk.TextContent).Text, got.IsError
}

func TestEveryQuestionIsATool(t *testing.T) {
	tools, err := local(t).ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]*sdk.Tool{}
	for _, tool := range tools.Tools {
		known[tool.Name] = tool
		if !tool.Annotations.ReadOnlyHint || tool.Description == "" {
			t.Errorf("tool %s: %+v", tool.Name, tool.Annotations)
		}
	}
	for _, q := range catalog.Questions {
		tool := known[q.ID]
		if tool == nil {
			t.Fatalf("no tool %s", q.ID)
		}
		properties := tool.InputSchema.(map[string]any)["properties"].(map[string]any)
		required, _ := tool.InputSchema.(map[string]any)["required"].([]any)
		for _, p := range q.Params {
			if must := slices.Contains(required, any(p.Name)); must != (p.Required && !p.Hidden && p.Offered()) {
				t.Errorf("%s: that %s must be given is said: %v", q.ID, p.Name, must)
			}
			switch _, there := properties[p.Name]; {
			case !p.Offered() && there:
				t.Errorf("%s: %s names a file", q.ID, p.Name)
			case p.Offered() && !p.Hidden && !there && (q.Variant == nil || p.Name != q.Variant.Flag):
				t.Errorf("%s: %s is missing", q.ID, p.Name)
			}
		}
	}
	if known["tables"] == nil {
		t.Error("no tool tables")
	}
}

// What may be named among kept data names no file of the machine.
func TestFilesOfTheMachineAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "costs.csv")
	if err := os.WriteFile(file, []byte("reporter,partner,sector,year,tij\nKOR,JPN,GTT,2020,91\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, "costs.csv", "/etc/hostname"} {
		said, wrong := call(t, local(t), "border", map[string]any{"economies": "KOR", "costs": name})
		if !wrong || !strings.Contains(said, "costs") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// Rows carry unit, kind and source, whoever carries them.
func TestRowsOverMemoryAndHTTP(t *testing.T) {
	web := httptest.NewServer(config().Handler())
	t.Cleanup(web.Close)
	for name, s := range map[string]*sdk.ClientSession{
		"memory": local(t), "http": session(t, &sdk.StreamableClientTransport{Endpoint: web.URL}),
	} {
		text, failed := call(t, s, "measure", map[string]any{"id": []string{"bm"}, "economy": []string{"IDN", "India"}})
		if failed {
			t.Fatalf("%s: %s", name, text)
		}
		var got struct {
			Columns    []struct{ Name, Unit, Kind string }
			Rows       []map[string]any
			Provenance struct{ Sources []struct{ Table string } }
		}
		if err := json.NewDecoder(strings.NewReader(text)).Decode(&got); err != nil {
			t.Fatalf("%s: %v: %s", name, err, text)
		}
		if len(got.Rows) != 2 || got.Rows[0]["exporter"] != "IDN" || got.Rows[0]["gexp"] != 149550.0 ||
			got.Columns[1].Unit != "million USD" || got.Columns[1].Kind != "accounting" ||
			got.Provenance.Sources[0].Table != "apx/2008" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestSentencesOrRows(t *testing.T) {
	s := local(t)
	text, failed := call(t, s, "profile", map[string]any{"economy": "IDN"})
	if failed || !strings.HasPrefix(text, "# ") || !strings.Contains(text, "Indonesia") {
		t.Errorf("%.300s", text)
	}
	text, failed = call(t, s, "profile", map[string]any{"economy": "IDN", "answer": "rows", "rows": 2})
	if failed || !strings.HasPrefix(text, "{") || !strings.Contains(text, "These are 2 of ") {
		t.Errorf("%.300s", text)
	}
	if text, failed = call(t, s, "chains", map[string]any{"answer": "rows", "rows": 3}); failed {
		t.Errorf("%.300s", text)
	}
}

// What is wrong is said to the assistant, by the parameter's name, with what to do.
// The rows shown are the first ones in every column, and each kind of number is named with its columns.
func TestRowsAreWholeAndKindsNamed(t *testing.T) {
	s := local(t)
	text, failed := call(t, s, "measure", map[string]any{"id": "exports", "level": "country", "answer": "rows", "rows": 3,
		"table": []any{"apx/1995", "apx/2011"}})
	if failed || strings.Count(text, `"year":1995,`) != 3 || strings.Contains(text, `"year":2011,`) {
		t.Errorf("%v %.600s", failed, text)
	}
	text, failed = call(t, s, "opportunities", map[string]any{"economy": "IDN"})
	for _, want := range []string{"\nkind accounting: RCA, ", "\nkind estimate: Rank, ",
		"\nkind bound: Small firms, least, "} {
		if failed || !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text[max(0, len(text)-600):])
		}
	}
}

func TestErrorsAreForTheAssistant(t *testing.T) {
	s := local(t)
	for _, c := range []struct {
		arguments map[string]any
		says      string
	}{
		{map[string]any{"id": "bm", "level": "sectr"}, "sector"},
		{map[string]any{"id": "bm", "rows": 0}, "from 1 to 1000"},
		{map[string]any{"id": "bm", "table": "/etc/passwd"}, ""},
		{map[string]any{"id": "bm", "satellite": "jobs.csv"}, "file"},
		{map[string]any{"id": "bm", "colour": "red"}, "no such parameter"},
		{map[string]any{"id": "bm", "economy": map[string]any{"a": 1}}, ""},
	} {
		text, failed := call(t, s, "measure", c.arguments)
		if !failed || !strings.Contains(text, c.says) || strings.Contains(text, "--") {
			t.Errorf("%v: %v %s", c.arguments, failed, text)
		}
	}
}

func TestScenarioAsADocument(t *testing.T) {
	text, failed := call(
		t,
		local(t),
		"simulate",
		map[string]any{"answer": "rows", "scenario": map[string]any{"scenarios": []any{
			map[string]any{
				"name":    "cut",
				"changes": []any{map[string]any{"exporter": "CHN", "importer": "IDN", "iceberg": "-5%"}},
			},
		}}},
	)
	if failed || !strings.Contains(text, `"kind":"scenario"`) {
		t.Errorf("%v %.300s", failed, text)
	}
}

// What a server's owner has set holds for assistants too: its limits, its table where none is named, the data it keeps.
func TestAServersChoicesHoldForAssistants(t *testing.T) {
	c := config()
	c.Limits, c.Table = &question.Limits{Solutions: 1}, "apx/1995"
	c.Data = func(name string) (*question.Kept, error) { return &question.Kept{Name: name, Kind: "emissions"}, nil }
	ours, theirs := sdk.NewInMemoryTransports()
	if _, err := mcp.New(c).Connect(t.Context(), ours, nil); err != nil {
		t.Fatal(err)
	}
	s := session(t, theirs)
	scenario := "scenarios: [{name: cut, changes: [{exporter: CHN, importer: IDN, iceberg: -5%}]}]"
	for _, one := range []struct {
		tool, says string
		failed     bool
		given      map[string]any
	}{
		{"simulate", "this server gives 1 at most", true, map[string]any{"scenario": scenario}},
		{"simulate", "data of the kind emissions", true, map[string]any{"scenario": scenario, "tariffs": "mine"}},
		{"measure", `"table":"apx/1995"`, false, map[string]any{"id": "exports", "level": "country", "answer": "rows"}},
	} {
		if text, failed := call(t, s, one.tool, one.given); failed != one.failed || !strings.Contains(text, one.says) {
			t.Errorf("%s %v: no %q in %.300s", one.tool, one.given, one.says, text)
		}
	}
}

func TestTables(t *testing.T) {
	if text, failed := call(t, local(t), "tables", nil); failed ||
		!strings.Contains(text, "apx/2008: 17 economies, 24 industries") {
		t.Errorf("%v %s", failed, text)
	}
}

// Over standard input a line that is no message is answered and passed over, and questions have the time that a
// server gives them.
func TestAConversationOutlivesWhatIsNoMessage(t *testing.T) {
	in, said := io.Pipe()
	heard, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- config().Stdio(t.Context(), in, out) }()
	answers := bufio.NewReader(heard)
	tell := func(line string) string {
		t.Helper()
		if _, err := io.WriteString(said, line+"\n"); err != nil {
			t.Fatal(err)
		}
		answer, err := answers.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",` +
		`"capabilities":{},"clientInfo":{"name":"a","version":"1"}}}`
	if got := tell(hello); !strings.Contains(got, `"name":"ikat"`) {
		t.Fatal(got)
	}
	if _, err := io.WriteString(said, `{"jsonrpc":"2.0","method":"notifications/initialized"}`+"\n\n"); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"starting up ...", "[]", "{}", `{"jsonrpc":"1.0","id":2,"method":"tools/list"}`,
		`{"jsonrpc":"2.0","id":{},"method":"tools/list"}`, `{"jsonrpc":"2.0","id":3,"params":` + strings.Repeat("[", 20000),
		strings.Repeat("x", 3<<20)} {
		if got := tell(line); !strings.Contains(got, "-32700") || !json.Valid([]byte(got)) {
			t.Errorf("%.40s: %s", line, got)
		}
	}
	ask := func(arguments string) string {
		return tell(`{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"rank","arguments":` + arguments + `}}`)
	}
	if got := ask(`{"draws":100000,"table":"apx/2008"}`); !strings.Contains(got, "would take about") {
		t.Error(got)
	}
	if got := ask(`{"answer":"poem"}`); !strings.Contains(got, "sentences, rows") {
		t.Error(got)
	}
	if err := said.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil && !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}
