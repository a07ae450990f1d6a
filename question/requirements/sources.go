package requirements

import "ikat/result"

// What answers about requirements rest on. Costs have sources of their own, a row each; these say whose figures the
// rest are.
var (
	ofRegistry = result.Source{Table: "requirements",
		Publisher: "ikat's registry of what buyers ask; each cost says its kind and source in its row",
		Unit:      "US$ of about 2024"}
	ofFirm     = result.Source{Table: "firm", Publisher: "the firm's own answers"}
	ofContract = result.Source{Table: "contract", Publisher: "the orders, costs and terms of the file asked about"}
	ofAgency   = result.Source{Table: "programmes",
		Publisher: "the firms, programmes and costs of the file asked about"}
	ofSurvey       = result.Source{Table: "survey", Publisher: "the survey asked about"}
	ofInstitutions = result.Source{Table: "institutions",
		Publisher: "public facts; each institution has its site in its row"}
)
