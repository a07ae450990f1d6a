{smcl}
{* Written from the questions' declarations by make clients: do not edit.}{...}
{title:Title}

{phang}{bf:ikat} {hline 2} value added in trade, border costs along chains, and small firms, from input-output tables

{title:Syntax}

{p 8 15 2}{cmd:ikat} {it:question} [{it:arguments}]
[{cmd:,} {it:options} {cmd:clear} {cmd:frame(}{it:name}{cmd:)} {cmd:name(}{it:rows}{cmd:)}]

{title:Description}

{pstd}{cmd:ikat} asks the program ikat and loads its answer as the data in memory, or into a new frame
with {cmd:frame()}.
Variables carry labels; what they are, the notes and the sources of the numbers are characteristics of the data
({stata char list}). Options are those of the program, {cmd:--economy IDN} as {cmd:economy(IDN)} and {cmd:--all} as
{cmd:all}; hyphens become underscores. Stata abbreviates none of them.
In a do-file /* begins a comment: name the years, {cmd:table(apx/2008 apx/2011)}, rather than NAME/*.

{pstd}The program is looked for on the path; {cmd:global IKAT "C:\ikat\ikat.exe"} names it.

{pstd}Where an answer has several lists of rows, {cmd:name()} says which to load, such as {cmd:name(bm)}.

{pstd}This command was checked against Stata's documentation only; the files it loads are read back by R and
Python in tests.

{title:Questions}

{phang}{cmd:ikat measure {it:id}}

{pmore}Compute measures of trade in value added.

{phang2}{opt level(text)}
detail of the rows; each measure's declaration lists those it has, the first being the default: country, sector, bilateral, bilateral-sector, pairs, product, product-sector, link, industry (for instance bilateral-sector).

{phang2}{opt table(table)}
tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file; several are stacked under a year column (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt group(group)}
take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX).

{phang2}{opt group_file(file)}
groups from a CSV with the header group,economy.

{phang2}{opt value_added(text)}
value added: residual (output less inputs) or reported (the table's own row): residual, reported (default: residual).

{phang2}{opt economy(economy)}
keep only these economies (for instance IDN,IND).

{phang2}{opt partner(economy)}
keep only these partners, where the level has some (for instance CHN).

{phang2}{opt industry(industry)}
keep only these industries, where the level has some (for instance c14).

{phang2}{opt satellite(file)}
CSV of quantities by sector (jobs, emissions, ...): economy,industry,NAME,...; units in the second row; a first column year for several tables; or the name of jobs or emissions that are kept (ikat tables get).

{phang2}{opt prices(whole number)}
real terms: amounts of several years as chained volumes at the prices of this year, where tables in previous year's prices (NAME-pyp) are at hand or named beside the others (default: each year's own prices).

{phang2}{opt approach(text)}
bm: when a value that crosses the exporter's border more than once is counted: the first time (source) or the last (sink): source, sink.

{phang2}{opt perspective(text)}
bm: what must be crossed twice for a value to be counted twice: the exporter's border (exporter), any foreign border (world), or the flow of the row itself (self): exporter, world, self.

{phang2}{opt inventories(text)}
position: what changes in inventories are: final use, or spread over the sector's other uses in proportion, as in the published series of Antràs and Chor: final, spread.

{phang2}{opt extract(text)}
multipliers: list who loses output without an industry (c15), an economy (DEU), a sector (DEU_c15), or what one buys of another (CHN:USA, CHN_c14:USA_c15).

{phang2}{opt elasticities(elasticities)}
gains: trade elasticities by industry: a set by its name, a number for all, or a CSV file (industry,theta). The one-sector gains always take 5: recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5, cp-counterfactual, fgo, caliendo-parro, uniform.

{phang2}{opt industries(text)}
gains: separate; or merged: textiles with leather, retail and wholesale trade together, private households with other services, as in the paper: separate, merged.

{phang2}{opt perimeter(text)}
my: the border at which a value that crosses again is counted twice: the exporter's (country), that between exporter and importer (bilateral), or any (world): country, bilateral, world.

{phang}{cmd:ikat profile {it:economy}}

{pmore}An economy's place in global value chains, on one page.

{phang2}{opt level(text)}
rows: the years, industries, suppliers, buyers or users of the page: years, industries, suppliers, buyers, users (default: years).

{phang2}{opt with(economy)}
set these beside it, five in all at most: codes, names, or groups as medians of their members (for instance CHN,JPN).

{phang2}{opt table(table)}
tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file; several are stacked under a year column (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt group(group)}
take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX).

{phang2}{opt group_file(file)}
groups from a CSV with the header group,economy.

{phang2}{opt value_added(text)}
value added: residual (output less inputs) or reported (the table's own row): residual, reported (default: residual).

{phang}{cmd:ikat chain {it:product}}

{pmore}What borders cost along a product's chain, and its weakest links.

{phang2}{opt to(economy)}
economy the product is delivered to: a code or name (for instance USA).

{phang2}{opt level(text)}
rows: every link, whose procedures (side), the slowest inputs (slow), the stages that add up to the price (layer), days at borders (day), what all borders together come to (total): link, side, slow, layer, day, total (default: link).

{phang2}{opt mend(text)}
ease a border and solve again: ORIGIN:INDUSTRY:DESTINATION=50% (or =5d, days), ECONOMY:export=50%, ECONOMY:import=50%; with {cmd:worth} an economy may be one class of its firms, KOR/sme (for instance CHN:export=50%).

{phang2}{opt worth(yes or no)}
with {cmd:mend}: the rows of what it is worth to every economy, in general equilibrium (default: false).

{phang2}{opt draws(whole number)}
how often what is not known (elasticities, costs at borders, firms' shares by industry) is drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0).

{phang2}{opt seed(whole number)}
of the draws: the same seed draws the same (default: 1).

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt missing(text)}
economies without border data: members (a group of economies is as those in it, an economy as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members).

{phang2}{opt borderless(text)}
economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...; repeat it for several sets (default: eu).

{phang2}{opt goods(industry)}
industries whose sales pass border procedures (default: those that make goods) (for instance c4,c14).

{phang2}{opt benchmark(text)}
what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean (default: frontier).

{phang}{cmd:ikat chain}{cmd:, all}

{pmore}Where borders weigh most: every product of a table.

{phang2}{opt part(text)}
rows: products, or sides, the foreign procedures: products, sides (default: products,sides).

{phang2}{opt to(economy)}
economy the product is delivered to: a code or name (for instance USA).

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt missing(text)}
economies without border data: members (a group of economies is as those in it, an economy as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members).

{phang2}{opt borderless(text)}
economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...; repeat it for several sets (default: eu).

{phang2}{opt goods(industry)}
industries whose sales pass border procedures (default: those that make goods) (for instance c4,c14).

{phang2}{opt benchmark(text)}
what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean (default: frontier).

{phang}{cmd:ikat chain}

{pmore}Your own chain: a bill of materials.

{phang2}{opt bom(file)}
your own chain: a bill of materials in YAML or CSV (docs/schema/bom.md).

{phang2}{opt bill(text of a file)}
the bill of materials as text, in place of a file.

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt missing(text)}
economies without border data: members (a group of economies is as those in it, an economy as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members).

{phang2}{opt benchmark(text)}
what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean (default: frontier).

{phang}{cmd:ikat chain}

{pmore}Your own chain against a rival's: which lands cheaper, and what would turn it.

{phang2}{opt bom(file)}
your own chain (docs/schema/bom.md).

{phang2}{opt bill(text of a file)}
your own chain as text, in place of a file.

{phang2}{opt against(file)}
the rival's chain, a file of the same kind.

{phang2}{opt rival(text of a file)}
the rival's chain as text, in place of a file.

{phang2}{opt day_cost(share)}
cost of a day on the way, per cent of the product's value (default: 0.8%).

{phang2}{opt part(text)}
which rows: compare, turns, measures (default: compare).

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt missing(text)}
economies without border data: members (a group of economies is as those in it, an economy as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members).

{phang}{cmd:ikat chain {it:product}}

{pmore}What requirements add along a product's chain: the fourth weakest link.

{phang2}{opt to(economy)}
economy the product is delivered to: a code or name (for instance USA).

{phang2}{opt survey(file)}
a survey of firms, CSV or a workbook (docs/schema/survey.md).

{phang2}{opt firms(text of a file)}
the survey as CSV text, in place of a file.

{phang2}{opt mapping(file)}
what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's Enterprise Surveys).

{phang2}{opt buyer(buyer's sheet)}
what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us).

{phang2}{opt sheet(text of a file)}
a buyer's sheet as CSV text, alone or in place of lines of {cmd:buyer}.

{phang2}{opt requirements(file)}
a file of requirements of your own, or with costs of your own (docs/schema/requirements.md).

{phang2}{opt bundles(file)}
a file of actions that meet several requirements at once (docs/schema/requirements.md).

{phang2}{opt knock_outs(yes or no)}
only what the buyer cannot do without.

{phang2}{opt in_use(number)}
capacity in use, per cent, above which a firm has none to spare (default: 80).

{phang2}{opt sectors(text)}
the table's industry of a value of the mapping's variable industry, or of the survey's industry of sampling: VALUE=INDUSTRY (default: all goods industries alike).

{phang2}{opt small_share(share)}
share of what suppliers sell that small firms sell (default: 30%).

{phang2}{opt small_sales(number)}
sales a year of a small supplier on links that need it, US$ (default: 2000000).

{phang2}{opt large_sales(number)}
the same of a large one (default: 36000000).

{phang2}{opt years(whole number)}
years over which outlays are spread whose evidence does not end (default: 5).

{phang2}{opt rate(share)}
interest a year at which they are (default: 12%).

{phang2}{opt part(text)}
which rows: suppliers, links, stopped (default: suppliers).

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt missing(text)}
economies without border data: members (a group of economies is as those in it, an economy as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members).

{phang2}{opt borderless(text)}
economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...; repeat it for several sets (default: eu).

{phang2}{opt goods(industry)}
industries whose sales pass border procedures (default: those that make goods) (for instance c4,c14).

{phang}{cmd:ikat border}

{pmore}What it takes to get a container across each border, and what that costs.

{phang2}{opt economies(economy)}
keep only these economies; a group stands for its members (for instance VNM,THA,IDN).

{phang2}{opt peers(economy)}
economies to measure gaps against (default: all others) (for instance MYS,SGP).

{phang2}{opt level(text)}
rows: economies compared, the years of one table (trend), the Logistics Performance Index (logistics), Business Ready (readiness), trade costs with partners (trade-costs), or an index of your own (index): compared, trend, logistics, readiness, trade-costs, index (default: compared).

{phang2}{opt costs(file)}
the ESCAP-World Bank Trade Cost Database for {cmd:level}="trade-costs": its workbook, a CSV, or the name under which it is kept (ikat tables get).

{phang2}{opt index(file)}
scores of your own for {cmd:level}="index", such as those of the UN Global Survey on Digital and Sustainable Trade Facilitation: a CSV of economy, year and a column a score, or the name of a kept one.

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang}{cmd:ikat economies}

{pmore}What is known of each economy of Asia and the Pacific without a table.

{phang2}{opt economies(text)}
only these economies: codes or names (for instance VNM,KIR).

{phang}{cmd:ikat brief {it:economy}}

{pmore}A note on an economy in five messages, for a minister.

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang}{cmd:ikat compare {it:economies}}

{pmore}Two to five economies side by side, with peers: value chains, borders, logistics, small firms.

{phang2}{opt peers(economy)}
whose median and range stand beside them: economies, or groups by name (ASEAN) (for instance ASEAN).

{phang2}{opt topic(text)}
only figures of these topics: trade, borders, logistics, readiness, firms (for instance borders).

{phang2}{opt year(whole number)}
year of the figures, or the nearest that has them (default: the last that all have).

{phang2}{opt table(table)}
take the figures of value chains from this table: NAME/YEAR, or on the command line the path of a file (default: published figures).

{phang}{cmd:ikat competitiveness {it:economy}}

{pmore}What makes an economy competitive, by level, its rank among others and how far that rank can be trusted.

{phang2}{opt level(text)}
rows: every economy's index with its levels, every figure behind it, or what each choice does to the rank: index, parts, choices (default: index).

{phang2}{opt peers(economy)}
whom it stands among: economies, or groups by name (ASEAN) (default: members and associate members of ESCAP).

{phang2}{opt industry(text)}
industry whose exports are judged, c1 to c35: c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35 (default: the one of which it exports most).

{phang2}{opt year(whole number)}
take the last figures up to this year (default: the last there are).

{phang2}{opt indicators(file)}
figures of your own, a CSV (docs/schema/indicators.md), or the name of scores that are kept (ikat tables get); repeat it for several.

{phang2}{opt only(text)}
levels to take: endowments, macro, firms, business, logistics, borders, exports, industry (default: all that have figures).

{phang2}{opt weight(text)}
weight of a level, as borders=2; others count 1; repeat it for several (for instance borders=2).

{phang2}{opt treat(text)}
outliers: as they are, or drawn in to the next figure (winsorise): none, winsorise (default: none).

{phang2}{opt lacking(text)}
figures that an economy lacks: left out, or the others' median: leave-out, median (default: leave-out).

{phang2}{opt normalise(text)}
scale of figures: between the least and the most, z-scores, or ranks: min-max, z-scores, ranks (default: min-max).

{phang2}{opt weigh(text)}
weights: each level alike, each figure alike, or by principal components: pillars, indicators, components (default: pillars).

{phang2}{opt aggregate(text)}
over levels: arithmetic or geometric mean, or economies beaten less those lost to (copeland): arithmetic, geometric, copeland (default: arithmetic).

{phang2}{opt cover(share)}
economies with a smaller part of the figures are left out (default: 60%).

{phang2}{opt draws(whole number)}
how often the index is made again (default: 1000).

{phang2}{opt seed(whole number)}
of the draws: the same seed gives the same draws (default: 1).

{phang}{cmd:ikat integration {it:group}}

{pmore}How far a group of economies trades with itself, in gross exports and in value added.

{phang2}{opt level(text)}
rows: groups by year, a group's members, pairs of members, or triangles of a supplier of parts, a maker and a market outside, or makers with what they buy inside and sell markets outside: groups, members, pairs, triangles, makers (default: groups).

{phang2}{opt market(text)}
markets outside of triangles and makers: economies, or groups (EU) with their members (default: all outside the group).

{phang2}{opt table(table)}
tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file; several are stacked under a year column (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: none: gross exports and value added by industry).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt product(text)}
keep only products whose codes begin so (for instance c14).

{phang2}{opt classes(file)}
CSV of corresponding codes that leads from the products to BEC4; repeat it for two that meet.

{phang}{cmd:ikat products {it:measure}}

{pmore}Measures of trade by product: advantage, concentration, unit values, complexity.

{phang2}{opt level(text)}
detail of the rows; each measure lists those it has, the first being the default: economy, products, pair, product, flow, class, spell (for instance economy).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: apx/2008).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt economy(economy)}
keep only these economies (for instance IDN,IND).

{phang2}{opt partner(economy)}
keep only these partners, where the level has some (for instance CHN).

{phang2}{opt product(text)}
keep only products whose codes begin so (for instance c14).

{phang2}{opt digits(whole number)}
add products up to so many digits of their codes first (default: as they are).

{phang2}{opt classification(text)}
classes of composition: use (tables), section, hs2, hs4, stage (of BEC Rev. 4), parts, bec4, isic3, isic4, cpc1, lall, or a column of {cmd:classes} (default: section).

{phang2}{opt classes(file)}
CSV of corresponding codes, such as HS2017,BEC4, as the UN and WITS publish them; repeat it for two that meet.

{phang2}{opt income(file)}
CSV of GDP per capita: economy,year,gdp_per_capita.

{phang2}{opt growth(file)}
CSV of growth to come: economy,gdp_ratio,population_ratio.

{phang2}{opt pairs(file)}
CSV of distances and tariffs: exporter,importer,product,distance_km,tariff.

{phang2}{opt elasticity(number)}
of demand in income per head, of export potential (default: 1).

{phang2}{opt spread(share)}
unit values that differ by less are alike (default: 25%).

{phang2}{opt band(text)}
of ratios that are alike: symmetric (1-a to 1+a) or inverse (1/(1+a) to 1+a): symmetric, inverse (default: symmetric).

{phang2}{opt own(yes or no)}
count a product as near to itself (default: true).

{phang2}{opt higher(economy)}
an economy above the mean of complexity, which gives the sign (default: what rises with diversity).

{phang2}{opt smallest(number)}
leave out economies that export less, in the unit of the data (default: 0).

{phang2}{opt least(number)}
flows below are none, for changes and survival, in the unit of the data (default: 0).

{phang}{cmd:ikat product {it:product}}

{pmore}One product: the industry that makes it, partners, unit values, tariffs, cost of a day, container value.

{phang2}{opt to(economy)}
the market (default: the largest buyer).

{phang2}{opt level(text)}
rows: facts of the product, its buyers, or those who sell it to the market: facts, buyers, sellers (default: facts).

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: apx/2008).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt pairs(file)}
CSV of tariffs: exporter,importer,product,tariff.

{phang}{cmd:ikat opportunities {it:economy}}

{pmore}Products near what an economy's firms make: demand, borders on the way, what buyers ask, small firms' part.

{phang2}{opt by(text)}
what orders the rows: nearness, what it would open, the market's demand and the borders on the way together, or nearness, what it would open, complexity or the world's demand alone: together, density, gain, pci, demand (default: together).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: apx/2008).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt product(text)}
keep only products whose codes begin so (for instance c14).

{phang2}{opt pairs(file)}
CSV of tariffs: exporter,importer,product,tariff.

{phang2}{opt own(yes or no)}
count a product as near to itself (default: true).

{phang2}{opt served(share)}
a market is hardly served where it buys less than this share from the economy (default: 5%).

{phang2}{opt top(whole number)}
products to show (default: 50).

{phang}{cmd:ikat region {it:group}}

{pmore}A group's trade with itself by product: shares, intensity, parts and components, triangles.

{phang2}{opt level(text)}
rows: the group by year, its members, pairs of members, or triangles, the largest first: group, members, pairs, triangles (default: group).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: apx/2008).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt product(text)}
keep only products whose codes begin so (for instance c14).

{phang2}{opt classes(file)}
CSV of corresponding codes that leads from the products to BEC4; repeat it for two that meet.

{phang2}{opt top(whole number)}
triangles to show (default: 50).

{phang}{cmd:ikat rank}

{pmore}The borders in the world that are worth most to mend, and what they are worth.

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt for(text)}
whose gain: world (the world's real final spending), sme:ECONOMY (the income of small and medium firms of it), ECONOMY[,ECONOMY...] (the real final spending of it), GROUP, such as ASEAN or LDC/2008 (the real final spending of it), ECONOMY_INDUSTRY (the real value added of it) (default: world).

{phang2}{opt by(text)}
what has a rank: link, pair, export-side, import-side, industry, door (default: link).

{phang2}{opt door(text)}
only links through this door of an economy whose small and large firms are told apart: exports, large, small, final, imports (for instance exports).

{phang2}{opt industry(industry)}
only links of these industries; goods and services stand for many (for instance goods).

{phang2}{opt exporter(economy)}
only links from these economies, or from one class of their firms: KOR/sme (for instance IDN).

{phang2}{opt importer(economy)}
only links to these economies, or through one of their doors: KOR/large (for instance JPN).

{phang2}{opt top(whole number)}
how many ranks to show (default: 20).

{phang2}{opt cut(share)}
by how much mending lowers the cost of delivery on a link; or benchmark: border procedures no worse than {cmd:benchmark} (default: 5%).

{phang2}{opt elasticities(elasticities)}
trade elasticities, the central ones first: sets, numbers for all industries, or CSV files (industry,theta): recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5, cp-counterfactual, fgo, caliendo-parro, uniform (default: recommended,recommended-low,recommended-high,5).

{phang2}{opt deficits(text)}
trade deficits: held, or purged before anything else: held, purged (default: held).

{phang2}{opt shares(text)}
origins of inputs: pooled over uses, or use-specific: pooled, use-specific (default: pooled).

{phang2}{opt draws(whole number)}
how often what is not known (elasticities, costs at borders, firms' shares by industry) is drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0).

{phang2}{opt seed(whole number)}
of the draws: the same seed draws the same (default: 1).

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt theta(share)}
cost of a day, per cent of a good's value; several make a range (default: by industry, low, central and high).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt missing(text)}
economies without border data: members (a group of economies is as those in it, an economy as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all), value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members).

{phang2}{opt borderless(text)}
economies without borders among themselves: eu (its members in the table's year), none, or CODE,CODE,...; repeat it for several sets (default: eu).

{phang2}{opt goods(industry)}
industries whose sales pass border procedures (default: those that make goods) (for instance c4,c14).

{phang2}{opt benchmark(text)}
what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean (default: frontier).

{phang}{cmd:ikat simulate {it:scenarios}}

{pmore}What would change if a border, a tariff or a supplier were different.

{phang2}{opt scenario(text of a file)}
the scenarios as YAML or JSON, in place of a file.

{phang2}{opt table(table)}
table: NAME/YEAR, or on the command line the path of a file (default: the scenario's, or apx/2008).

{phang2}{opt level(text)}
detail of the rows: economy, accounts, sector, trade, link, sme, class, convergence (default: economy).

{phang2}{opt economy(economy)}
keep only these economies (or exporters); world is the world's row (for instance CHN,world).

{phang2}{opt tariffs(file)}
tariffs in force before the scenarios: a CSV of rates, or what WITS gives for download; scenarios change them; or the name of tariffs that are kept (ikat tables get).

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt satellite(file)}
jobs by sector, whose change is added to the rows by economy: CSV of quantities by sector (jobs, emissions, ...): economy,industry,NAME,...; units in the second row; a first column year for several tables; or the name of jobs or emissions that are kept (ikat tables get).

{phang2}{opt draws(whole number)}
how often what is not known (elasticities, costs at borders, firms' shares by industry) is drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0).

{phang2}{opt seed(whole number)}
of the draws: the same seed draws the same (default: 1).

{phang}{cmd:ikat sme {it:economy}}

{pmore}What small and medium firms earn in exports: directly, through large exporters, and how surely that is known.

{phang2}{opt with(economy)}
set these beside it, five in all at most: codes, names, or groups as medians of their members (for instance CHN,JPN).

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt template(yes or no)}
give a form for statistics of your own instead of an answer.

{phang2}{opt year(whole number)}
year of the published results to answer from, in place of a table (default: the table's; without a table the latest published).

{phang2}{opt draws(whole number)}
how often what is not known (elasticities, costs at borders, firms' shares by industry) is drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0).

{phang2}{opt seed(whole number)}
of the draws: the same seed draws the same (default: 1).

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt group(group)}
take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX).

{phang2}{opt group_file(file)}
groups from a CSV with the header group,economy.

{phang2}{opt value_added(text)}
value added: residual (output less inputs) or reported (the table's own row): residual, reported (default: residual).

{phang2}{opt bounds(yes or no)}
the interval that no split agreeing with the statistics leaves, and what further statistics would tell (default: true).

{phang2}{opt worth(yes or no)}
what each further statistic would do to the interval (default: true).

{phang2}{opt va_within(number)}
interval: a class's value added per output is within this factor of its industry's; 0 leaves it free (default: 1.25).

{phang2}{opt imports_within(number)}
interval: a class's imported inputs per output are within this factor of its industry's; 0 leaves them free (default: 1.5).

{phang2}{opt export_cap(yes or no)}
interval: small firms export no larger a part of output than their industry (default: true).

{phang2}{opt free_final(yes or no)}
interval: leave open which class serves final users at home (default: false).

{phang}{cmd:ikat sme}{cmd:, all}

{pmore}Small and medium firms of every economy with statistics, side by side.

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt group(group)}
take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX).

{phang2}{opt group_file(file)}
groups from a CSV with the header group,economy.

{phang2}{opt value_added(text)}
value added: residual (output less inputs) or reported (the table's own row): residual, reported (default: residual).

{phang}{cmd:ikat factors {it:economy}}

{pmore}Which factor raises what small and medium firms make, how surely, and at whose expense.

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt rule(text)}
how economy-wide statistics become shares by industry: least-information, uniform (default: least-information).

{phang2}{opt by(text)}
a row a factor, or a factor and industry: factor, industry (default: factor).

{phang2}{opt door(text)}
only factors of this door: exports, large, small, final, imports (for instance large).

{phang2}{opt peers(economy)}
economies whose border procedures are the room (default: all of the table that the border table has) (for instance JPN,SGP).

{phang2}{opt border(border table)}
border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009, doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated (default: the nearest to the table's year, else the newest) (for instance doing-business-2020/2019).

{phang2}{opt container_value(number)}
value of the goods in a container, US$ (default: by industry, low, central and high).

{phang2}{opt elasticities(elasticities)}
trade elasticities by industry: a set by its name, a number for all, or a CSV file (industry,theta): recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5, cp-counterfactual, fgo, caliendo-parro, uniform (default: recommended).

{phang2}{opt goods(industry)}
industries whose sales pass border procedures (default: those that make goods) (for instance c4,c14).

{phang2}{opt draws(whole number)}
how often what is not known of the world's response is drawn; 0 for none (default: 500).

{phang2}{opt seed(whole number)}
of the draws: the same seed draws the same (default: 1).

{phang2}{opt bounds(yes or no)}
the ends over shares by industry of every measure, not only of those that reach all firms alike (default: true).

{phang2}{opt programme(text)}
what the step of a factor costs whoever brings it about, in the table's unit, for the gain per dollar of it: FACTOR=COST or FACTOR:DOOR=COST (for instance qualification:exports=20).

{phang2}{opt survey(file)}
a survey of firms, CSV or a workbook (docs/schema/survey.md).

{phang2}{opt firms(text of a file)}
the survey as CSV text, in place of a file.

{phang2}{opt mapping(file)}
what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's Enterprise Surveys).

{phang2}{opt buyer(buyer's sheet)}
what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us).

{phang2}{opt sheet(text of a file)}
a buyer's sheet as CSV text, alone or in place of lines of {cmd:buyer}.

{phang2}{opt requirements(file)}
a file of requirements of your own, or with costs of your own (docs/schema/requirements.md).

{phang2}{opt bundles(file)}
a file of actions that meet several requirements at once (docs/schema/requirements.md).

{phang2}{opt knock_outs(yes or no)}
only what the buyer cannot do without.

{phang2}{opt in_use(number)}
capacity in use, per cent, above which a firm has none to spare (default: 80).

{phang2}{opt sectors(text)}
the table's industry of a value of the mapping's variable industry, or of the survey's industry of sampling: VALUE=INDUSTRY (default: all goods industries alike).

{phang}{cmd:ikat landed {it:file}}

{pmore}Which of several suppliers is cheapest on arrival, and what the others must give.

{phang2}{opt offers(text of a file)}
the offers as YAML, in place of a file.

{phang2}{opt border(border table)}
border table: one that ikat carries, NAME or NAME/YEAR, or a CSV file (default: the newest).

{phang2}{opt product(product)}
ECONOMY:PRODUCT, in place of a file: the offers are filled in from trade by product (for instance CHN:hs8544.30).

{phang2}{opt to(economy)}
the market (default: the largest buyer).

{phang2}{opt against(economy)}
rivals (default: the largest sellers to the market).

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: apx/2008).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt pairs(file)}
CSV of tariffs: exporter,importer,product,tariff.

{phang}{cmd:ikat requirements {it:words}}

{pmore}What buyers can ask beyond price: the registry of requirements.

{phang2}{opt topic(text)}
only of this topic: law, finance, quality, process_approval, chemical, digital, reliability, security, environment, labour_social, product_safety, legality_origin, traceability, quantity, food_safety (for instance quality).

{phang2}{opt buyer(buyer's sheet)}
what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us).

{phang2}{opt requirements(file)}
a file of requirements of your own, or with costs of your own (docs/schema/requirements.md).

{phang2}{opt bundles(file)}
a file of actions that meet several requirements at once (docs/schema/requirements.md).

{phang2}{opt institutions(file)}
institutions that issue evidence or may help: a file of your own (docs/schema/institutions.md) (default: an example of Indonesia, the Philippines and Thailand).

{phang2}{opt on(text)}
as of this day: what is superseded by then is left out (default: all, with what superseded them).

{phang2}{opt level(text)}
which rows: requirements, actions, support (default: requirements).

{phang}{cmd:ikat ready {it:firm}}

{pmore}What a firm lacks before a buyer, and the cheapest way there.

{phang2}{opt answers(text of a file)}
the firm as text, in place of a file.

{phang2}{opt buyer(buyer's sheet)}
what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us).

{phang2}{opt sheet(text of a file)}
a buyer's sheet as CSV text, alone or in place of lines of {cmd:buyer}.

{phang2}{opt requirements(file)}
a file of requirements of your own, or with costs of your own (docs/schema/requirements.md).

{phang2}{opt bundles(file)}
a file of actions that meet several requirements at once (docs/schema/requirements.md).

{phang2}{opt institutions(file)}
institutions that issue evidence or may help: a file of your own (docs/schema/institutions.md) (default: an example of Indonesia, the Philippines and Thailand).

{phang2}{opt knock_outs(yes or no)}
only what the buyer cannot do without.

{phang2}{opt years(number)}
count the cost of staying qualified for so many years: renewals and yearly costs too (0 is the cost to qualify) (default: 0).

{phang2}{opt ready_by(whole number)}
be ready by this day, counted from the start (for instance 400).

{phang2}{opt fastest(yes or no)}
take the fastest way rather than the cheapest.

{phang2}{opt level(text)}
which rows: gaps, plan, front, cash, evidence, money, support (default: gaps).

{phang2}{opt template(yes or no)}
give a form to fill in instead of an answer.

{phang}{cmd:ikat ready}

{pmore}What stops the firms of a survey from supplying a buyer.

{phang2}{opt survey(file)}
a survey of firms, CSV or a workbook (docs/schema/survey.md).

{phang2}{opt firms(text of a file)}
the survey as CSV text, in place of a file.

{phang2}{opt mapping(file)}
what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's Enterprise Surveys).

{phang2}{opt buyer(buyer's sheet)}
what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us).

{phang2}{opt sheet(text of a file)}
a buyer's sheet as CSV text, alone or in place of lines of {cmd:buyer}.

{phang2}{opt requirements(file)}
a file of requirements of your own, or with costs of your own (docs/schema/requirements.md).

{phang2}{opt bundles(file)}
a file of actions that meet several requirements at once (docs/schema/requirements.md).

{phang2}{opt knock_outs(yes or no)}
only what the buyer cannot do without.

{phang2}{opt by_variable(text)}
a variable of the survey whose values are groups of their own (default: size: small 5 to 19, medium 20 to 99, large from 100).

{phang2}{opt in_use(number)}
capacity in use, per cent, above which a firm has none to spare (default: 80).

{phang2}{opt exchange_rate(number)}
units of the survey's currency for a US dollar: what gaps cost beside sales (for instance 10000).

{phang2}{opt ready_cost(share)}
a firm is ready where its gaps cost no more of a year's sales (default: 5%).

{phang2}{opt ready_days(whole number)}
and take no more days (default: 365).

{phang2}{opt exposed(share)}
a firm is exposed where imports in home use, or output that serves exports, of its industry are no less (default: 30%).

{phang2}{opt part(text)}
which rows: requirements, heat, qualified, markets, groups (default: requirements).

{phang}{cmd:ikat worth {it:economy}}

{pmore}What closing each gap before a buyer is worth in what small firms make.

{phang2}{opt survey(file)}
a survey of firms, CSV or a workbook (docs/schema/survey.md).

{phang2}{opt firms(text of a file)}
the survey as CSV text, in place of a file.

{phang2}{opt mapping(file)}
what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's Enterprise Surveys).

{phang2}{opt buyer(buyer's sheet)}
what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us, vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us).

{phang2}{opt sheet(text of a file)}
a buyer's sheet as CSV text, alone or in place of lines of {cmd:buyer}.

{phang2}{opt requirements(file)}
a file of requirements of your own, or with costs of your own (docs/schema/requirements.md).

{phang2}{opt bundles(file)}
a file of actions that meet several requirements at once (docs/schema/requirements.md).

{phang2}{opt knock_outs(yes or no)}
only what the buyer cannot do without.

{phang2}{opt in_use(number)}
capacity in use, per cent, above which a firm has none to spare (default: 80).

{phang2}{opt sectors(text)}
the table's industry of a value of the mapping's variable industry, or of the survey's industry of sampling: VALUE=INDUSTRY (default: all goods industries alike).

{phang2}{opt exchange_rate(number)}
units of the survey's currency for a US dollar: what gaps cost beside sales (for instance 10000).

{phang2}{opt door(text)}
where the buyer stands: exports, large, sme, final (default: exports).

{phang2}{opt level(text)}
which rows: requirements, industries, doors, markets (default: requirements).

{phang2}{opt years(whole number)}
years over which outlays are spread (default: 5).

{phang2}{opt rate(share)}
interest a year at which they are (default: 12%).

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt stats(file)}
statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in ones about the same.

{phang2}{opt rule(text)}
how economy-wide statistics become shares by industry: least-information, uniform (default: least-information).

{phang2}{opt elasticities(elasticities)}
trade elasticities by industry: a set by its name, a number for all, or a CSV file (industry,theta): recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5, cp-counterfactual, fgo, caliendo-parro, uniform (default: recommended).

{phang2}{opt draws(whole number)}
how often what is not known of the world's response and of the survey is drawn; 0 for none (default: 200).

{phang2}{opt seed(whole number)}
of the draws: the same seed draws the same (default: 1).

{phang}{cmd:ikat programmes {it:plan}}

{pmore}Which programmes an agency should launch, and for which firms.

{phang2}{opt portfolio(text of a file)}
the same as text, in place of a file.

{phang2}{opt budget(number)}
the budget, in place of the file's (for instance 60).

{phang2}{opt proof(share)}
the gap to the best plan at which the search may end (default: 0.5%, and for up to 200 firms none).

{phang2}{opt level(text)}
which rows: programmes, firms, rules, frontier, answers, support (default: programmes).

{phang2}{opt institutions(file)}
institutions that issue evidence or may help: a file of your own (docs/schema/institutions.md) (default: an example of Indonesia, the Philippines and Thailand).

{phang}{cmd:ikat contract {it:terms}}

{pmore}What a contract's terms of payment do to a supplier's cash.

{phang2}{opt contract(text of a file)}
the same as text, in place of a file.

{phang2}{opt level(text)}
which rows: figures, days, stages (default: figures).

{phang}{cmd:ikat source {it:number}}

{pmore}A table of the source document as it prints it, beside what the data at hand give.

{phang2}{opt table(table)}
table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one of ikat use, else the newest at hand that has the economy).

{phang2}{opt industry(industry)}
table 15: industries of the table that make machinery (default: what its codes say) (for instance c13,c14,c15).

{phang2}{opt bloc(group)}
table 15: a bloc's members: NIEs3=KOR,SGP,TWN (default: HKG, KOR, SGP, whose figures they are) (for instance NIEs3=KOR,SGP,TWN).

{phang2}{opt trade(trade)}
trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, adb62-exports/YEAR for published exports by industry, or on the command line the path of a file (default: table 15: none, tables stand beside it).

{phang2}{opt reported(text)}
whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled, exporters, importers, re-exports (default: the first of reconciled, exporters, importers that there is).

{phang2}{opt classes(file)}
table 15: CSV that tells parts from final goods: a classification and BEC4, or and goods (parts, final); repeat it for two that meet.

{title:Example}

{phang2}{cmd:. ikat measure bm, economy(IDN IND) level(sector) clear}{p_end}
