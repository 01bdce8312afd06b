package cube

import (
	"context"
	"database/sql/driver"
	"fmt"
	"maps"
	"math"
	"slices"

	"byblik"
	"byblik/catalog"
)

// estimates makes the columns that come from a weighted sample. The sample of
// a period is read whole, for the variance needs to know of clusters that
// have no unit of an area too.
func (c *counting) estimates(ctx context.Context) error {
	for i := range c.Definition.Columns {
		if a := &c.Definition.Columns[i]; a.Estimate != nil {
			if err := c.estimate(ctx, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// reading is the sample of one period while it is read.
type sampleRead struct {
	sample
	population []float64         // of each stratum, 0 where the design gives none
	strata     map[string]int    // by year of the record and stratum
	clusters   map[string]int    // by stratum and cluster
	domain     map[int][]sampled // by row of the table
	keys       map[int]uint64
}

func (c *counting) estimate(ctx context.Context, a *catalog.Aggregate) error {
	read := map[int]*sampleRead{} // by period
	var fault error
	q := c.query()
	err := c.engine.query(ctx, q.sample(a), q.args.values, func(row []driver.Value) error {
		year := int(row[1].(int64))
		s := read[year]
		if s == nil {
			s = &sampleRead{strata: map[string]int{}, clusters: map[string]int{}, domain: map[int][]sampled{}, keys: map[int]uint64{}}
			read[year] = s
		}
		fault = s.take(c, row, year)
		return fault
	})
	if err != nil {
		return err
	}
	value := CountColumn{ID: a.ID, Kind: EstimateOf, Counts: c.nobody()}
	se := CountColumn{ID: a.ID + "_se", Kind: EstimateOf, Counts: c.nobody()}
	deff := CountColumn{ID: a.ID + "_deff", Kind: EstimateOf, Counts: c.nobody()}
	for _, year := range c.periods {
		s := read[year]
		if s == nil {
			continue
		}
		s.correct()
		effect, answered := s.effect(s.all()), len(a.Estimate.Share) > 0
		for at, units := range s.domain {
			e := s.total(units)
			if a.Estimate.Total == "" {
				e = s.mean(units)
			}
			n := float64(len(units))
			value.Counts[at] = Count{Value: byblik.RawOf(e.value), N: n, Key: s.keys[at]}
			se.Counts[at] = Count{Value: byblik.RawOf(e.se), N: n, Key: s.keys[at]}
			if answered {
				deff.Counts[at] = Count{Value: byblik.RawOf(effect)} // of everybody: it has no persons of its own
			}
		}
	}
	c.columns = append(c.columns, value, se)
	if len(a.Estimate.Share) > 0 {
		c.columns = append(c.columns, deff)
	}
	return nil
}

// all lists the units of all areas, area by area.
func (s *sampleRead) all() []sampled {
	var units []sampled
	for _, at := range slices.Sorted(maps.Keys(s.domain)) {
		units = append(units, s.domain[at]...)
	}
	return units
}

// nobody is missing everywhere: where nobody answered, nobody knows.
func (c *counting) nobody() []Count {
	out := c.zeros()
	for i := range out {
		out[i].Value = byblik.RawWithout(byblik.Missing)
	}
	return out
}

// sample is the query of one estimate: area, period, stratum, cluster,
// weight, population, whether the unit counts, its figure, its key.
func (q *query) sample(a *catalog.Aggregate) string {
	d, unit := q.Definition.Design, q.ref(q.Definition.Unit)
	text := func(ref, otherwise string) string {
		if ref == "" {
			return otherwise
		}
		return fmt.Sprintf("coalesce(CAST(%s AS VARCHAR), '')", q.ref(ref))
	}
	population := "0"
	if d.Population != "" {
		population = "coalesce(" + q.ref(d.Population) + ", 0)"
	}
	in, y := q.all(a.Where), ""
	switch {
	case len(a.Estimate.Share) > 0:
		y = fmt.Sprintf("CASE WHEN %s THEN 100 ELSE 0 END", q.all(a.Estimate.Share))
	case a.Estimate.Mean != "":
		y = q.ref(a.Estimate.Mean)
	default:
		y = q.ref(a.Estimate.Total)
	}
	in += fmt.Sprintf(" AND %s IS NOT NULL%s", y, q.answered(a.Estimate.Share))
	weight := q.ref(d.Weight)
	return fmt.Sprintf(`WITH %s
SELECT %s, CAST(%s AS BIGINT) + back.back AS period, CAST(CAST(%s AS BIGINT) AS VARCHAR) || '|' || %s AS stratum, %s AS cluster,
  CAST(%s AS DOUBLE), CAST(%s AS DOUBLE), %s, CAST(%s AS DOUBLE), keys.key
FROM %s JOIN keys ON keys.unit = %s %s
WHERE CAST(%s AS BIGINT) + back.back IN (%s)
ORDER BY period, stratum, cluster, %s`,
		q.keys(), q.area(), q.ref(q.Definition.Year), q.ref(q.Definition.Year), text(d.Stratum, "''"), text(d.Cluster, "CAST("+unit+" AS VARCHAR)"),
		weight, population, in, y, q.from(), unit, q.spread(), q.ref(q.Definition.Year), q.periodList(), unit)
}

// answered is the condition that a unit has the cells that a share asks for:
// without them nobody knows whether it is among those counted.
func (q *query) answered(share []catalog.Condition) string {
	text := ""
	for i := range share {
		switch c := &share[i]; {
		case c.OrMissing:
		case c.Age != nil:
			text += fmt.Sprintf(" AND %s IS NOT NULL", q.ref(q.Definition.Birth))
		default:
			text += fmt.Sprintf(" AND %s IS NOT NULL", q.ref(c.Column))
		}
	}
	return text
}

// take reads one unit of the sample. A weight of 0, or none where there is no
// answer either, is a unit that did not answer: it is no part of the sample.
func (s *sampleRead) take(c *counting, row []driver.Value, year int) error {
	weight, population := number(row[4]), number(row[5])
	fault := func(found, expected string) error {
		return &byblik.Error{Kind: byblik.Invalid, Check: "design", Place: fmt.Sprintf("%s, stratum %s, %d", c.Definition.ID, row[2], year), Found: found, Expected: expected, Do: "ask who drew the sample"}
	}
	if row[4] == nil && row[6].(bool) {
		return fault("an answer without a weight", "a weight for each answer")
	}
	if weight < 0 || math.IsInf(weight, 0) {
		return fault(fmt.Sprintf("the weight %v", weight), "a weight of at least 0")
	}
	if weight == 0 {
		return nil
	}
	name := row[2].(string)
	h, known := s.strata[name]
	if !known {
		h = len(s.drawn)
		s.strata[name] = h
		s.drawn, s.left, s.population = append(s.drawn, 0), append(s.left, 1), append(s.population, population)
	}
	if s.population[h] != population {
		return fault(fmt.Sprintf("populations of %v and %v", s.population[h], population), "one population for each stratum")
	}
	cluster := name + "\x00" + row[3].(string)
	k, known := s.clusters[cluster]
	if !known {
		k = len(s.clusters)
		s.clusters[cluster] = k
		s.drawn[h]++
	}
	if population > 0 && float64(s.drawn[h]) > population {
		return fault(fmt.Sprintf("%d drawn of %v", s.drawn[h], population), "at most the population")
	}
	if at := c.row(row[0], year); at >= 0 && row[6].(bool) {
		s.domain[at] = append(s.domain[at], sampled{stratum: h, cluster: k, weight: weight, y: number(row[7])})
		s.keys[at] ^= row[8].(uint64)
	}
	return nil
}

// correct sets the finite population corrections when all clusters are known.
func (s *sampleRead) correct() {
	for h, n := range s.population {
		if n > 0 {
			s.left[h] = 1 - float64(s.drawn[h])/n
		}
	}
}
