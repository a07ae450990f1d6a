# The questions of ikat as functions. Written from their declarations by make clients: do not edit.

ikat_measure <- function(id, level = NULL, table = NULL, group = NULL, group_file = NULL,
    value_added = NULL, economy = NULL, partner = NULL, industry = NULL, satellite = NULL, prices =
    NULL, approach = NULL, perspective = NULL, inventories = NULL, extract = NULL, elasticities =
    NULL, industries = NULL, perimeter = NULL, progress = NULL) {
  ask(c("measure"), "/api/v1/measure/{id}",
    list(`id` = id, `level` = level, `table` = table, `group` = group, `group-file` = group_file,
      `value-added` = value_added, `economy` = economy, `partner` = partner, `industry` = industry,
      `satellite` = satellite, `prices` = prices, `approach` = approach, `perspective` =
      perspective, `inventories` = inventories, `extract` = extract, `elasticities` = elasticities,
      `industries` = industries, `perimeter` = perimeter),
    c(`id` = "text", `level` = "text", `table` = "table", `group` = "text", `group-file` = "file",
      `value-added` = "text", `economy` = "text", `partner` = "text", `industry` = "text",
      `satellite` = "file", `prices` = "text", `approach` = "text", `perspective` = "text",
      `inventories` = "text", `extract` = "text", `elasticities` = "text", `industries` = "text",
      `perimeter` = "text"),
    c("id"), progress)
}

ikat_profile <- function(economy, level = NULL, with = NULL, table = NULL, group = NULL, group_file
    = NULL, value_added = NULL, progress = NULL) {
  ask(c("profile"), "/api/v1/profile/{economy}",
    list(`economy` = economy, `level` = level, `with` = with, `table` = table, `group` = group,
      `group-file` = group_file, `value-added` = value_added),
    c(`economy` = "text", `level` = "text", `with` = "text", `table` = "table", `group` = "text",
      `group-file` = "file", `value-added` = "text"),
    c("economy"), progress)
}

ikat_chain <- function(product, to = NULL, level = NULL, mend = NULL, worth = NULL, draws = NULL,
    seed = NULL, stats = NULL, table = NULL, border = NULL, theta = NULL, container_value = NULL,
    missing = NULL, borderless = NULL, goods = NULL, benchmark = NULL, progress = NULL) {
  ask(c("chain"), "/api/v1/chain/{product}",
    list(`product` = product, `to` = to, `level` = level, `mend` = mend, `worth` = worth, `draws` =
      draws, `seed` = seed, `stats` = stats, `table` = table, `border` = border, `theta` = theta,
      `container-value` = container_value, `missing` = missing, `borderless` = borderless, `goods` =
      goods, `benchmark` = benchmark),
    c(`product` = "text", `to` = "text", `level` = "text", `mend` = "text", `worth` = "text",
      `draws` = "text", `seed` = "text", `stats` = "file", `table` = "table", `border` = "text",
      `theta` = "text", `container-value` = "text", `missing` = "text", `borderless` = "text",
      `goods` = "text", `benchmark` = "text"),
    c("product"), progress)
}

ikat_chains <- function(part = NULL, to = NULL, table = NULL, border = NULL, theta = NULL,
    container_value = NULL, missing = NULL, borderless = NULL, goods = NULL, benchmark = NULL,
    progress = NULL) {
  ask(c("chain", "--all"), "/api/v1/chains",
    list(`part` = part, `to` = to, `table` = table, `border` = border, `theta` = theta,
      `container-value` = container_value, `missing` = missing, `borderless` = borderless, `goods` =
      goods, `benchmark` = benchmark),
    c(`part` = "text", `to` = "text", `table` = "table", `border` = "text", `theta` = "text",
      `container-value` = "text", `missing` = "text", `borderless` = "text", `goods` = "text",
      `benchmark` = "text"),
    c(), progress)
}

ikat_bom <- function(bom = NULL, bill = NULL, border = NULL, theta = NULL, container_value = NULL,
    missing = NULL, benchmark = NULL, progress = NULL) {
  ask(c("chain"), "/api/v1/bom",
    list(`bom` = bom, `bill` = bill, `border` = border, `theta` = theta, `container-value` =
      container_value, `missing` = missing, `benchmark` = benchmark),
    c(`bom` = "file", `bill` = "text", `border` = "text", `theta` = "text", `container-value` =
      "text", `missing` = "text", `benchmark` = "text"),
    c(), progress)
}

ikat_networks <- function(bom = NULL, bill = NULL, against = NULL, rival = NULL, day_cost = NULL,
    part = NULL, border = NULL, theta = NULL, container_value = NULL, missing = NULL, progress =
    NULL) {
  ask(c("chain"), "/api/v1/networks",
    list(`bom` = bom, `bill` = bill, `against` = against, `rival` = rival, `day-cost` = day_cost,
      `part` = part, `border` = border, `theta` = theta, `container-value` = container_value,
      `missing` = missing),
    c(`bom` = "file", `bill` = "text", `against` = "file", `rival` = "text", `day-cost` = "text",
      `part` = "text", `border` = "text", `theta` = "text", `container-value` = "text", `missing` =
      "text"),
    c(), progress)
}

ikat_asked <- function(product, to = NULL, survey = NULL, firms = NULL, mapping = NULL, buyer =
    NULL, sheet = NULL, requirements = NULL, bundles = NULL, knock_outs = NULL, in_use = NULL,
    sectors = NULL, small_share = NULL, small_sales = NULL, large_sales = NULL, years = NULL, rate =
    NULL, part = NULL, table = NULL, border = NULL, theta = NULL, container_value = NULL, missing =
    NULL, borderless = NULL, goods = NULL, progress = NULL) {
  ask(c("chain"), "/api/v1/asked/{product}",
    list(`product` = product, `to` = to, `survey` = survey, `firms` = firms, `mapping` = mapping,
      `buyer` = buyer, `sheet` = sheet, `requirements` = requirements, `bundles` = bundles,
      `knock-outs` = knock_outs, `in-use` = in_use, `sectors` = sectors, `small-share` =
      small_share, `small-sales` = small_sales, `large-sales` = large_sales, `years` = years, `rate`
      = rate, `part` = part, `table` = table, `border` = border, `theta` = theta, `container-value`
      = container_value, `missing` = missing, `borderless` = borderless, `goods` = goods),
    c(`product` = "text", `to` = "text", `survey` = "file", `firms` = "text", `mapping` = "file",
      `buyer` = "text", `sheet` = "text", `requirements` = "file", `bundles` = "file", `knock-outs`
      = "text", `in-use` = "text", `sectors` = "text", `small-share` = "text", `small-sales` =
      "text", `large-sales` = "text", `years` = "text", `rate` = "text", `part` = "text", `table` =
      "table", `border` = "text", `theta` = "text", `container-value` = "text", `missing` = "text",
      `borderless` = "text", `goods` = "text"),
    c("product"), progress)
}

ikat_border <- function(economies = NULL, peers = NULL, level = NULL, costs = NULL, index = NULL,
    border = NULL, theta = NULL, container_value = NULL, progress = NULL) {
  ask(c("border"), "/api/v1/border",
    list(`economies` = economies, `peers` = peers, `level` = level, `costs` = costs, `index` =
      index, `border` = border, `theta` = theta, `container-value` = container_value),
    c(`economies` = "text", `peers` = "text", `level` = "text", `costs` = "file", `index` = "file",
      `border` = "text", `theta` = "text", `container-value` = "text"),
    c(), progress)
}

ikat_economies <- function(economies = NULL, progress = NULL) {
  ask(c("economies"), "/api/v1/economies",
    list(`economies` = economies),
    c(`economies` = "text"),
    c(), progress)
}

ikat_brief <- function(economy, table = NULL, progress = NULL) {
  ask(c("brief"), "/api/v1/brief/{economy}",
    list(`economy` = economy, `table` = table),
    c(`economy` = "text", `table` = "table"),
    c("economy"), progress)
}

ikat_compare <- function(economies, peers = NULL, topic = NULL, year = NULL, table = NULL, progress
    = NULL) {
  ask(c("compare"), "/api/v1/compare/{economies}",
    list(`economies` = economies, `peers` = peers, `topic` = topic, `year` = year, `table` = table),
    c(`economies` = "text", `peers` = "text", `topic` = "text", `year` = "text", `table` = "table"),
    c("economies"), progress)
}

ikat_competitiveness <- function(economy, level = NULL, peers = NULL, industry = NULL, year = NULL,
    indicators = NULL, only = NULL, weight = NULL, treat = NULL, lacking = NULL, normalise = NULL,
    weigh = NULL, aggregate = NULL, cover = NULL, draws = NULL, seed = NULL, progress = NULL) {
  ask(c("competitiveness"), "/api/v1/competitiveness/{economy}",
    list(`economy` = economy, `level` = level, `peers` = peers, `industry` = industry, `year` =
      year, `indicators` = indicators, `only` = only, `weight` = weight, `treat` = treat, `lacking`
      = lacking, `normalise` = normalise, `weigh` = weigh, `aggregate` = aggregate, `cover` = cover,
      `draws` = draws, `seed` = seed),
    c(`economy` = "text", `level` = "text", `peers` = "text", `industry` = "text", `year` = "text",
      `indicators` = "file", `only` = "text", `weight` = "text", `treat` = "text", `lacking` =
      "text", `normalise` = "text", `weigh` = "text", `aggregate` = "text", `cover` = "text",
      `draws` = "text", `seed` = "text"),
    c("economy"), progress)
}

ikat_integration <- function(group, level = NULL, market = NULL, table = NULL, trade = NULL,
    reported = NULL, product = NULL, classes = NULL, progress = NULL) {
  ask(c("integration"), "/api/v1/integration/{group}",
    list(`group` = group, `level` = level, `market` = market, `table` = table, `trade` = trade,
      `reported` = reported, `product` = product, `classes` = classes),
    c(`group` = "text", `level` = "text", `market` = "text", `table` = "table", `trade` = "text",
      `reported` = "text", `product` = "text", `classes` = "file"),
    c("group"), progress)
}

ikat_products <- function(measure, level = NULL, trade = NULL, reported = NULL, economy = NULL,
    partner = NULL, product = NULL, digits = NULL, classification = NULL, classes = NULL, income =
    NULL, growth = NULL, pairs = NULL, elasticity = NULL, spread = NULL, band = NULL, own = NULL,
    higher = NULL, smallest = NULL, least = NULL, progress = NULL) {
  ask(c("products"), "/api/v1/products/{measure}",
    list(`measure` = measure, `level` = level, `trade` = trade, `reported` = reported, `economy` =
      economy, `partner` = partner, `product` = product, `digits` = digits, `classification` =
      classification, `classes` = classes, `income` = income, `growth` = growth, `pairs` = pairs,
      `elasticity` = elasticity, `spread` = spread, `band` = band, `own` = own, `higher` = higher,
      `smallest` = smallest, `least` = least),
    c(`measure` = "text", `level` = "text", `trade` = "text", `reported` = "text", `economy` =
      "text", `partner` = "text", `product` = "text", `digits` = "text", `classification` = "text",
      `classes` = "file", `income` = "file", `growth` = "file", `pairs` = "file", `elasticity` =
      "text", `spread` = "text", `band` = "text", `own` = "text", `higher` = "text", `smallest` =
      "text", `least` = "text"),
    c("measure"), progress)
}

ikat_product <- function(product, to = NULL, level = NULL, table = NULL, trade = NULL, reported =
    NULL, pairs = NULL, progress = NULL) {
  ask(c("product"), "/api/v1/product/{product}",
    list(`product` = product, `to` = to, `level` = level, `table` = table, `trade` = trade,
      `reported` = reported, `pairs` = pairs),
    c(`product` = "text", `to` = "text", `level` = "text", `table` = "table", `trade` = "text",
      `reported` = "text", `pairs` = "file"),
    c("product"), progress)
}

ikat_opportunities <- function(economy, by = NULL, trade = NULL, reported = NULL, product = NULL,
    pairs = NULL, own = NULL, served = NULL, top = NULL, progress = NULL) {
  ask(c("opportunities"), "/api/v1/opportunities/{economy}",
    list(`economy` = economy, `by` = by, `trade` = trade, `reported` = reported, `product` =
      product, `pairs` = pairs, `own` = own, `served` = served, `top` = top),
    c(`economy` = "text", `by` = "text", `trade` = "text", `reported` = "text", `product` = "text",
      `pairs` = "file", `own` = "text", `served` = "text", `top` = "text"),
    c("economy"), progress)
}

ikat_region <- function(group, level = NULL, trade = NULL, reported = NULL, product = NULL, classes
    = NULL, top = NULL, progress = NULL) {
  ask(c("region"), "/api/v1/region/{group}",
    list(`group` = group, `level` = level, `trade` = trade, `reported` = reported, `product` =
      product, `classes` = classes, `top` = top),
    c(`group` = "text", `level` = "text", `trade` = "text", `reported` = "text", `product` = "text",
      `classes` = "file", `top` = "text"),
    c("group"), progress)
}

ikat_rank <- function(table = NULL, for_ = NULL, by = NULL, door = NULL, industry = NULL, exporter =
    NULL, importer = NULL, top = NULL, cut = NULL, elasticities = NULL, deficits = NULL, shares =
    NULL, draws = NULL, seed = NULL, stats = NULL, border = NULL, theta = NULL, container_value =
    NULL, missing = NULL, borderless = NULL, goods = NULL, benchmark = NULL, progress = NULL) {
  ask(c("rank"), "/api/v1/rank",
    list(`table` = table, `for` = for_, `by` = by, `door` = door, `industry` = industry, `exporter`
      = exporter, `importer` = importer, `top` = top, `cut` = cut, `elasticities` = elasticities,
      `deficits` = deficits, `shares` = shares, `draws` = draws, `seed` = seed, `stats` = stats,
      `border` = border, `theta` = theta, `container-value` = container_value, `missing` = missing,
      `borderless` = borderless, `goods` = goods, `benchmark` = benchmark),
    c(`table` = "table", `for` = "text", `by` = "text", `door` = "text", `industry` = "text",
      `exporter` = "text", `importer` = "text", `top` = "text", `cut` = "text", `elasticities` =
      "text", `deficits` = "text", `shares` = "text", `draws` = "text", `seed` = "text", `stats` =
      "file", `border` = "text", `theta` = "text", `container-value` = "text", `missing` = "text",
      `borderless` = "text", `goods` = "text", `benchmark` = "text"),
    c(), progress)
}

ikat_simulate <- function(scenarios = NULL, scenario = NULL, table = NULL, level = NULL, economy =
    NULL, tariffs = NULL, stats = NULL, satellite = NULL, draws = NULL, seed = NULL, progress =
    NULL) {
  ask(c("simulate"), "/api/v1/simulate",
    list(`scenarios` = scenarios, `scenario` = scenario, `table` = table, `level` = level, `economy`
      = economy, `tariffs` = tariffs, `stats` = stats, `satellite` = satellite, `draws` = draws,
      `seed` = seed),
    c(`scenarios` = "file", `scenario` = "text", `table` = "table", `level` = "text", `economy` =
      "text", `tariffs` = "file", `stats` = "file", `satellite` = "file", `draws` = "text", `seed` =
      "text"),
    c("scenarios"), progress)
}

ikat_sme <- function(economy, with = NULL, stats = NULL, template = NULL, year = NULL, draws = NULL,
    seed = NULL, table = NULL, group = NULL, group_file = NULL, value_added = NULL, bounds = NULL,
    worth = NULL, va_within = NULL, imports_within = NULL, export_cap = NULL, free_final = NULL,
    progress = NULL) {
  ask(c("sme"), "/api/v1/sme/{economy}",
    list(`economy` = economy, `with` = with, `stats` = stats, `template` = template, `year` = year,
      `draws` = draws, `seed` = seed, `table` = table, `group` = group, `group-file` = group_file,
      `value-added` = value_added, `bounds` = bounds, `worth` = worth, `va-within` = va_within,
      `imports-within` = imports_within, `export-cap` = export_cap, `free-final` = free_final),
    c(`economy` = "text", `with` = "text", `stats` = "file", `template` = "text", `year` = "text",
      `draws` = "text", `seed` = "text", `table` = "table", `group` = "text", `group-file` = "file",
      `value-added` = "text", `bounds` = "text", `worth` = "text", `va-within` = "text",
      `imports-within` = "text", `export-cap` = "text", `free-final` = "text"),
    c("economy"), progress)
}

ikat_smes <- function(stats = NULL, table = NULL, group = NULL, group_file = NULL, value_added =
    NULL, progress = NULL) {
  ask(c("sme", "--all"), "/api/v1/smes",
    list(`stats` = stats, `table` = table, `group` = group, `group-file` = group_file, `value-added`
      = value_added),
    c(`stats` = "file", `table` = "table", `group` = "text", `group-file` = "file", `value-added` =
      "text"),
    c(), progress)
}

ikat_factors <- function(economy, table = NULL, stats = NULL, rule = NULL, by = NULL, door = NULL,
    peers = NULL, border = NULL, container_value = NULL, elasticities = NULL, goods = NULL, draws =
    NULL, seed = NULL, bounds = NULL, programme = NULL, survey = NULL, firms = NULL, mapping = NULL,
    buyer = NULL, sheet = NULL, requirements = NULL, bundles = NULL, knock_outs = NULL, in_use =
    NULL, sectors = NULL, progress = NULL) {
  ask(c("factors"), "/api/v1/factors/{economy}",
    list(`economy` = economy, `table` = table, `stats` = stats, `rule` = rule, `by` = by, `door` =
      door, `peers` = peers, `border` = border, `container-value` = container_value, `elasticities`
      = elasticities, `goods` = goods, `draws` = draws, `seed` = seed, `bounds` = bounds,
      `programme` = programme, `survey` = survey, `firms` = firms, `mapping` = mapping, `buyer` =
      buyer, `sheet` = sheet, `requirements` = requirements, `bundles` = bundles, `knock-outs` =
      knock_outs, `in-use` = in_use, `sectors` = sectors),
    c(`economy` = "text", `table` = "table", `stats` = "file", `rule` = "text", `by` = "text",
      `door` = "text", `peers` = "text", `border` = "text", `container-value` = "text",
      `elasticities` = "text", `goods` = "text", `draws` = "text", `seed` = "text", `bounds` =
      "text", `programme` = "text", `survey` = "file", `firms` = "text", `mapping` = "file", `buyer`
      = "text", `sheet` = "text", `requirements` = "file", `bundles` = "file", `knock-outs` =
      "text", `in-use` = "text", `sectors` = "text"),
    c("economy"), progress)
}

ikat_landed <- function(file = NULL, offers = NULL, border = NULL, product = NULL, to = NULL,
    against = NULL, table = NULL, trade = NULL, reported = NULL, pairs = NULL, progress = NULL) {
  ask(c("landed"), "/api/v1/landed",
    list(`file` = file, `offers` = offers, `border` = border, `product` = product, `to` = to,
      `against` = against, `table` = table, `trade` = trade, `reported` = reported, `pairs` =
      pairs),
    c(`file` = "file", `offers` = "text", `border` = "text", `product` = "text", `to` = "text",
      `against` = "text", `table` = "table", `trade` = "text", `reported` = "text", `pairs` =
      "file"),
    c("file"), progress)
}

ikat_requirements <- function(words = NULL, topic = NULL, buyer = NULL, requirements = NULL, bundles
    = NULL, institutions = NULL, on = NULL, level = NULL, progress = NULL) {
  ask(c("requirements"), "/api/v1/requirements/{words}",
    list(`words` = words, `topic` = topic, `buyer` = buyer, `requirements` = requirements, `bundles`
      = bundles, `institutions` = institutions, `on` = on, `level` = level),
    c(`words` = "text", `topic` = "text", `buyer` = "text", `requirements` = "file", `bundles` =
      "file", `institutions` = "file", `on` = "text", `level` = "text"),
    c("words"), progress)
}

ikat_ready <- function(firm = NULL, answers = NULL, buyer = NULL, sheet = NULL, requirements = NULL,
    bundles = NULL, institutions = NULL, knock_outs = NULL, years = NULL, ready_by = NULL, fastest =
    NULL, level = NULL, template = NULL, progress = NULL) {
  ask(c("ready"), "/api/v1/ready",
    list(`firm` = firm, `answers` = answers, `buyer` = buyer, `sheet` = sheet, `requirements` =
      requirements, `bundles` = bundles, `institutions` = institutions, `knock-outs` = knock_outs,
      `years` = years, `ready-by` = ready_by, `fastest` = fastest, `level` = level, `template` =
      template),
    c(`firm` = "file", `answers` = "text", `buyer` = "text", `sheet` = "text", `requirements` =
      "file", `bundles` = "file", `institutions` = "file", `knock-outs` = "text", `years` = "text",
      `ready-by` = "text", `fastest` = "text", `level` = "text", `template` = "text"),
    c("firm"), progress)
}

ikat_stopped <- function(survey = NULL, firms = NULL, mapping = NULL, buyer = NULL, sheet = NULL,
    requirements = NULL, bundles = NULL, knock_outs = NULL, by_variable = NULL, in_use = NULL,
    exchange_rate = NULL, ready_cost = NULL, ready_days = NULL, exposed = NULL, part = NULL,
    progress = NULL) {
  ask(c("ready"), "/api/v1/stopped",
    list(`survey` = survey, `firms` = firms, `mapping` = mapping, `buyer` = buyer, `sheet` = sheet,
      `requirements` = requirements, `bundles` = bundles, `knock-outs` = knock_outs, `by-variable` =
      by_variable, `in-use` = in_use, `exchange-rate` = exchange_rate, `ready-cost` = ready_cost,
      `ready-days` = ready_days, `exposed` = exposed, `part` = part),
    c(`survey` = "file", `firms` = "text", `mapping` = "file", `buyer` = "text", `sheet` = "text",
      `requirements` = "file", `bundles` = "file", `knock-outs` = "text", `by-variable` = "text",
      `in-use` = "text", `exchange-rate` = "text", `ready-cost` = "text", `ready-days` = "text",
      `exposed` = "text", `part` = "text"),
    c(), progress)
}

ikat_worth <- function(economy, survey = NULL, firms = NULL, mapping = NULL, buyer = NULL, sheet =
    NULL, requirements = NULL, bundles = NULL, knock_outs = NULL, in_use = NULL, sectors = NULL,
    exchange_rate = NULL, door = NULL, level = NULL, years = NULL, rate = NULL, table = NULL, stats
    = NULL, rule = NULL, elasticities = NULL, draws = NULL, seed = NULL, progress = NULL) {
  ask(c("worth"), "/api/v1/worth/{economy}",
    list(`economy` = economy, `survey` = survey, `firms` = firms, `mapping` = mapping, `buyer` =
      buyer, `sheet` = sheet, `requirements` = requirements, `bundles` = bundles, `knock-outs` =
      knock_outs, `in-use` = in_use, `sectors` = sectors, `exchange-rate` = exchange_rate, `door` =
      door, `level` = level, `years` = years, `rate` = rate, `table` = table, `stats` = stats,
      `rule` = rule, `elasticities` = elasticities, `draws` = draws, `seed` = seed),
    c(`economy` = "text", `survey` = "file", `firms` = "text", `mapping` = "file", `buyer` = "text",
      `sheet` = "text", `requirements` = "file", `bundles` = "file", `knock-outs` = "text", `in-use`
      = "text", `sectors` = "text", `exchange-rate` = "text", `door` = "text", `level` = "text",
      `years` = "text", `rate` = "text", `table` = "table", `stats` = "file", `rule` = "text",
      `elasticities` = "text", `draws` = "text", `seed` = "text"),
    c("economy"), progress)
}

ikat_programmes <- function(plan = NULL, portfolio = NULL, budget = NULL, proof = NULL, level =
    NULL, institutions = NULL, progress = NULL) {
  ask(c("programmes"), "/api/v1/programmes",
    list(`plan` = plan, `portfolio` = portfolio, `budget` = budget, `proof` = proof, `level` =
      level, `institutions` = institutions),
    c(`plan` = "file", `portfolio` = "text", `budget` = "text", `proof` = "text", `level` = "text",
      `institutions` = "file"),
    c("plan"), progress)
}

ikat_contract <- function(terms = NULL, contract = NULL, level = NULL, progress = NULL) {
  ask(c("contract"), "/api/v1/contract",
    list(`terms` = terms, `contract` = contract, `level` = level),
    c(`terms` = "file", `contract` = "text", `level` = "text"),
    c("terms"), progress)
}

ikat_source <- function(number, table = NULL, industry = NULL, bloc = NULL, trade = NULL, reported =
    NULL, classes = NULL, progress = NULL) {
  ask(c("source"), "/api/v1/source/{number}",
    list(`number` = number, `table` = table, `industry` = industry, `bloc` = bloc, `trade` = trade,
      `reported` = reported, `classes` = classes),
    c(`number` = "text", `table` = "table", `industry` = "text", `bloc` = "text", `trade` = "text",
      `reported` = "text", `classes` = "file"),
    c("number"), progress)
}
