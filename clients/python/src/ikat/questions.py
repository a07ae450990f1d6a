"""The questions of ikat as functions. Written from their declarations by make clients: do not edit.

Every function answers with a pandas DataFrame, or a dict of them by name where the answer has several lists of rows.
Parameters left out have the defaults that the texts name. Lists are given as lists; tables as NAME/YEAR, as the path of
a file or as an object with Z and Y (pymrio's IOSystem); files as paths, dicts or DataFrames. progress, where given, is
called with what is being done and the share of it that is done.
"""

from ._ask import ask

__all__ = [
    "measure", "profile", "chain", "chains", "bom", "networks", "asked", "border", "economies",
    "brief", "compare", "competitiveness", "integration", "products", "product", "opportunities",
    "region", "rank", "simulate", "sme", "smes", "factors", "landed", "requirements", "ready",
    "stopped", "worth", "programmes", "contract", "source"
]


def measure(id, *, level=None, table=None, group=None, group_file=None, value_added=None,
    economy=None, partner=None, industry=None, satellite=None, prices=None, approach=None,
    perspective=None, inventories=None, extract=None, elasticities=None, industries=None,
    perimeter=None, progress=None):
    """Compute measures of trade in value added.

    Compute one or more measures of one or more tables. ikat measures lists them; ikat measures ID
    explains one.

    Several tables are stacked under a year column. Several measures, or several levels, make a
    frame each and share the work of a table; on the command line they go into a folder.

    Parameters
    ----------
    id : text, or list of them
        the measure: exports, va-origin, va-final, vax, bm, imports, shares, participation,
        participation-output, position, length, apl, chain-income, multipliers, rca, gains, tiva,
        footprint, vs, my, kww, wwz (for instance bm)
    level : text, or list of them
        detail of the rows; each measure's declaration lists those it has, the first being the
        default: country, sector, bilateral, bilateral-sector, pairs, product, product-sector, link,
        industry (for instance bilateral-sector)
    table : table, or list of them
        tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file;
        several are stacked under a year column (default: the one of ikat use, else the newest at
        hand that has the economy)
    group : group, or list of them
        take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known
        group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX)
    group_file : file
        groups from a CSV with the header group,economy
    value_added : text
        value added: residual (output less inputs) or reported (the table's own row): residual,
        reported (default: residual)
    economy : economy, or list of them
        keep only these economies (for instance IDN,IND)
    partner : economy, or list of them
        keep only these partners, where the level has some (for instance CHN)
    industry : industry, or list of them
        keep only these industries, where the level has some (for instance c14)
    satellite : file
        CSV of quantities by sector (jobs, emissions, ...): economy,industry,NAME,...; units in the
        second row; a first column year for several tables; or the name of jobs or emissions that
        are kept (ikat tables get)
    prices : whole number
        real terms: amounts of several years as chained volumes at the prices of this year, where
        tables in previous year's prices (NAME-pyp) are at hand or named beside the others (default:
        each year's own prices)
    approach : text
        bm: when a value that crosses the exporter's border more than once is counted: the first
        time (source) or the last (sink): source, sink
    perspective : text
        bm: what must be crossed twice for a value to be counted twice: the exporter's border
        (exporter), any foreign border (world), or the flow of the row itself (self): exporter,
        world, self
    inventories : text
        position: what changes in inventories are: final use, or spread over the sector's other uses
        in proportion, as in the published series of Antràs and Chor: final, spread
    extract : text
        multipliers: list who loses output without an industry (c15), an economy (DEU), a sector
        (DEU_c15), or what one buys of another (CHN:USA, CHN_c14:USA_c15)
    elasticities : elasticities
        gains: trade elasticities by industry: a set by its name, a number for all, or a CSV file
        (industry,theta). The one-sector gains always take 5: recommended, recommended-low,
        recommended-high, cp-full, cp-99, cp-97.5, cp-counterfactual, fgo, caliendo-parro, uniform
    industries : text
        gains: separate; or merged: textiles with leather, retail and wholesale trade together,
        private households with other services, as in the paper: separate, merged
    perimeter : text
        my: the border at which a value that crosses again is counted twice: the exporter's
        (country), that between exporter and importer (bilateral), or any (world): country,
        bilateral, world
    """
    return ask(
        {"command": ["measure"], "address": "/api/v1/measure/{id}"},
        {
            "id": (id, "text", True),
            "level": (level, "text", False),
            "table": (table, "table", False),
            "group": (group, "text", False),
            "group-file": (group_file, "file", False),
            "value-added": (value_added, "text", False),
            "economy": (economy, "text", False),
            "partner": (partner, "text", False),
            "industry": (industry, "text", False),
            "satellite": (satellite, "file", False),
            "prices": (prices, "text", False),
            "approach": (approach, "text", False),
            "perspective": (perspective, "text", False),
            "inventories": (inventories, "text", False),
            "extract": (extract, "text", False),
            "elasticities": (elasticities, "text", False),
            "industries": (industries, "text", False),
            "perimeter": (perimeter, "text", False),
        },
        progress,
    )


def profile(economy, *, level=None, with_=None, table=None, group=None, group_file=None,
    value_added=None, progress=None):
    """An economy's place in global value chains, on one page.

    What an economy exports, who earns on it, how it takes part in global value chains, its main
    partners and industries, and how that has changed over the years at hand. One table brings its
    earlier years along.

    Where no table is named and the usual one lacks the economy, the answer is from published
    figures, and says so.

    With with_ two to five economies stand side by side: their exports and part in value chains,
    industries, borders, logistics and small firms. All are from the table where it has all of them,
    and else all from published figures.

    Parameters
    ----------
    economy : economy
        code (CHN) or name (China) (for instance CHN)
    level : text
        rows: the years, industries, suppliers, buyers or users of the page: years, industries,
        suppliers, buyers, users (default: years)
    with_ : economy, or list of them
        set these beside it, five in all at most: codes, names, or groups as medians of their
        members (for instance CHN,JPN)
    table : table, or list of them
        tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file;
        several are stacked under a year column (default: the one of ikat use, else the newest at
        hand that has the economy)
    group : group, or list of them
        take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known
        group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX)
    group_file : file
        groups from a CSV with the header group,economy
    value_added : text
        value added: residual (output less inputs) or reported (the table's own row): residual,
        reported (default: residual)

    References
    ----------
    Borin, Mancini (2019), World Bank Policy Research Working Paper 8804
    """
    return ask(
        {"command": ["profile"], "address": "/api/v1/profile/{economy}"},
        {
            "economy": (economy, "text", True),
            "level": (level, "text", False),
            "with": (with_, "text", False),
            "table": (table, "table", False),
            "group": (group, "text", False),
            "group-file": (group_file, "file", False),
            "value-added": (value_added, "text", False),
        },
        progress,
    )


def chain(product, *, to=None, level=None, mend=None, worth=None, draws=None, seed=None, stats=None,
    table=None, border=None, theta=None, container_value=None, missing=None, borderless=None,
    goods=None, benchmark=None, progress=None):
    """What borders cost along a product's chain, and its weakest links.

    Follow a product to its first inputs and add up what borders cost on the way, in money and in
    time: every input that crosses a border carries the cost of all the borders before it. PRODUCT
    is ECONOMY:INDUSTRY, such as CHN:c14, or a code of the Harmonized System, such as CHN:hs8544.30,
    which has the inputs of the industry that makes it.

    Three weakest links are named, and never merged: the dearest border, the slowest input, and the
    least reliable supplier (which needs your own data: bom). Each comes with what mending it would
    save, and with how often it keeps its rank when the cost of a day is taken to be lower or
    higher.

    Parameters
    ----------
    product : product
        ECONOMY:INDUSTRY, or a product of the Harmonized System: VNM:hs8544.30 (for instance
        CHN:c14)
    to : economy
        economy the product is delivered to: a code or name (for instance USA)
    level : text
        rows: every link, whose procedures (side), the slowest inputs (slow), the stages that add up
        to the price (layer), days at borders (day), what all borders together come to (total):
        link, side, slow, layer, day, total (default: link)
    mend : text
        ease a border and solve again: ORIGIN:INDUSTRY:DESTINATION=50% (or =5d, days),
        ECONOMY:export=50%, ECONOMY:import=50%; with worth an economy may be one class of its firms,
        KOR/sme (for instance CHN:export=50%)
    worth : yes or no
        with mend: the rows of what it is worth to every economy, in general equilibrium (default:
        false)
    draws : whole number
        how often what is not known (elasticities, costs at borders, firms' shares by industry) is
        drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0)
    seed : whole number
        of the draws: the same seed draws the same (default: 1)
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    missing : text
        economies without border data: members (a group of economies is as those in it, an economy
        as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all),
        value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members)
    borderless : text, or list of them
        economies without borders among themselves: eu (its members in the table's year), none, or
        CODE,CODE,...; repeat it for several sets (default: eu)
    goods : industry, or list of them
        industries whose sales pass border procedures (default: those that make goods) (for instance
        c4,c14)
    benchmark : text
        what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean
        (default: frontier)

    References
    ----------
    Rouzet, Miroudot (2013), OECD Trade Policy Papers 162; Diakantoni, Escaith, Roberts, Verbeet
    (2017), WTO Staff Working Paper ERSD-2017-05
    """
    return ask(
        {"command": ["chain"], "address": "/api/v1/chain/{product}"},
        {
            "product": (product, "text", True),
            "to": (to, "text", False),
            "level": (level, "text", False),
            "mend": (mend, "text", False),
            "worth": (worth, "text", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
            "stats": (stats, "file", False),
            "table": (table, "table", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
            "missing": (missing, "text", False),
            "borderless": (borderless, "text", False),
            "goods": (goods, "text", False),
            "benchmark": (benchmark, "text", False),
        },
        progress,
    )


def chains(*, part=None, to=None, table=None, border=None, theta=None, container_value=None,
    missing=None, borderless=None, goods=None, benchmark=None, progress=None):
    """Where borders weigh most: every product of a table.

    Every product of the table by what borders add to it, and, for each exporter, the foreign
    borders that cost its chains most.

    Parameters
    ----------
    part : text, or list of them
        rows: products, or sides, the foreign procedures: products, sides (default: products,sides)
    to : economy
        economy the product is delivered to: a code or name (for instance USA)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    missing : text
        economies without border data: members (a group of economies is as those in it, an economy
        as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all),
        value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members)
    borderless : text, or list of them
        economies without borders among themselves: eu (its members in the table's year), none, or
        CODE,CODE,...; repeat it for several sets (default: eu)
    goods : industry, or list of them
        industries whose sales pass border procedures (default: those that make goods) (for instance
        c4,c14)
    benchmark : text
        what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean
        (default: frontier)

    References
    ----------
    Rouzet, Miroudot (2013), OECD Trade Policy Papers 162; Diakantoni, Escaith, Roberts, Verbeet
    (2017), WTO Staff Working Paper ERSD-2017-05
    """
    return ask(
        {"command": ["chain", "--all"], "address": "/api/v1/chains"},
        {
            "part": (part, "text", False),
            "to": (to, "text", False),
            "table": (table, "table", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
            "missing": (missing, "text", False),
            "borderless": (borderless, "text", False),
            "goods": (goods, "text", False),
            "benchmark": (benchmark, "text", False),
        },
        progress,
    )


def bom(*, bom=None, bill=None, border=None, theta=None, container_value=None, missing=None,
    benchmark=None, progress=None):
    """Your own chain: a bill of materials.

    Analyse a bill of materials: stages with their economies, shares, days, reliability, standards,
    capacity and terms of payment. The dearest legs, whose border procedures, the longest path and
    the least reliable supplier, and what mending each would bring.

    Parameters
    ----------
    bom : file
        your own chain: a bill of materials in YAML or CSV (docs/schema/bom.md)
    bill : text of a file
        the bill of materials as text, in place of a file
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    missing : text
        economies without border data: members (a group of economies is as those in it, an economy
        as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all),
        value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members)
    benchmark : text
        what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean
        (default: frontier)

    References
    ----------
    Rouzet, Miroudot (2013), OECD Trade Policy Papers 162; Diakantoni, Escaith, Roberts, Verbeet
    (2017), WTO Staff Working Paper ERSD-2017-05
    """
    return ask(
        {"command": ["chain"], "address": "/api/v1/bom"},
        {
            "bom": (bom, "file", False),
            "bill": (bill, "text", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
            "missing": (missing, "text", False),
            "benchmark": (benchmark, "text", False),
        },
        progress,
    )


def networks(*, bom=None, bill=None, against=None, rival=None, day_cost=None, part=None,
    border=None, theta=None, container_value=None, missing=None, progress=None):
    """Your own chain against a rival's: which lands cheaper, and what would turn it.

    Compare two bills of materials for the same customer: landed price, days, reliability, standards
    that are lacking, what waiting for payment costs, and the weakest link of each. For each single
    number of the dearer one: the value at which both cost the same. And where its file lists
    measures with their costs: the cheapest set that turns the result.

    The landed price counts all days of the chain at one cost of a day; it is a scenario, not a
    forecast of who wins.

    Parameters
    ----------
    bom : file
        your own chain (docs/schema/bom.md)
    bill : text of a file
        your own chain as text, in place of a file
    against : file
        the rival's chain, a file of the same kind
    rival : text of a file
        the rival's chain as text, in place of a file
    day_cost : share
        cost of a day on the way, per cent of the product's value (default: 0.8%)
    part : text
        which rows: compare, turns, measures (default: compare)
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    missing : text
        economies without border data: members (a group of economies is as those in it, an economy
        as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all),
        value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members)

    References
    ----------
    docs/methods/networks.md
    """
    return ask(
        {"command": ["chain"], "address": "/api/v1/networks"},
        {
            "bom": (bom, "file", False),
            "bill": (bill, "text", False),
            "against": (against, "file", False),
            "rival": (rival, "text", False),
            "day-cost": (day_cost, "text", False),
            "part": (part, "text", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
            "missing": (missing, "text", False),
        },
        progress,
    )


def asked(product, *, to=None, survey=None, firms=None, mapping=None, buyer=None, sheet=None,
    requirements=None, bundles=None, knock_outs=None, in_use=None, sectors=None, small_share=None,
    small_sales=None, large_sales=None, years=None, rate=None, part=None, table=None, border=None,
    theta=None, container_value=None, missing=None, borderless=None, goods=None, progress=None):
    """What requirements add along a product's chain: the fourth weakest link.

    Follow a product as chain does, and let suppliers bear what a buyer's sheet costs them: outlays
    spread over years and what is paid each year, over their sales abroad, as small and as large
    firms. It is one more part of what a link costs, in the same exact sum; the four weakest links
    (cost, time, reliability, requirement) stand side by side and are never merged. Suppliers are
    asked where their industry is the product's.

    Here requirements are held, and their cost is on the links. With survey of suppliers' firms the
    requirement is a link of a second kind too: the share of their capacity that it stops, by
    market, between bounds where the survey does not ask. What meeting requirements for the first
    time would be worth is worth; none of these is added to another.

    Parameters
    ----------
    product : product
        ECONOMY:INDUSTRY, or a product of the Harmonized System: VNM:hs8544.30 (for instance
        CHN:c14)
    to : economy
        economy the product is delivered to: a code or name (for instance USA)
    survey : file
        a survey of firms, CSV or a workbook (docs/schema/survey.md)
    firms : text of a file
        the survey as CSV text, in place of a file
    mapping : file
        what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's
        Enterprise Surveys)
    buyer : buyer's sheet
        what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us,
        vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file
        (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us)
    sheet : text of a file
        a buyer's sheet as CSV text, alone or in place of lines of buyer
    requirements : file
        a file of requirements of your own, or with costs of your own (docs/schema/requirements.md)
    bundles : file
        a file of actions that meet several requirements at once (docs/schema/requirements.md)
    knock_outs : yes or no
        only what the buyer cannot do without
    in_use : number
        capacity in use, per cent, above which a firm has none to spare (default: 80)
    sectors : text, or list of them
        the table's industry of a value of the mapping's variable industry, or of the survey's
        industry of sampling: VALUE=INDUSTRY (default: all goods industries alike)
    small_share : share
        share of what suppliers sell that small firms sell (default: 30%)
    small_sales : number
        sales a year of a small supplier on links that need it, US$ (default: 2000000)
    large_sales : number
        the same of a large one (default: 36000000)
    years : whole number
        years over which outlays are spread whose evidence does not end (default: 5)
    rate : share
        interest a year at which they are (default: 12%)
    part : text
        which rows: suppliers, links, stopped (default: suppliers)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    missing : text
        economies without border data: members (a group of economies is as those in it, an economy
        as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all),
        value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members)
    borderless : text, or list of them
        economies without borders among themselves: eu (its members in the table's year), none, or
        CODE,CODE,...; repeat it for several sets (default: eu)
    goods : industry, or list of them
        industries whose sales pass border procedures (default: those that make goods) (for instance
        c4,c14)

    References
    ----------
    Rouzet, Miroudot (2013), OECD Trade Policy Papers 162; Diakantoni, Escaith, Roberts, Verbeet
    (2017), WTO Staff Working Paper ERSD-2017-05; docs/methods/worth.md
    """
    return ask(
        {"command": ["chain"], "address": "/api/v1/asked/{product}"},
        {
            "product": (product, "text", True),
            "to": (to, "text", False),
            "survey": (survey, "file", False),
            "firms": (firms, "text", False),
            "mapping": (mapping, "file", False),
            "buyer": (buyer, "text", False),
            "sheet": (sheet, "text", False),
            "requirements": (requirements, "file", False),
            "bundles": (bundles, "file", False),
            "knock-outs": (knock_outs, "text", False),
            "in-use": (in_use, "text", False),
            "sectors": (sectors, "text", False),
            "small-share": (small_share, "text", False),
            "small-sales": (small_sales, "text", False),
            "large-sales": (large_sales, "text", False),
            "years": (years, "text", False),
            "rate": (rate, "text", False),
            "part": (part, "text", False),
            "table": (table, "table", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
            "missing": (missing, "text", False),
            "borderless": (borderless, "text", False),
            "goods": (goods, "text", False),
        },
        progress,
    )


def border(*, economies=None, peers=None, level=None, costs=None, index=None, border=None,
    theta=None, container_value=None, progress=None):
    """What it takes to get a container across each border, and what that costs.

    Compare economies by the documents, days and dollars it takes to export and to import a
    container, by what that adds to the price of goods, and by the gap to the best and to peers.

    A day at the border costs more than it charges, and neither what a day costs nor what a
    container holds is known well. So costs of a container of manufactures come as a central
    estimate with the least and the most, and ranks as the interval they keep to. theta and
    container_value make costs those of goods that the user chooses.

    With level="trend" the rows are what borders took in each year of one table, hours and US$ apart
    where its method tells them: figures of two methods are never compared over time.
    level="logistics" gives the Logistics Performance Index with its publisher's own bounds on
    scores and ranks, level="readiness" Business Ready's trade topic. level="trade-costs" shows your
    copy of the ESCAP-World Bank Trade Cost Database (costs), with peers as partners.

    Parameters
    ----------
    economies : economy, or list of them
        keep only these economies; a group stands for its members (for instance VNM,THA,IDN)
    peers : economy, or list of them
        economies to measure gaps against (default: all others) (for instance MYS,SGP)
    level : text
        rows: economies compared, the years of one table (trend), the Logistics Performance Index
        (logistics), Business Ready (readiness), trade costs with partners (trade-costs), or an
        index of your own (index): compared, trend, logistics, readiness, trade-costs, index
        (default: compared)
    costs : file
        the ESCAP-World Bank Trade Cost Database for level="trade-costs": its workbook, a CSV, or
        the name under which it is kept (ikat tables get)
    index : file
        scores of your own for level="index", such as those of the UN Global Survey on Digital and
        Sustainable Trade Facilitation: a CSV of economy, year and a column a score, or the name of
        a kept one
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)

    References
    ----------
    World Bank, Doing Business; Hummels, Schaur (2013), American Economic Review 103; Djankov,
    Freund, Pham (2010), Review of Economics and Statistics 92
    """
    return ask(
        {"command": ["border"], "address": "/api/v1/border"},
        {
            "economies": (economies, "text", False),
            "peers": (peers, "text", False),
            "level": (level, "text", False),
            "costs": (costs, "file", False),
            "index": (index, "file", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
        },
        progress,
    )


def economies(*, economies=None, progress=None):
    """What is known of each economy of Asia and the Pacific without a table.

    What is known of each of ESCAP's 53 members and 9 associate members, or of the economies named,
    before any table is opened: published indicators of value chains, what borders ask for,
    logistics, statistics of small firms, and whether a table can be estimated.

    Indicators were computed from the ADB's tables by ksreyes/mrio-processing. Every figure says its
    year; an empty cell is not published.

    Parameters
    ----------
    economies : text, or list of them
        only these economies: codes or names (for instance VNM,KIR)

    References
    ----------
    docs/indicators.md says whose figures these are
    """
    return ask(
        {"command": ["economies"], "address": "/api/v1/economies"},
        {
            "economies": (economies, "text", False),
        },
        progress,
    )


def brief(economy, *, table=None, progress=None):
    """A note on an economy in five messages, for a minister.

    Messages on an economy, each with its numbers: how its part in value chains has changed, whose
    work is inside its exports and who buys them, what its borders ask for beside its neighbours,
    what small firms earn, and which border it would gain most from mending. Its neighbours are the
    economies of its subregion of ESCAP.

    Where the table has the economy, the messages are computed from it; otherwise they are published
    figures, and say so. A message that the data do not allow is left out, and the note says which.

    Parameters
    ----------
    economy : economy
        code (VNM) or name (Viet Nam) (for instance IDN)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)

    References
    ----------
    docs/pages.md says where each message comes from
    """
    return ask(
        {"command": ["brief"], "address": "/api/v1/brief/{economy}"},
        {
            "economy": (economy, "text", True),
            "table": (table, "table", False),
        },
        progress,
    )


def compare(economies, *, peers=None, topic=None, year=None, table=None, progress=None):
    """Two to five economies side by side, with peers: value chains, borders, logistics, small firms.

    Two to five economies side by side: exports and their part in value chains, hours and US$ at
    borders, logistics, readiness for trade, and small firms, each with its range where it has one,
    its year and its source. peers adds the median and the range of others, a group (ASEAN, SAARC)
    or economies by name.

    Of each figure the last year is shown that all have. Published figures serve where no table is
    named; with table the figures of value chains are from the table. Rank 1 is the best: of hours
    and costs the least, of scores the most. Exports and participation have no best and so no rank;
    what each economy defines in its own way has no median either.

    Parameters
    ----------
    economies : economy, or list of them
        two to five, codes or names; a group (ASEAN, RCEP/2024) is a column of its members' medians
        (for instance CHN,JPN)
    peers : economy, or list of them
        whose median and range stand beside them: economies, or groups by name (ASEAN) (for instance
        ASEAN)
    topic : text, or list of them
        only figures of these topics: trade, borders, logistics, readiness, firms (for instance
        borders)
    year : whole number
        year of the figures, or the nearest that has them (default: the last that all have)
    table : table
        take the figures of value chains from this table: NAME/YEAR, or on the command line the path
        of a file (default: published figures)

    References
    ----------
    docs/indicators.md says whose figures these are
    """
    return ask(
        {"command": ["compare"], "address": "/api/v1/compare/{economies}"},
        {
            "economies": (economies, "text", True),
            "peers": (peers, "text", False),
            "topic": (topic, "text", False),
            "year": (year, "text", False),
            "table": (table, "table", False),
        },
        progress,
    )


def competitiveness(economy, *, level=None, peers=None, industry=None, year=None, indicators=None,
    only=None, weight=None, treat=None, lacking=None, normalise=None, weigh=None, aggregate=None,
    cover=None, draws=None, seed=None, progress=None):
    """What makes an economy competitive, by level, its rank among others and how far that rank can be trusted.

    How an economy stands among others at each level that competitiveness is discussed at:
    endowments, the macroeconomy, firms and their clusters, the business environment, logistics,
    borders, and what its exports achieve as a whole and in an industry. Figures are those that ikat
    carries, and your own (a CSV, indicators="FILE"); a level without any is empty, and is said to
    be.

    The index over all levels is made as the OECD's and JRC's handbook says, never shown without its
    parts, and made again with other choices of treating outliers, normalising, weighing and
    aggregating, and with figures drawn from within their own bounds: each rank stands with the
    interval in which it lies in nine of ten ways. Where that interval is wide, the rank says
    little, and the parts say more.

    Parameters
    ----------
    economy : economy
        economy, by code or name (for instance VNM)
    level : text
        rows: every economy's index with its levels, every figure behind it, or what each choice
        does to the rank: index, parts, choices (default: index)
    peers : economy, or list of them
        whom it stands among: economies, or groups by name (ASEAN) (default: members and associate
        members of ESCAP)
    industry : text
        industry whose exports are judged, c1 to c35: c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11,
        c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29,
        c30, c31, c32, c33, c34, c35 (default: the one of which it exports most)
    year : whole number
        take the last figures up to this year (default: the last there are)
    indicators : file, or list of them
        figures of your own, a CSV (docs/schema/indicators.md), or the name of scores that are kept
        (ikat tables get); repeat it for several
    only : text, or list of them
        levels to take: endowments, macro, firms, business, logistics, borders, exports, industry
        (default: all that have figures)
    weight : text, or list of them
        weight of a level, as borders=2; others count 1; repeat it for several (for instance
        borders=2)
    treat : text
        outliers: as they are, or drawn in to the next figure (winsorise): none, winsorise (default:
        none)
    lacking : text
        figures that an economy lacks: left out, or the others' median: leave-out, median (default:
        leave-out)
    normalise : text
        scale of figures: between the least and the most, z-scores, or ranks: min-max, z-scores,
        ranks (default: min-max)
    weigh : text
        weights: each level alike, each figure alike, or by principal components: pillars,
        indicators, components (default: pillars)
    aggregate : text
        over levels: arithmetic or geometric mean, or economies beaten less those lost to
        (copeland): arithmetic, geometric, copeland (default: arithmetic)
    cover : share
        economies with a smaller part of the figures are left out (default: 60%)
    draws : whole number
        how often the index is made again (default: 1000)
    seed : whole number
        of the draws: the same seed gives the same draws (default: 1)

    References
    ----------
    OECD and JRC (2008), Handbook on Constructing Composite Indicators; Saisana, Saltelli, Tarantola
    (2005), Journal of the Royal Statistical Society A 168; levels after Porter, Delgado, Ketels,
    Stern (2008), Global Competitiveness Report 2008-2009
    """
    return ask(
        {"command": ["competitiveness"], "address": "/api/v1/competitiveness/{economy}"},
        {
            "economy": (economy, "text", True),
            "level": (level, "text", False),
            "peers": (peers, "text", False),
            "industry": (industry, "text", False),
            "year": (year, "text", False),
            "indicators": (indicators, "file", False),
            "only": (only, "text", False),
            "weight": (weight, "text", False),
            "treat": (treat, "text", False),
            "lacking": (lacking, "text", False),
            "normalise": (normalise, "text", False),
            "weigh": (weigh, "text", False),
            "aggregate": (aggregate, "text", False),
            "cover": (cover, "text", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
        },
        progress,
    )


def integration(group, *, level=None, market=None, table=None, trade=None, reported=None,
    product=None, classes=None, progress=None):
    """How far a group of economies trades with itself, in gross exports and in value added.

    How far the members of a group trade with each other: the share of their trade that stays
    inside, how much more that is than their weight in world trade, whether they prefer each other
    to others, how far parts come from inside and final goods go outside, and how far they sell what
    they buy; by year, in gross exports and in value added from where it is made to where it is
    used.

    Groups are those that ikat knows, with their members in the table's year (ASEAN, RCEP/2024), or
    economies of your own (CHN+JPN+KOR). Members that a table lacks are named. Without a table the
    answer is published, for ASEAN, EAEU, EU, NAFTA and SAFTA.

    With trade the answer is of trade by product: how much of it is parts and components, and which
    products (those of product, such as machinery) go in triangles; ikat region has all choices of
    that.

    Parameters
    ----------
    group : text
        a known group (ASEAN), with its members in a year (RCEP/2024), a group of your own
        (CHN+JPN+KOR), or all (for instance NAFTA)
    level : text
        rows: groups by year, a group's members, pairs of members, or triangles of a supplier of
        parts, a maker and a market outside, or makers with what they buy inside and sell markets
        outside: groups, members, pairs, triangles, makers (default: groups)
    market : text, or list of them
        markets outside of triangles and makers: economies, or groups (EU) with their members
        (default: all outside the group)
    table : table, or list of them
        tables: NAME/YEAR, NAME/* for all its years, or on the command line the path of a file;
        several are stacked under a year column (default: the one of ikat use, else the newest at
        hand that has the economy)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: none: gross exports and value added by industry)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    product : text, or list of them
        keep only products whose codes begin so (for instance c14)
    classes : file, or list of them
        CSV of corresponding codes that leads from the products to BEC4; repeat it for two that meet

    References
    ----------
    Frankel (1997), Regional Trading Blocs in the World Economic System; Iapadre (2006), in De
    Lombaerde (ed.), Assessment and Measurement of Regional Integration; Michaely (1996), World Bank
    Policy Research Working Paper 1676
    """
    return ask(
        {"command": ["integration"], "address": "/api/v1/integration/{group}"},
        {
            "group": (group, "text", True),
            "level": (level, "text", False),
            "market": (market, "text", False),
            "table": (table, "table", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "product": (product, "text", False),
            "classes": (classes, "file", False),
        },
        progress,
    )


def products(measure, *, level=None, trade=None, reported=None, economy=None, partner=None,
    product=None, digits=None, classification=None, classes=None, income=None, growth=None,
    pairs=None, elasticity=None, spread=None, band=None, own=None, higher=None, smallest=None,
    least=None, progress=None):
    """Measures of trade by product: advantage, concentration, unit values, complexity.

    Compute a measure of trade by product:

    Trade by product is what ikat trade add has kept of BACI, UN Comtrade, WITS or a CSV of your
    own; a table's exports by industry serve in its place, so that everything works at once.
    docs/methods/products.md has formulas and papers.

    Parameters
    ----------
    measure : text
        the measure: totals, rca, concentration, margins, changes, unit-values, intra, composition,
        sophistication, complexity, proximity, density, pairs, potential, survival (for instance
        rca)
    level : text
        detail of the rows; each measure lists those it has, the first being the default: economy,
        products, pair, product, flow, class, spell (for instance economy)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: apx/2008)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    economy : economy, or list of them
        keep only these economies (for instance IDN,IND)
    partner : economy, or list of them
        keep only these partners, where the level has some (for instance CHN)
    product : text, or list of them
        keep only products whose codes begin so (for instance c14)
    digits : whole number
        add products up to so many digits of their codes first (default: as they are)
    classification : text
        classes of composition: use (tables), section, hs2, hs4, stage (of BEC Rev. 4), parts, bec4,
        isic3, isic4, cpc1, lall, or a column of classes (default: section)
    classes : file, or list of them
        CSV of corresponding codes, such as HS2017,BEC4, as the UN and WITS publish them; repeat it
        for two that meet
    income : file
        CSV of GDP per capita: economy,year,gdp_per_capita
    growth : file
        CSV of growth to come: economy,gdp_ratio,population_ratio
    pairs : file
        CSV of distances and tariffs: exporter,importer,product,distance_km,tariff
    elasticity : number
        of demand in income per head, of export potential (default: 1)
    spread : share
        unit values that differ by less are alike (default: 25%)
    band : text
        of ratios that are alike: symmetric (1-a to 1+a) or inverse (1/(1+a) to 1+a): symmetric,
        inverse (default: symmetric)
    own : yes or no
        count a product as near to itself (default: true)
    higher : economy
        an economy above the mean of complexity, which gives the sign (default: what rises with
        diversity)
    smallest : number
        leave out economies that export less, in the unit of the data (default: 0)
    least : number
        flows below are none, for changes and survival, in the unit of the data (default: 0)

    References
    ----------
    each measure's own paper, named in its notes and in docs/methods/products.md
    """
    return ask(
        {"command": ["products"], "address": "/api/v1/products/{measure}"},
        {
            "measure": (measure, "text", True),
            "level": (level, "text", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "economy": (economy, "text", False),
            "partner": (partner, "text", False),
            "product": (product, "text", False),
            "digits": (digits, "text", False),
            "classification": (classification, "text", False),
            "classes": (classes, "file", False),
            "income": (income, "file", False),
            "growth": (growth, "file", False),
            "pairs": (pairs, "file", False),
            "elasticity": (elasticity, "text", False),
            "spread": (spread, "text", False),
            "band": (band, "text", False),
            "own": (own, "text", False),
            "higher": (higher, "text", False),
            "smallest": (smallest, "text", False),
            "least": (least, "text", False),
        },
        progress,
    )


def product(product, *, to=None, level=None, table=None, trade=None, reported=None, pairs=None,
    progress=None):
    """One product: the industry that makes it, partners, unit values, tariffs, cost of a day, container value.

    What is known of one product of the Harmonized System as an economy sells it: its class of use
    (BEC Rev. 4), its place in the Central Product Classification (CPC Version 1) and its industries
    (ISIC Rev. 3 and 4), the industry of a table whose inputs stand for its own, who buys it and who
    else sells it to to, with shares, unit values and tariffs (pairs="FILE"), what a day costs it
    and what a container of it is worth.

    ikat chain ECONOMY:hs8544.30 follows it through the table by that industry. Trade by product is
    what ikat trade add has kept; where there is none, the industry's own trade stands in its place,
    and is said to.

    Parameters
    ----------
    product : product
        ECONOMY:PRODUCT, the product a code of the Harmonized System or an industry of the table
        (for instance IDN:hs8544.30)
    to : economy
        the market (default: the largest buyer)
    level : text
        rows: facts of the product, its buyers, or those who sell it to the market: facts, buyers,
        sellers (default: facts)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: apx/2008)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    pairs : file
        CSV of tariffs: exporter,importer,product,tariff

    References
    ----------
    United Nations Statistics Division, correspondence of HS 2017 with BEC Rev. 4, CPC and ISIC;
    docs/methods/products.md
    """
    return ask(
        {"command": ["product"], "address": "/api/v1/product/{product}"},
        {
            "product": (product, "text", True),
            "to": (to, "text", False),
            "level": (level, "text", False),
            "table": (table, "table", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "pairs": (pairs, "file", False),
        },
        progress,
    )


def opportunities(economy, *, by=None, trade=None, reported=None, product=None, pairs=None,
    own=None, served=None, top=None, progress=None):
    """Products near what an economy's firms make: demand, borders on the way, what buyers ask, small firms' part.

    Products that an economy does not yet sell more of than the world does, the nearest to what its
    firms are good at first: how near, how complex, what they would open; how much the world buys
    and whether that grows; the largest market that it hardly serves, with the days and the cost of
    the borders between and the tariff (pairs="FILE"); which buyers' sheet there is, with how much
    it asks that nobody else does; and between which shares of such exports small firms lie in that
    economy today.

    The rows are in the order of four things together: how near a product is, what it would open,
    how much the market that is hardly served buys, and what the borders on the way cost. Each is
    the share of these products that are no better in it, and stands in a column of its own; ranks
    run over leaving any one of the four out. by orders the rows by one thing alone.

    It is a list to act on and no forecast: that products are near is seen in who sells both, and
    promises nothing.

    Parameters
    ----------
    economy : economy
        the economy whose firms would sell (for instance IDN)
    by : text
        what orders the rows: nearness, what it would open, the market's demand and the borders on
        the way together, or nearness, what it would open, complexity or the world's demand alone:
        together, density, gain, pci, demand (default: together)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: apx/2008)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    product : text, or list of them
        keep only products whose codes begin so (for instance c14)
    pairs : file
        CSV of tariffs: exporter,importer,product,tariff
    own : yes or no
        count a product as near to itself (default: true)
    served : share
        a market is hardly served where it buys less than this share from the economy (default: 5%)
    top : whole number
        products to show (default: 50)

    References
    ----------
    Hidalgo and others (2007), Science 317; Hausmann, Hidalgo and others (2014), The Atlas of
    Economic Complexity; docs/methods/opportunities.md
    """
    return ask(
        {"command": ["opportunities"], "address": "/api/v1/opportunities/{economy}"},
        {
            "economy": (economy, "text", True),
            "by": (by, "text", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "product": (product, "text", False),
            "pairs": (pairs, "file", False),
            "own": (own, "text", False),
            "served": (served, "text", False),
            "top": (top, "text", False),
        },
        progress,
    )


def region(group, *, level=None, trade=None, reported=None, product=None, classes=None, top=None,
    progress=None):
    """A group's trade with itself by product: shares, intensity, parts and components, triangles.

    How far the members of a group trade with each other, by year: the share of their trade that
    stays inside, how much more that is than their weight in the world, whether they prefer each
    other (introversion), and how much of it is parts and components; for members, for each pair,
    and for triangles: parts that one member sells another for final goods that go to a market
    outside.

    Of a table's trade what buyers use as inputs stands for parts, the rest for final goods. Of
    trade by product parts are BEC 42 and 53, final goods the capital and consumer goods, by what
    ikat carries of the Harmonized System or by a concordance given as classes; product keeps some
    products, such as machinery: product="84,85,86,87,88,89,90,91,92". ikat integration asks the
    same of value added.

    Parameters
    ----------
    group : text
        a known group (ASEAN), with its members in a year (RCEP/2024), or economies of your own
        (CHN+JPN+KOR) (for instance CHN+JPN+KOR)
    level : text
        rows: the group by year, its members, pairs of members, or triangles, the largest first:
        group, members, pairs, triangles (default: group)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: apx/2008)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    product : text, or list of them
        keep only products whose codes begin so (for instance c14)
    classes : file, or list of them
        CSV of corresponding codes that leads from the products to BEC4; repeat it for two that meet
    top : whole number
        triangles to show (default: 50)

    References
    ----------
    Frankel (1997), Regional Trading Blocs in the World Economic System; Iapadre (2006), in De
    Lombaerde (ed.), Assessment and Measurement of Regional Integration; Ando, Kimura (2005), NBER
    working paper 10167
    """
    return ask(
        {"command": ["region"], "address": "/api/v1/region/{group}"},
        {
            "group": (group, "text", True),
            "level": (level, "text", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "product": (product, "text", False),
            "classes": (classes, "file", False),
            "top": (top, "text", False),
        },
        progress,
    )


def rank(*, table=None, for_=None, by=None, door=None, industry=None, exporter=None, importer=None,
    top=None, cut=None, elasticities=None, deficits=None, shares=None, draws=None, seed=None,
    stats=None, border=None, theta=None, container_value=None, missing=None, borderless=None,
    goods=None, benchmark=None, progress=None):
    """The borders in the world that are worth most to mend, and what they are worth.

    Rank every link in the world (importer x exporter x industry) by what a lower cost of delivery
    on it is worth to an economy, to several, to a sector or to the world, once prices, wages and
    trade have adjusted everywhere.

    Rows are in the order of the exact gain. One factorisation and one adjoint solve give an
    estimate for all links; as many as could be among the first are then solved in the whole model.

    Parameters
    ----------
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    for_ : text
        whose gain: world (the world's real final spending), sme:ECONOMY (the income of small and
        medium firms of it), ECONOMY[,ECONOMY...] (the real final spending of it), GROUP, such as
        ASEAN or LDC/2008 (the real final spending of it), ECONOMY_INDUSTRY (the real value added of
        it) (default: world)
    by : text
        what has a rank: link, pair, export-side, import-side, industry, door (default: link)
    door : text
        only links through this door of an economy whose small and large firms are told apart:
        exports, large, small, final, imports (for instance exports)
    industry : industry, or list of them
        only links of these industries; goods and services stand for many (for instance goods)
    exporter : economy, or list of them
        only links from these economies, or from one class of their firms: KOR/sme (for instance
        IDN)
    importer : economy, or list of them
        only links to these economies, or through one of their doors: KOR/large (for instance JPN)
    top : whole number
        how many ranks to show (default: 20)
    cut : share
        by how much mending lowers the cost of delivery on a link; or benchmark: border procedures
        no worse than benchmark (default: 5%)
    elasticities : elasticities, or list of them
        trade elasticities, the central ones first: sets, numbers for all industries, or CSV files
        (industry,theta): recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5,
        cp-counterfactual, fgo, caliendo-parro, uniform (default:
        recommended,recommended-low,recommended-high,5)
    deficits : text
        trade deficits: held, or purged before anything else: held, purged (default: held)
    shares : text
        origins of inputs: pooled over uses, or use-specific: pooled, use-specific (default: pooled)
    draws : whole number
        how often what is not known (elasticities, costs at borders, firms' shares by industry) is
        drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0)
    seed : whole number
        of the draws: the same seed draws the same (default: 1)
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    theta : share, or list of them
        cost of a day, per cent of a good's value; several make a range (default: by industry, low,
        central and high)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    missing : text
        economies without border data: members (a group of economies is as those in it, an economy
        as in the nearest year, or as the OECD's high-income mean), oecd (the latter for all),
        value:DAYS_EX,COST_EX,DAYS_IM,COST_IM, mean[:CODE,...], exclude, error (default: members)
    borderless : text, or list of them
        economies without borders among themselves: eu (its members in the table's year), none, or
        CODE,CODE,...; repeat it for several sets (default: eu)
    goods : industry, or list of them
        industries whose sales pass border procedures (default: those that make goods) (for instance
        c4,c14)
    benchmark : text
        what a weak link is measured against: frontier, an economy, or CODE,CODE,... for their mean
        (default: frontier)

    References
    ----------
    Caliendo, Parro (2015), Review of Economic Studies 82
    """
    return ask(
        {"command": ["rank"], "address": "/api/v1/rank"},
        {
            "table": (table, "table", False),
            "for": (for_, "text", False),
            "by": (by, "text", False),
            "door": (door, "text", False),
            "industry": (industry, "text", False),
            "exporter": (exporter, "text", False),
            "importer": (importer, "text", False),
            "top": (top, "text", False),
            "cut": (cut, "text", False),
            "elasticities": (elasticities, "text", False),
            "deficits": (deficits, "text", False),
            "shares": (shares, "text", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
            "stats": (stats, "file", False),
            "border": (border, "text", False),
            "theta": (theta, "text", False),
            "container-value": (container_value, "text", False),
            "missing": (missing, "text", False),
            "borderless": (borderless, "text", False),
            "goods": (goods, "text", False),
            "benchmark": (benchmark, "text", False),
        },
        progress,
    )


def simulate(scenarios=None, *, scenario=None, table=None, level=None, economy=None, tariffs=None,
    stats=None, satellite=None, draws=None, seed=None, progress=None):
    """What would change if a border, a tariff or a supplier were different.

    Solve the scenarios of a file: tariffs, delivery costs, days and money at borders, preferences,
    productivity, a supplier that closes. Prices, wages, trade and output adjust everywhere (exact
    hat algebra with input-output linkages). The result is a scenario, not a forecast: it says what
    the change alone would do once everything has adjusted.

    A file looks like this (docs/methods/simulate.md lists every field; examples/ has six):

    KOR/sme and KOR/large are classes of an economy's firms; as importers they, and KOR/final, are
    who buys.

    Parameters
    ----------
    scenarios : file
        file of scenarios
    scenario : text of a file
        the scenarios as YAML or JSON, in place of a file
    table : table
        table: NAME/YEAR, or on the command line the path of a file (default: the scenario's, or
        apx/2008)
    level : text
        detail of the rows: economy, accounts, sector, trade, link, sme, class, convergence
        (default: economy)
    economy : economy, or list of them
        keep only these economies (or exporters); world is the world's row (for instance CHN,world)
    tariffs : file, or list of them
        tariffs in force before the scenarios: a CSV of rates, or what WITS gives for download;
        scenarios change them; or the name of tariffs that are kept (ikat tables get)
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    satellite : file
        jobs by sector, whose change is added to the rows by economy: CSV of quantities by sector
        (jobs, emissions, ...): economy,industry,NAME,...; units in the second row; a first column
        year for several tables; or the name of jobs or emissions that are kept (ikat tables get)
    draws : whole number
        how often what is not known (elasticities, costs at borders, firms' shares by industry) is
        drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0)
    seed : whole number
        of the draws: the same seed draws the same (default: 1)

    References
    ----------
    Caliendo, Parro (2015), Review of Economic Studies 82
    """
    return ask(
        {"command": ["simulate"], "address": "/api/v1/simulate"},
        {
            "scenarios": (scenarios, "file", True),
            "scenario": (scenario, "text", False),
            "table": (table, "table", False),
            "level": (level, "text", False),
            "economy": (economy, "text", False),
            "tariffs": (tariffs, "file", False),
            "stats": (stats, "file", False),
            "satellite": (satellite, "file", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
        },
        progress,
    )


def sme(economy, *, with_=None, stats=None, template=None, year=None, draws=None, seed=None,
    table=None, group=None, group_file=None, value_added=None, bounds=None, worth=None,
    va_within=None, imports_within=None, export_cap=None, free_final=None, progress=None):
    """What small and medium firms earn in exports: directly, through large exporters, and how surely that is known.

    Split an economy's industries into small and medium firms and large ones, consistently with the
    table to the last cell, and follow what each earns in exports. Statistics of firm size (shares
    of value added and of direct exports) are built in for some economies of Asia and the Pacific;
    stats gives your own, economy-wide or by industry: a CSV that template gives to fill in, or the
    file that the OECD (exports by business size) or the IFC (MSME Country Indicators) has for
    download.

    The statistics leave many splits possible. The point estimate is the one that adds least to
    them; the interval is what no split that agrees with them can leave. The last table says which
    further statistic would narrow it most.

    Where no table is named and the usual one lacks the economy, or with year, the answer is from
    published results of 62 economies and the newest published statistics: in closed form, without a
    table. Where nobody publishes how exports are split by firm size, it is a range over all that
    capacity allows, and no point.

    With with_ two to five economies stand side by side: from published figures, or point estimates
    on a table.

    Parameters
    ----------
    economy : economy
        code or name; statistics of firm size are built in for some economies (for instance KOR)
    with_ : economy, or list of them
        set these beside it, five in all at most: codes, names, or groups as medians of their
        members (for instance CHN,JPN)
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    template : yes or no
        give a form for statistics of your own instead of an answer
    year : whole number
        year of the published results to answer from, in place of a table (default: the table's;
        without a table the latest published)
    draws : whole number
        how often what is not known (elasticities, costs at borders, firms' shares by industry) is
        drawn, for ranges of 5 to 95% and how often signs and ranks hold; 0 for none (default: 0)
    seed : whole number
        of the draws: the same seed draws the same (default: 1)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    group : group, or list of them
        take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known
        group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX)
    group_file : file
        groups from a CSV with the header group,economy
    value_added : text
        value added: residual (output less inputs) or reported (the table's own row): residual,
        reported (default: residual)
    bounds : yes or no
        the interval that no split agreeing with the statistics leaves, and what further statistics
        would tell (default: true)
    worth : yes or no
        what each further statistic would do to the interval (default: true)
    va_within : number
        interval: a class's value added per output is within this factor of its industry's; 0 leaves
        it free (default: 1.25)
    imports_within : number
        interval: a class's imported inputs per output are within this factor of its industry's; 0
        leaves them free (default: 1.5)
    export_cap : yes or no
        interval: small firms export no larger a part of output than their industry (default: true)
    free_final : yes or no
        interval: leave open which class serves final users at home (default: false)
    """
    return ask(
        {"command": ["sme"], "address": "/api/v1/sme/{economy}"},
        {
            "economy": (economy, "text", True),
            "with": (with_, "text", False),
            "stats": (stats, "file", False),
            "template": (template, "text", False),
            "year": (year, "text", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
            "table": (table, "table", False),
            "group": (group, "text", False),
            "group-file": (group_file, "file", False),
            "value-added": (value_added, "text", False),
            "bounds": (bounds, "text", False),
            "worth": (worth, "text", False),
            "va-within": (va_within, "text", False),
            "imports-within": (imports_within, "text", False),
            "export-cap": (export_cap, "text", False),
            "free-final": (free_final, "text", False),
        },
        progress,
    )


def smes(*, stats=None, table=None, group=None, group_file=None, value_added=None, progress=None):
    """Small and medium firms of every economy with statistics, side by side.

    The point estimates of every economy of the table that has statistics of firm size, a row each.

    Parameters
    ----------
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    group : group, or list of them
        take economies as one, whose internal trade is not exports: NAME=CODE,CODE,..., or a known
        group (ASEAN, RCEP/2024); repeat it for several (for instance NAFTA=USA,CAN,MEX)
    group_file : file
        groups from a CSV with the header group,economy
    value_added : text
        value added: residual (output less inputs) or reported (the table's own row): residual,
        reported (default: residual)
    """
    return ask(
        {"command": ["sme", "--all"], "address": "/api/v1/smes"},
        {
            "stats": (stats, "file", False),
            "table": (table, "table", False),
            "group": (group, "text", False),
            "group-file": (group_file, "file", False),
            "value-added": (value_added, "text", False),
        },
        progress,
    )


def factors(economy, *, table=None, stats=None, rule=None, by=None, door=None, peers=None,
    border=None, container_value=None, elasticities=None, goods=None, draws=None, seed=None,
    bounds=None, programme=None, survey=None, firms=None, mapping=None, buyer=None, sheet=None,
    requirements=None, bundles=None, knock_outs=None, in_use=None, sectors=None, progress=None):
    """Which factor raises what small and medium firms make, how surely, and at whose expense.

    Small and large firms are suppliers of their own in the model of trade. Each factor lowers the
    cost of delivery on some of their links, widens what they can sell there, or changes the world
    around them: border procedures for exports and for imports by who imports, delivery through each
    door (abroad, to large firms, to small firms, to final users), qualification, productivity,
    tariffs and demand abroad, and linkage at constant prices.

    Rows are in the order of what small firms gain by the step, an exact solution. low and high are
    over draws of what is not known of the world's response, joint_low and joint_high over draws of
    small firms' shares by industry as well, shares_low and shares_high over all shares that the
    statistics allow. Effects are dollars of income per dollar of cost taken out; room is what
    peers' procedures would save.

    Parameters
    ----------
    economy : economy
        code or name; statistics of firm size are built in for some economies (for instance KOR)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    rule : text
        how economy-wide statistics become shares by industry: least-information, uniform (default:
        least-information)
    by : text
        a row a factor, or a factor and industry: factor, industry (default: factor)
    door : text
        only factors of this door: exports, large, small, final, imports (for instance large)
    peers : economy, or list of them
        economies whose border procedures are the room (default: all of the table that the border
        table has) (for instance JPN,SGP)
    border : border table, or list of them
        border table: NAME or NAME/YEAR of one that ikat carries (doing-business-2009,
        doing-business-2010, doing-business-2020/2014 to /2019), or a CSV file, of tariffs or time
        sensitivity too, or the name of tariffs that are kept (ikat tables get); may be repeated
        (default: the nearest to the table's year, else the newest) (for instance
        doing-business-2020/2019)
    container_value : number
        value of the goods in a container, US$ (default: by industry, low, central and high)
    elasticities : elasticities
        trade elasticities by industry: a set by its name, a number for all, or a CSV file
        (industry,theta): recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5,
        cp-counterfactual, fgo, caliendo-parro, uniform (default: recommended)
    goods : industry, or list of them
        industries whose sales pass border procedures (default: those that make goods) (for instance
        c4,c14)
    draws : whole number
        how often what is not known of the world's response is drawn; 0 for none (default: 500)
    seed : whole number
        of the draws: the same seed draws the same (default: 1)
    bounds : yes or no
        the ends over shares by industry of every measure, not only of those that reach all firms
        alike (default: true)
    programme : text, or list of them
        what the step of a factor costs whoever brings it about, in the table's unit, for the gain
        per dollar of it: FACTOR=COST or FACTOR:DOOR=COST (for instance qualification:exports=20)
    survey : file
        a survey of firms, CSV or a workbook (docs/schema/survey.md)
    firms : text of a file
        the survey as CSV text, in place of a file
    mapping : file
        what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's
        Enterprise Surveys)
    buyer : buyer's sheet
        what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us,
        vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file
        (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us)
    sheet : text of a file
        a buyer's sheet as CSV text, alone or in place of lines of buyer
    requirements : file
        a file of requirements of your own, or with costs of your own (docs/schema/requirements.md)
    bundles : file
        a file of actions that meet several requirements at once (docs/schema/requirements.md)
    knock_outs : yes or no
        only what the buyer cannot do without
    in_use : number
        capacity in use, per cent, above which a firm has none to spare (default: 80)
    sectors : text, or list of them
        the table's industry of a value of the mapping's variable industry, or of the survey's
        industry of sampling: VALUE=INDUSTRY (default: all goods industries alike)

    References
    ----------
    Caliendo, Parro (2015), Review of Economic Studies 82; Chaney (2008), American Economic Review
    98
    """
    return ask(
        {"command": ["factors"], "address": "/api/v1/factors/{economy}"},
        {
            "economy": (economy, "text", True),
            "table": (table, "table", False),
            "stats": (stats, "file", False),
            "rule": (rule, "text", False),
            "by": (by, "text", False),
            "door": (door, "text", False),
            "peers": (peers, "text", False),
            "border": (border, "text", False),
            "container-value": (container_value, "text", False),
            "elasticities": (elasticities, "text", False),
            "goods": (goods, "text", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
            "bounds": (bounds, "text", False),
            "programme": (programme, "text", False),
            "survey": (survey, "file", False),
            "firms": (firms, "text", False),
            "mapping": (mapping, "file", False),
            "buyer": (buyer, "text", False),
            "sheet": (sheet, "text", False),
            "requirements": (requirements, "file", False),
            "bundles": (bundles, "file", False),
            "knock-outs": (knock_outs, "text", False),
            "in-use": (in_use, "text", False),
            "sectors": (sectors, "text", False),
        },
        progress,
    )


def landed(file=None, *, offers=None, border=None, product=None, to=None, against=None, table=None,
    trade=None, reported=None, pairs=None, progress=None):
    """Which of several suppliers is cheapest on arrival, and what the others must give.

    Compare rival offers of the same product by what a piece costs on arrival: the price, procedures
    to export, freight, insurance, duty, procedures to import, the cost of goods under way and of
    the stock that variable days make necessary. Where an offer does not give its days and cost to
    export, those of its economy in the border table are taken.

    Of a product, ikat landed VNM:hs8544.30 to="JPN", the offers are filled in from trade by
    product: the economy's own and those of against, or else the largest sellers to the market, at
    their unit values, with tariffs (pairs="FILE"), the days and costs of both borders, what a day
    costs such goods and what a container of them is worth. Freight and insurance are not published
    and left at nothing. Where trade has no quantities, the offers are of US$ 100 of goods each, and
    only what borders and tariffs add differs.

    Parameters
    ----------
    file : file
        file of offers (docs/schema/landed.md)
    offers : text of a file
        the offers as YAML, in place of a file
    border : border table, or list of them
        border table: one that ikat carries, NAME or NAME/YEAR, or a CSV file (default: the newest)
    product : product
        ECONOMY:PRODUCT, in place of a file: the offers are filled in from trade by product (for
        instance CHN:hs8544.30)
    to : economy
        the market (default: the largest buyer)
    against : economy, or list of them
        rivals (default: the largest sellers to the market)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: apx/2008)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    pairs : file
        CSV of tariffs: exporter,importer,product,tariff
    """
    return ask(
        {"command": ["landed"], "address": "/api/v1/landed"},
        {
            "file": (file, "file", True),
            "offers": (offers, "text", False),
            "border": (border, "text", False),
            "product": (product, "text", False),
            "to": (to, "text", False),
            "against": (against, "text", False),
            "table": (table, "table", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "pairs": (pairs, "file", False),
        },
        progress,
    )


def requirements(words=None, *, topic=None, buyer=None, requirements=None, bundles=None,
    institutions=None, on=None, level=None, progress=None):
    """What buyers can ask beyond price: the registry of requirements.

    List the requirements that are known: standards, laws, and what buyers ask of quantity, time and
    money, with what shows them, what comes before them, what they cost and take a small and a large
    firm, and where each of these is from. One named by its id is told in full. Costs are judgement
    unless their row says that a fee or a rate was seen.

    Parameters
    ----------
    words : text
        an id, or words that all stand in the id, the name or the scope (for instance iso9001)
    topic : text
        only of this topic: law, finance, quality, process_approval, chemical, digital, reliability,
        security, environment, labour_social, product_safety, legality_origin, traceability,
        quantity, food_safety (for instance quality)
    buyer : buyer's sheet
        what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us,
        vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file
        (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us)
    requirements : file
        a file of requirements of your own, or with costs of your own (docs/schema/requirements.md)
    bundles : file
        a file of actions that meet several requirements at once (docs/schema/requirements.md)
    institutions : file
        institutions that issue evidence or may help: a file of your own
        (docs/schema/institutions.md) (default: an example of Indonesia, the Philippines and
        Thailand)
    on : text
        as of this day: what is superseded by then is left out (default: all, with what superseded
        them)
    level : text
        which rows: requirements, actions, support (default: requirements)

    References
    ----------
    docs/schema/requirements.md
    """
    return ask(
        {"command": ["requirements"], "address": "/api/v1/requirements/{words}"},
        {
            "words": (words, "text", True),
            "topic": (topic, "text", False),
            "buyer": (buyer, "text", False),
            "requirements": (requirements, "file", False),
            "bundles": (bundles, "file", False),
            "institutions": (institutions, "file", False),
            "on": (on, "text", False),
            "level": (level, "text", False),
        },
        progress,
    )


def ready(firm=None, *, answers=None, buyer=None, sheet=None, requirements=None, bundles=None,
    institutions=None, knock_outs=None, years=None, ready_by=None, fastest=None, level=None,
    template=None, progress=None):
    """What a firm lacks before a buyer, and the cheapest way there.

    Compare a firm with what a buyer asks: gaps, what is not known, the cheapest and the fastest way
    to close all gaps, with all that has to come first, a dated plan, cash by month, what expires
    when, and what the contract is worth before and after it. Quantity, lead time and reliability
    are requirements like others.

    The cheapest way is exact: no set of actions that can be carried out in some order costs less.
    Costs are judgement where their row says so, and come with the least and the most. What the firm
    does not say is neither held nor free: the cost if none of it is held stands beside the cost if
    all of it is.

    template gives a form of the buyer's questions to fill in, in a workbook or as CSV, which this
    question reads back.

    Parameters
    ----------
    firm : file
        the firm: YAML (docs/schema/firm.md), or a form that was filled in, as CSV or a workbook
    answers : text of a file
        the firm as text, in place of a file
    buyer : buyer's sheet
        what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us,
        vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file
        (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us)
    sheet : text of a file
        a buyer's sheet as CSV text, alone or in place of lines of buyer
    requirements : file
        a file of requirements of your own, or with costs of your own (docs/schema/requirements.md)
    bundles : file
        a file of actions that meet several requirements at once (docs/schema/requirements.md)
    institutions : file
        institutions that issue evidence or may help: a file of your own
        (docs/schema/institutions.md) (default: an example of Indonesia, the Philippines and
        Thailand)
    knock_outs : yes or no
        only what the buyer cannot do without
    years : number
        count the cost of staying qualified for so many years: renewals and yearly costs too (0 is
        the cost to qualify) (default: 0)
    ready_by : whole number
        be ready by this day, counted from the start (for instance 400)
    fastest : yes or no
        take the fastest way rather than the cheapest
    level : text
        which rows: gaps, plan, front, cash, evidence, money, support (default: gaps)
    template : yes or no
        give a form to fill in instead of an answer

    References
    ----------
    docs/methods/ready.md; Haslum, Slaney, Thiébaux (2012), Minimal landmarks for optimal
    delete-free planning, ICAPS
    """
    return ask(
        {"command": ["ready"], "address": "/api/v1/ready"},
        {
            "firm": (firm, "file", True),
            "answers": (answers, "text", False),
            "buyer": (buyer, "text", False),
            "sheet": (sheet, "text", False),
            "requirements": (requirements, "file", False),
            "bundles": (bundles, "file", False),
            "institutions": (institutions, "file", False),
            "knock-outs": (knock_outs, "text", False),
            "years": (years, "text", False),
            "ready-by": (ready_by, "text", False),
            "fastest": (fastest, "text", False),
            "level": (level, "text", False),
            "template": (template, "text", False),
        },
        progress,
    )


def stopped(*, survey=None, firms=None, mapping=None, buyer=None, sheet=None, requirements=None,
    bundles=None, knock_outs=None, by_variable=None, in_use=None, exchange_rate=None,
    ready_cost=None, ready_days=None, exposed=None, part=None, progress=None):
    """What stops the firms of a survey from supplying a buyer.

    Read a survey of firms with weights and say, for what a buyer asks, how many firms lack it, how
    many lack nothing else, and what meeting it would add to the qualified share of capacity: as
    things are, when all else is met, and on the mean over all orders (Shapley). Errors follow the
    survey's design: its strata, or replicate weights where it has them.

    A survey does not ask everything. What it does not ask is neither held nor lacked: the qualified
    share comes between what it is if nobody holds it and if everybody does. The World Bank's
    Enterprise Surveys are read as they come, in codes or in labels; other surveys by a mapping.

    Parameters
    ----------
    survey : file
        a survey of firms, CSV or a workbook (docs/schema/survey.md)
    firms : text of a file
        the survey as CSV text, in place of a file
    mapping : file
        what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's
        Enterprise Surveys)
    buyer : buyer's sheet
        what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us,
        vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file
        (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us)
    sheet : text of a file
        a buyer's sheet as CSV text, alone or in place of lines of buyer
    requirements : file
        a file of requirements of your own, or with costs of your own (docs/schema/requirements.md)
    bundles : file
        a file of actions that meet several requirements at once (docs/schema/requirements.md)
    knock_outs : yes or no
        only what the buyer cannot do without
    by_variable : text
        a variable of the survey whose values are groups of their own (default: size: small 5 to 19,
        medium 20 to 99, large from 100)
    in_use : number
        capacity in use, per cent, above which a firm has none to spare (default: 80)
    exchange_rate : number
        units of the survey's currency for a US dollar: what gaps cost beside sales (for instance
        10000)
    ready_cost : share
        a firm is ready where its gaps cost no more of a year's sales (default: 5%)
    ready_days : whole number
        and take no more days (default: 365)
    exposed : share
        a firm is exposed where imports in home use, or output that serves exports, of its industry
        are no less (default: 30%)
    part : text
        which rows: requirements, heat, qualified, markets, groups (default: requirements)

    References
    ----------
    docs/methods/stopped.md
    """
    return ask(
        {"command": ["ready"], "address": "/api/v1/stopped"},
        {
            "survey": (survey, "file", False),
            "firms": (firms, "text", False),
            "mapping": (mapping, "file", False),
            "buyer": (buyer, "text", False),
            "sheet": (sheet, "text", False),
            "requirements": (requirements, "file", False),
            "bundles": (bundles, "file", False),
            "knock-outs": (knock_outs, "text", False),
            "by-variable": (by_variable, "text", False),
            "in-use": (in_use, "text", False),
            "exchange-rate": (exchange_rate, "text", False),
            "ready-cost": (ready_cost, "text", False),
            "ready-days": (ready_days, "text", False),
            "exposed": (exposed, "text", False),
            "part": (part, "text", False),
        },
        progress,
    )


def worth(economy, *, survey=None, firms=None, mapping=None, buyer=None, sheet=None,
    requirements=None, bundles=None, knock_outs=None, in_use=None, sectors=None, exchange_rate=None,
    door=None, level=None, years=None, rate=None, table=None, stats=None, rule=None,
    elasticities=None, draws=None, seed=None, progress=None):
    """What closing each gap before a buyer is worth in what small firms make.

    Join a survey of firms to the model of trade: a firm that lacks nothing of what is asked can
    sell, so that meeting a requirement widens the capacity that sells. What that is worth in the
    value added made in small firms is solved exactly: of each requirement as things are (alone),
    when all else is met (last), and on the mean over all orders (Shapley), by industry, by door and
    by market abroad, with the range over what is not known of the model and of the survey, beside
    what compliance costs the firms, and net of it.

    A requirement is met here by an outlay that widens who can sell. What it costs those who hold it
    already stands on the links of chain; the two are never added.

    Parameters
    ----------
    economy : economy
        economy of the survey: code or name (for instance IDN)
    survey : file
        a survey of firms, CSV or a workbook (docs/schema/survey.md)
    firms : text of a file
        the survey as CSV text, in place of a file
    mapping : file
        what the survey's variables are: a file (docs/schema/survey.md) (default: the World Bank's
        Enterprise Surveys)
    buyer : buyer's sheet
        what the buyer asks: the name of a sheet that ikat carries (vegetables_eu, garments_eu_us,
        vehicle_parts_tier1, electronics_assembly, wooden_furniture, seafood_eu_us), or a file
        (docs/schema/buyers.md), CSV or a workbook (for instance garments_eu_us)
    sheet : text of a file
        a buyer's sheet as CSV text, alone or in place of lines of buyer
    requirements : file
        a file of requirements of your own, or with costs of your own (docs/schema/requirements.md)
    bundles : file
        a file of actions that meet several requirements at once (docs/schema/requirements.md)
    knock_outs : yes or no
        only what the buyer cannot do without
    in_use : number
        capacity in use, per cent, above which a firm has none to spare (default: 80)
    sectors : text, or list of them
        the table's industry of a value of the mapping's variable industry, or of the survey's
        industry of sampling: VALUE=INDUSTRY (default: all goods industries alike)
    exchange_rate : number
        units of the survey's currency for a US dollar: what gaps cost beside sales (for instance
        10000)
    door : text
        where the buyer stands: exports, large, sme, final (default: exports)
    level : text
        which rows: requirements, industries, doors, markets (default: requirements)
    years : whole number
        years over which outlays are spread (default: 5)
    rate : share
        interest a year at which they are (default: 12%)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    stats : file, or list of them
        statistics of firm size of your own, a CSV (docs/schema/sme.md), in place of the built-in
        ones about the same
    rule : text
        how economy-wide statistics become shares by industry: least-information, uniform (default:
        least-information)
    elasticities : elasticities
        trade elasticities by industry: a set by its name, a number for all, or a CSV file
        (industry,theta): recommended, recommended-low, recommended-high, cp-full, cp-99, cp-97.5,
        cp-counterfactual, fgo, caliendo-parro, uniform (default: recommended)
    draws : whole number
        how often what is not known of the world's response and of the survey is drawn; 0 for none
        (default: 200)
    seed : whole number
        of the draws: the same seed draws the same (default: 1)

    References
    ----------
    docs/methods/worth.md; Chaney (2008), American Economic Review 98
    """
    return ask(
        {"command": ["worth"], "address": "/api/v1/worth/{economy}"},
        {
            "economy": (economy, "text", True),
            "survey": (survey, "file", False),
            "firms": (firms, "text", False),
            "mapping": (mapping, "file", False),
            "buyer": (buyer, "text", False),
            "sheet": (sheet, "text", False),
            "requirements": (requirements, "file", False),
            "bundles": (bundles, "file", False),
            "knock-outs": (knock_outs, "text", False),
            "in-use": (in_use, "text", False),
            "sectors": (sectors, "text", False),
            "exchange-rate": (exchange_rate, "text", False),
            "door": (door, "text", False),
            "level": (level, "text", False),
            "years": (years, "text", False),
            "rate": (rate, "text", False),
            "table": (table, "table", False),
            "stats": (stats, "file", False),
            "rule": (rule, "text", False),
            "elasticities": (elasticities, "text", False),
            "draws": (draws, "text", False),
            "seed": (seed, "text", False),
        },
        progress,
    )


def programmes(plan=None, *, portfolio=None, budget=None, proof=None, level=None, institutions=None,
    progress=None):
    """Which programmes an agency should launch, and for which firms.

    Choose the programmes that bring most under a budget: launch costs and seats are shared, a firm
    may need several programmes, and the first firms that qualify in a market bring more than the
    last ones. The best plan comes with what no plan can exceed, beside what two rules of thumb
    would choose: most for each dollar first, and first come, first served. The frontier shows what
    other budgets bring, and uncertain answers what knowing them would be worth, which is mostly
    nothing.

    Parameters
    ----------
    plan : file
        the programmes, markets and firms (docs/schema/programmes.md)
    portfolio : text of a file
        the same as text, in place of a file
    budget : number
        the budget, in place of the file's (for instance 60)
    proof : share
        the gap to the best plan at which the search may end (default: 0.5%, and for up to 200 firms
        none)
    level : text
        which rows: programmes, firms, rules, frontier, answers, support (default: programmes)
    institutions : file
        institutions that issue evidence or may help: a file of your own
        (docs/schema/institutions.md) (default: an example of Indonesia, the Philippines and
        Thailand)

    References
    ----------
    docs/methods/programmes.md
    """
    return ask(
        {"command": ["programmes"], "address": "/api/v1/programmes"},
        {
            "plan": (plan, "file", True),
            "portfolio": (portfolio, "text", False),
            "budget": (budget, "text", False),
            "proof": (proof, "text", False),
            "level": (level, "text", False),
            "institutions": (institutions, "file", False),
        },
        progress,
    )


def contract(terms=None, *, contract=None, level=None, progress=None):
    """What a contract's terms of payment do to a supplier's cash.

    Follow a supplier's cash through an order book, day by day, on open account and against a letter
    of credit, with the loan before shipment repaid from the bill (packing credit) and on the day of
    shipment. The lowest day decides who fails, not the mean. Along a chain, which stage runs dry
    first, and when the stages after it stop. For an investment that only one buyer pays for: the
    price at which the supplier still delivers, the largest cut, and what is lost by it.

    All of it are scenarios: what would happen under the orders, costs and terms given. None is a
    probability.

    Parameters
    ----------
    terms : file
        the contract (docs/schema/contract.md)
    contract : text of a file
        the same as text, in place of a file
    level : text
        which rows: figures, days, stages (default: figures)

    References
    ----------
    docs/methods/contract.md
    """
    return ask(
        {"command": ["contract"], "address": "/api/v1/contract"},
        {
            "terms": (terms, "file", True),
            "contract": (contract, "text", False),
            "level": (level, "text", False),
        },
        progress,
    )


def source(number, *, table=None, industry=None, bloc=None, trade=None, reported=None, classes=None,
    progress=None):
    """A table of the source document as it prints it, beside what the data at hand give.

    Show a table of the document that ikat answers to, cell by cell as printed, beside what the
    tables at hand and the built-in data give: 12 and 13 on small and medium firms, 14 on border
    procedures, 15 on trade within East Asia in machinery. Notes say what differs and why.

    Globalization of Production and the Competitiveness of SMEs in Asia and the Pacific: Trends and
    Prospects, chapter 2

    Parameters
    ----------
    number : text
        number of the table in the document: 12, 13, 14, 15 (for instance 15)
    table : table
        table: NAME/YEAR of one at hand, or on the command line the path of a file (default: the one
        of ikat use, else the newest at hand that has the economy)
    industry : industry, or list of them
        table 15: industries of the table that make machinery (default: what its codes say) (for
        instance c13,c14,c15)
    bloc : group, or list of them
        table 15: a bloc's members: NIEs3=KOR,SGP,TWN (default: HKG, KOR, SGP, whose figures they
        are) (for instance NIEs3=KOR,SGP,TWN)
    trade : trade, or list of them
        trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's
        trade by industry, adb62-exports/YEAR for published exports by industry, or on the command
        line the path of a file (default: table 15: none, tables stand beside it)
    reported : text
        whose reports: exporters, importers (mirror flows), reconciled, re-exports: reconciled,
        exporters, importers, re-exports (default: the first of reconciled, exporters, importers
        that there is)
    classes : file, or list of them
        table 15: CSV that tells parts from final goods: a classification and BEC4, or and goods
        (parts, final); repeat it for two that meet
    """
    return ask(
        {"command": ["source"], "address": "/api/v1/source/{number}"},
        {
            "number": (number, "text", True),
            "table": (table, "table", False),
            "industry": (industry, "text", False),
            "bloc": (bloc, "text", False),
            "trade": (trade, "text", False),
            "reported": (reported, "text", False),
            "classes": (classes, "file", False),
        },
        progress,
    )
