package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing/fstest"
	"time"

	"byblik"
	"byblik/catalog"
	"byblik/cube"
)

// registerDefinitions are a register of persons by year, the figures that are
// made of it, and the indicators that are made of those.
const registerDefinitions = `id: bench-persons
title: {da: Måleregister (opdigtet), en: Register for measuring (invented)}
publisher: byblik (opdigtet)
licence: CC0 1.0
class: microdata
format: csv
files: [{name: bench_persons.csv}]
unit: [person, year]
protection:
  legal_basis: {da: Ingen - personerne er opdigtede., en: None - the persons are invented.}
  purpose: {da: Måling., en: Measuring.}
  delete_after: "2099-12-31"
columns:
  - {id: person, name: person, kind: text}
  - {id: year, name: year, kind: count}
  - {id: born, name: born, kind: date}
  - {id: area, name: area, kind: text}
  - {id: income, name: income, kind: number}
  - {id: hours, name: hours, kind: number}
  - {id: situation, name: situation, kind: text}
---
id: bench-figures
title: {da: Måletal, en: Figures for measuring}
publisher: byblik
licence: CC0 1.0
class: restricted
format: csv
files: [{name: bench_figures.csv}]
key: {frame: bench, column: area}
period: {column: year}
columns:
  - {id: residents, name: residents, kind: count}
  - {id: adults, name: adults, kind: count}
  - {id: aged_18_64, name: aged_18_64, kind: count}
  - {id: outside, name: outside, kind: count}
  - {id: low_income, name: low_income, kind: count}
  - {id: children, name: children, kind: count}
  - {id: full_time, name: full_time, kind: count, fractions: true}
  - {id: income, name: income, kind: number}
`

const registerTabulation = `id: bench-register
version: 1
title: {da: Måletal, en: Figures for measuring}
source: bench-figures
records: bench-persons
unit: bench-persons/person
year: bench-persons/year
birth: bench-persons/born
area: {column: bench-persons/area}
columns:
  - {id: residents}
  - {id: adults, where: [{age: {from: 18}}]}
  - {id: aged_18_64, where: [{age: {from: 18, to: 64}}]}
  - {id: outside, where: [{age: {from: 18, to: 64}}, {column: bench-persons/situation, not_in: [work, study]}]}
  - {id: low_income, where: [{age: {from: 18}}, {column: bench-persons/income, below: 150000}]}
  - {id: children, where: [{age: {from: 0, to: 17}}]}
  - {id: full_time, where: [{age: {from: 18, to: 64}}], full_time: {hours: bench-persons/hours, hours_per_weekday: 7.4}}
  - {id: income, sum: bench-persons/income, where: [{age: {from: 18}}]}
`

const registerIndicators = `id: bench-outside
version: 1
title: {da: Uden arbejde, en: Outside work}
definition: {da: "Andel, 18-64 år", en: "Share, aged 18-64"}
unit: {da: pct., en: per cent}
direction: higher_is_worse
numerator: [bench-figures/outside]
denominator: [bench-figures/aged_18_64]
---
id: bench-low-income
version: 1
title: {da: Lav indkomst, en: Low income}
definition: {da: Andel af voksne, en: Share of adults}
unit: {da: pct., en: per cent}
direction: higher_is_worse
numerator: [bench-figures/low_income]
denominator: [bench-figures/adults]
`

// The register has persons × years rows in areas of the tessellation.
const (
	registerPersons = 1_250_000
	registerYears   = 8
	registerFirst   = 2018
	registerAreas   = 33_000
)

func registerCatalog() (*catalog.Catalog, error) {
	return catalog.Load(fstest.MapFS{
		"sources/bench.yaml":     {Data: []byte(registerDefinitions)},
		"tabulations/bench.yaml": {Data: []byte(registerTabulation)},
		"indicators/bench.yaml":  {Data: []byte(registerIndicators)},
	})
}

// writePersons writes the register as a publisher would, and gives what its
// rows add up to: residents, adults, and the incomes of adults.
func writePersons(file string) (adults int, income float64, err error) {
	f, err := os.Create(file)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "person,year,born,area,income,hours,situation")
	situations := []string{"work", "work", "work", "study", "benefit", "pension"}
	var line []byte
	for y := range registerYears {
		for i := range registerPersons {
			h := uint64(i)*0x9E3779B97F4A7C15 ^ uint64(y/3)<<40
			h ^= h >> 29
			h *= 0xBF58476D1CE4E5B9
			h ^= h >> 32
			born, earned := 1930+i%88, int(h%600_000)
			line = append(strconv.AppendInt(append(line[:0], 'p'), int64(1_000_000+i), 10), ',')
			line = append(strconv.AppendInt(line, int64(registerFirst+y), 10), ',')
			line = append(strconv.AppendInt(line, int64(born), 10), "-07-01,E"...)
			line = append(strconv.AppendInt(line, int64(1_000_000+h>>20%registerAreas), 10), ',')
			line = append(strconv.AppendInt(line, int64(earned), 10), ',')
			line = append(strconv.AppendInt(line, int64(h%1925), 10), ',')
			line = append(append(line, situations[h>>10%6]...), '\n')
			if _, err := w.Write(line); err != nil {
				return 0, 0, err
			}
			if registerFirst+y-born-1 >= 18 { // born on 1 July, counted on 1 January
				adults++
				income += float64(earned)
			}
		}
	}
	return adults, income, w.Flush()
}

// register takes ten million rows of persons to observations: it counts them
// by area and year and makes the indicators. Writing and taking the register
// come before and are told on the error output.
func register(bench) (result, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return result{}, err
	}
	defer os.RemoveAll(dir)
	c, err := registerCatalog()
	if err != nil {
		return result{}, err
	}
	text, parquet := filepath.Join(dir, "bench_persons.csv"), filepath.Join(dir, "bench_persons.parquet")
	adults, income, err := writePersons(text)
	if err != nil {
		return result{}, err
	}
	ctx, start := context.Background(), clock()
	if _, err := cube.WriteRecords(ctx, c.Sources["bench-persons"], text, parquet, cube.Limits{}); err != nil {
		return result{}, err
	}
	fmt.Fprintf(os.Stderr, "%d rows of text checked and kept as Parquet in %.1f s\n", registerPersons*registerYears, time.Since(start).Seconds())
	var areas []byblik.Area
	for i := range registerAreas {
		areas = append(areas, byblik.Area{Code: byblik.AreaCode{Frame: "bench", Code: fmt.Sprintf("E%d", 1_000_000+i)}})
	}
	start = clock()
	counts, err := cube.Tabulate(ctx, cube.Tabulation{Catalog: c, Definition: c.Tabulations["bench-register"], Files: map[string]string{"bench-persons": parquet},
		Areas: areas, Secret: []byte("a secret for measuring only")})
	if err != nil {
		return result{}, err
	}
	panel, _, err := cube.Observe([]*byblik.Delivery{counts.Delivery()}, []*catalog.Indicator{c.Indicators["bench-outside"], c.Indicators["bench-low-income"]}, areas, nil)
	if err != nil {
		return result{}, err
	}
	seconds := time.Since(start).Seconds()
	var h held
	total := func(id string) float64 {
		sum := 0.0
		for _, v := range counts.Column(id).Counts {
			sum += v.Value.Float()
		}
		return sum
	}
	h.near("residents", total("residents"), registerPersons*registerYears, 0)
	h.near("adults", total("adults"), float64(adults), 0)
	h.near("children", total("children"), float64(registerPersons*registerYears-adults), 0)
	h.near("income", total("income"), income, 0)
	h.near("observations", float64(len(panel.Observations)), 2*registerYears, 0)
	return result{seconds, h.faults}, nil
}
