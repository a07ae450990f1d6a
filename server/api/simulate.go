package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"ikat/engine"
	"ikat/fault"
	"ikat/result"
)

// exampleScenario is a scenario that every table with China and electronics can answer.
const exampleScenario = `title: Cheaper borders for electronics
scenarios:
  - name: faster-borders
    changes:
      - {exporter: CHN, industry: c14, days: -3}
`

// mostSolves is how many times one question may solve the model: scenarios, times elasticity sets, times costs of a day.
const mostSolves = 200

// mostText is how long a scenario in an address may be.
const mostText = 32 << 10

// scenarioTypes are the media types of a scenario's body. JSON is YAML too.
var scenarioTypes = []string{"application/yaml", "application/json", "application/x-yaml", "text/yaml", "text/x-yaml"}

func (a *API) simulateRoutes() []*route {
	common := []param{
		{name: "table", doc: "table: NAME/YEAR (default: the scenario's, or " + a.Table + ")", pattern: oneTable, like: tableLike, example: a.Table},
		{name: "level", doc: "detail of the rows", values: engine.SimulationLevels, otherwise: "economy", example: "economy"},
		{name: "economy", form: several, doc: "keep only these economies (or exporters); world is the world's row", example: []string{"CHN", "world"}},
	}
	body := &huma.RequestBody{Required: true, Description: "the scenarios, as docs/schema/scenario.md describes them", Content: map[string]*huma.MediaType{}}
	for _, t := range scenarioTypes[:2] {
		body.Content[t] = &huma.MediaType{Schema: scenarioSchema()}
	}
	body.Content["application/yaml"].Example = exampleScenario
	doc := "Tariffs, delivery costs, days at borders, productivity, a supplier that closes: what would change once prices, wages and trade have adjusted everywhere. A scenario, not a forecast. As `ikat simulate`."
	return []*route{
		{method: "GET", path: "/simulate", id: "simulate", tag: "What mending is worth", summary: "Solve a scenario", doc: doc,
			params: joined([]param{{name: "scenario", doc: "the scenarios as YAML or JSON", required: true, max: mostText, example: exampleScenario}}, common), rows: a.simulated, basis: (*request).scenarioTable,
			name: func(r *request) []string { return r.named("simulate", "level", "table") }},
		{method: "POST", path: "/simulate", id: "simulate-job", tag: "What mending is worth", summary: "Solve a scenario as a job", doc: doc + " The answer is a job: ask for its state and its result, or delete it to stop it.",
			params: common, body: body, status: http.StatusAccepted, returns: Job{}, act: a.simulateJob},
	}
}

// scenarios reads a scenario's text and refuses what may not be asked from outside.
func (r *request) scenarios(data []byte) (*engine.Scenarios, string, error) {
	s, err := engine.ReadScenarios("scenario", data)
	if err != nil {
		return nil, "", err
	}
	table := or(r.one("table"), or(s.Table, r.api.Table))
	if !oneTable.MatchString(table) {
		return nil, "", invalid("scenario, table "+shortened(table), "it is not "+tableLike, "GET "+Prefix+"/tables lists the tables at hand")
	}
	for _, set := range s.Elasticities {
		if !elasticity.MatchString(set) {
			return nil, "", invalid("scenario, elasticities "+shortened(set), "it is not "+elasticityLike, "Files of elasticities can be named on the command line only")
		}
	}
	if n := len(s.Scenarios) * max(len(s.Elasticities), 2) * max(len(s.DayCost), 1); n > mostSolves {
		return nil, "", &Refusal{Status: http.StatusRequestEntityTooLarge, Fault: fault.Error{Kind: fault.Invalid, Where: "scenario", What: fmt.Sprintf("it asks for %d solutions of the model, and this server gives %d at most", n, mostSolves),
			Fix: "Split it, or ask on the command line, which has no limit"}}
	}
	return s, table, nil
}

func (r *request) scenarioTable() ([]string, error) {
	_, table, err := r.scenarios([]byte(r.one("scenario")))
	if err != nil {
		return nil, err
	}
	return r.api.contents([]string{table})
}

func (a *API) simulated(r *request) (*result.Frame, error) {
	s, table, err := r.scenarios([]byte(r.one("scenario")))
	if err != nil {
		return nil, err
	}
	return a.Engine.Simulate(r.Context(), s, table, r.one("level"), r.all("economy"), nil)
}

func (a *API) simulateJob(r *request, w http.ResponseWriter) error {
	data, err := a.scenarioBody(r, w)
	if err != nil {
		return err
	}
	s, table, err := r.scenarios(data)
	if err != nil {
		return err
	}
	if _, err := a.Engine.Content(table); err != nil {
		return err
	}
	return a.start(w, &job{question: or(s.Title, "simulate"), name: []string{"simulate", r.one("level"), table}, work: func(c *doing) error {
		f, err := a.Engine.Simulate(c, s, table, r.one("level"), r.all("economy"), c.progress)
		if err == nil && f.Rows() > a.Limits.Rows {
			err = tooManyRows(f.Rows(), a.Limits.Rows)
		}
		c.frame = f
		return err
	}})
}

// scenarioBody reads a body that says it is YAML or JSON, up to the limit.
func (a *API) scenarioBody(r *request, w http.ResponseWriter) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(scenarioTypes, kind) {
		return nil, &Refusal{Status: http.StatusUnsupportedMediaType, Fault: fault.Error{Kind: fault.Invalid, Where: "Content-Type " + shortened(r.Header.Get("Content-Type")), What: "a scenario is YAML or JSON",
			Fix: "Send it as application/yaml or application/json"}}
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, a.Limits.Body))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, tooLarge(large.Limit)
	}
	if err != nil {
		return nil, broken(err)
	}
	return data, nil
}

func tooLarge(limit int64) error {
	return &Refusal{Status: http.StatusRequestEntityTooLarge, Fault: fault.Error{Kind: fault.Invalid, Where: "body", What: fmt.Sprintf("it is larger than the %d bytes this server takes", limit), Fix: "Ask on the command line, or start the server with another limit"}}
}

// broken explains a body that did not arrive whole.
func broken(err error) error {
	return &fault.Error{Kind: fault.Invalid, Where: "body", What: "it did not arrive whole", Why: err.Error(), Fix: "Send it again", Err: err}
}
