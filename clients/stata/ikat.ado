*! ikat: asks the program ikat and loads its answer
program define ikat
	version 16
	gettoken question 0 : 0, parse(" ,")
	if `"`question'"' == "" {
		display as error "say a question: ikat measure bm"
		exit 198
	}
	syntax [anything(everything)] [, clear frame(name) name(name) *]
	if "`clear'" == "" & "`frame'" == "" {
		quietly describe
		if r(N) > 0 | r(k) > 0 {
			display as error "the data in memory would be lost: say clear, or frame(name)"
			exit 4
		}
	}
	local program `"$IKAT"'
	if `"`program'"' == "" local program ikat

	* Options become flags: economy(IDN IND) is --economy=IDN --economy=IND, all is --all.
	local flags
	local rest `"`options'"'
	while `"`rest'"' != "" {
		gettoken option rest : rest, parse(" (")
		local flag = "--" + subinstr(`"`option'"', "_", "-", .)
		local after = substr(ltrim(`"`rest'"'), 1, 1)
		if `"`after'"' == "(" {
			gettoken values rest : rest, match(inside)
			gettoken value values : values
			while `"`value'"' != "" {
				local flags `"`flags' "`flag'=`value'""'
				gettoken value values : values
			}
		}
		else local flags `"`flags' `flag'"'
	}
	local arguments
	foreach word of local anything {
		local arguments `"`arguments' "`word'""'
	}

	tempfile base
	local answer `"`base'.dta"'
	local said `"`base'.txt"'
	local rows `"`base'.rows"'
	local line `""`program'" `question'`flags' --format dta -o "`answer'" --`arguments'"'
	if "`name'" != "" {
		local line `""`program'" `question'`flags' --format dta -o "`rows'" --`arguments'"'
		local answer `"`rows'/`name'.dta"'
	}
	if c(os) == "Windows" local line `""`line' 2> "`said'"""'
	else local line `"`line' 2> "`said'""'
	quietly shell `line'

	capture confirm file `"`answer'"'
	local failed = _rc
	capture type `"`said'"'
	if _rc == 0 type `"`said'"'
	capture erase `"`said'"'
	if `failed' {
		display as error "ikat gave no answer; what it says stands above"
		exit 601
	}
	if "`frame'" != "" {
		frame create `frame'
		frame `frame': use `"`answer'"'
	}
	else use `"`answer'"', clear
	capture erase `"`answer'"'
end
