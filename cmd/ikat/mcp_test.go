package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"ikat/question/catalog"
)

// An assistant's own client gets the same tools and the same answer from the program over standard input and from a
// running server.
func TestAnAssistantAsksTheProgramAndAServer(t *testing.T) {
	address, _, stop := startServer(t, "--listen", "127.0.0.1:0")
	defer stop()
	program := exec.CommandContext(t.Context(), os.Args[0], "mcp")
	program.Env = append(os.Environ(), asCommand+"=1")
	said := map[string]string{}
	for name, over := range map[string]sdk.Transport{
		"program": &sdk.CommandTransport{Command: program},
		"server":  &sdk.StreamableClientTransport{Endpoint: address + "/mcp"},
	} {
		s, err := sdk.NewClient(&sdk.Implementation{Name: "assistant"}, nil).Connect(t.Context(), over, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tools, err := s.ListTools(t.Context(), nil)
		if err != nil || len(tools.Tools) != len(catalog.Questions)+1 {
			t.Fatalf("%s: %v: %d tools for %d questions and the tables",
				name, err, len(tools.Tools), len(catalog.Questions))
		}
		asked := &sdk.CallToolParams{Name: "border", Arguments: map[string]any{"economies": "VNM,THA"}}
		got, err := s.CallTool(t.Context(), asked)
		if err != nil || got.IsError {
			t.Fatalf("%s: %v %+v", name, err, got)
		}
		said[name] = got.Content[0].(*sdk.TextContent).Text
		for _, want := range []string{"Viet Nam", "(36 to 1,165)", "\nkind estimate: ",
			"\nsource: doing-business-2020/2019"} {
			if !strings.Contains(said[name], want) {
				t.Errorf("%s: no %q in\n%s", name, want, said[name])
			}
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if said["program"] != said["server"] {
		t.Errorf("the program says\n%s\nand the server\n%s", said["program"], said["server"])
	}
}
