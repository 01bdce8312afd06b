package minby

import (
	"bytes"
	"slices"
	"strconv"
)

// Region is the name of the invented region that Minby lies in.
const Region = "Minby (opdigtet)"

// The invented country: its share of convicted adults in per cent, and the
// mean gross income of the region in kroner.
var (
	nationalConvicted = course{{2009, 0.93}, {2017, 0.77}, {2018, 0.76}, {2019, 0.76}, {2020, 0.75}, {2021, 0.75}, {2022, 0.74}}
	regionalIncome    = course{{2009, 262_000}, {2014, 281_500}, {2019, 311_000}, {2024, 352_000}}
)

// printedYears are those of which the national share is known only as it was
// printed, with two decimals.
var printedYears = []int{2020, 2021}

func nationalShare(year int) float64 { return nationalConvicted.at(year) }

// adultsOfTheNation counts the people whom convictions are held against.
func adultsOfTheNation(year int) int { return 4_310_000 + 31_700*(year-ListFirst) }

func convictedOfTheNation(year int) int {
	return int(float64(adultsOfTheNation(year))*nationalShare(year)/100 + 0.5)
}

func incomeOfTheRegion(year int) int { return int(regionalIncome.at(year) + 0.5) }

// referencesFile writes what housing areas are held against: one row for the
// nation and one for the region, for every year that is over.
func referencesFile() []byte {
	var b bytes.Buffer
	b.WriteString("year,region,convicted_n,convicted_d,convicted_pct,income\n")
	for year := ListFirst; year <= lastClosed; year++ {
		y := strconv.Itoa(year)
		if slices.Contains(printedYears, year) {
			b.WriteString(y + ",DK,,," + strconv.FormatFloat(nationalShare(year), 'f', 2, 64) + ",\n")
		} else {
			b.WriteString(y + ",DK," + strconv.Itoa(convictedOfTheNation(year)) + "," + strconv.Itoa(adultsOfTheNation(year)) + ",,\n")
		}
		b.WriteString(y + "," + Region + ",,,," + strconv.Itoa(incomeOfTheRegion(year)) + "\n")
	}
	return b.Bytes()
}
