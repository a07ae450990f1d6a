package api

import (
	"net/http"
	"strconv"

	"ikat/engine"
	"ikat/question"
	"ikat/result"
)

// tradeRoutes are about trade by product that is kept.
func (a *API) tradeRoutes() []*route {
	return []*route{
		{
			method: "GET", path: "/trade", id: "trade", tag: "Trade by product",
			summary: "Trade by product at hand",
			doc:     "The years that questions can name as trade, with whose figures they are. As `ikat trade`.",
			rows:    func(*request) (*result.Frame, error) { return a.Engine.FlowList() },
		},
		{
			method: "POST", path: "/trade", id: "add-trade", tag: "Trade by product",
			summary: "Add a file of trade by product, or a list of names of products",
			doc: "The body is the file as it was published: BACI, UN Comtrade, WITS, Trade Map, CSV of one's own, Parquet, " +
				"packed or not. Totals are left out, wrong rows counted, and what is left is kept by year. The answer is a job, " +
				"whose rows are what was noticed of the file's. A list of codes and names is kept: products of its edition are " +
				"called so. As `ikat trade add`.",
			params: append([]question.Param{nameOfFile("BACI_HS17_Y2022_V202401.csv")}, question.KeepFlows()...),
			body:   fileBody(), status: http.StatusAccepted, returns: Job{}, act: a.addTrade,
		},
		{
			method: "DELETE", path: "/trade/{name}/{year}", id: "remove-trade", tag: "Trade by product",
			summary: "Remove a year of trade by product, of all who reported it",
			params: []question.Param{
				{Name: "name", Argument: true, Doc: "its name", Form: question.Name, Example: "baci_hs17"},
				{Name: "year", Argument: true, Doc: "its year", Form: question.Whole, Min: 1, Max: 9999, Example: "2022"},
			},
			status: http.StatusNoContent, act: a.removeTrade,
		},
	}
}

// addTrade keeps trade by product.
func (a *API) addTrade(r *request, w http.ResponseWriter) error {
	return a.taken(r, w, func(path, folder string) func(*doing) error {
		q := engine.KeepingFlows{Path: path, Options: question.FlowOptions(r.Values), Replace: r.On("replace")}
		return func(d *doing) error {
			var list []*engine.KeptFile
			skipped, err := a.Engine.KeepFile(d, q, d.progress, func(k *engine.KeptFile) {
				list = append(list, k)
				for _, y := range k.Years {
					d.trade = y.Ref
				}
			})
			d.message, d.frame = engine.Said(list, skipped), engine.FlowFindings(list)
			return without(err, folder)
		}
	})
}

// removeTrade takes a year out of what is kept.
func (a *API) removeTrade(r *request, w http.ResponseWriter) error {
	if a.Store == nil {
		return keepsNone()
	}
	year, _ := strconv.Atoi(r.One("year"))
	if err := a.Engine.RemoveFlows(r.One("name"), year); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
