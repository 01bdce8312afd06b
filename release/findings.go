package release

import (
	"encoding/json"
	"math"

	"byblik"
)

// written is a criterion as JSON has it: a number that is not there is null.
type written struct {
	plain
	City   *float64 `json:"city"`
	Limit  *float64 `json:"limit"`
	SD     *float64 `json:"sd"`
	LimitZ *float64 `json:"limit_z"`
}

type plain Criterion

// MarshalJSON writes numbers that are not there as null.
func (c Criterion) MarshalJSON() ([]byte, error) {
	return json.Marshal(written{plain: plain(c), City: orNull(c.City), Limit: orNull(c.Limit), SD: orNull(c.SD), LimitZ: orNull(c.LimitZ)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Criterion) UnmarshalJSON(text []byte) error {
	var w written
	if err := json.Unmarshal(text, &w); err != nil {
		return err
	}
	*c = Criterion(w.plain)
	c.City, c.Limit, c.SD, c.LimitZ = orNaN(w.City), orNaN(w.Limit), orNaN(w.SD), orNaN(w.LimitZ)
	return nil
}

func orNull(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

func orNaN(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

var areaHead = []string{"area", "status", "score", "flagged", "zone", "reason", "note", "marked", "verdict", "share", "driver", "review", "twins", "borders"}

func (r *Release) encodeAreas() []byte {
	s := newSheet(areaHead...)
	for i := range r.Screening.Areas {
		x := &r.Screening.Areas[i]
		s.row(x.Area.Code, x.Status.String(), byblik.Exact(x.Score), yesNo(x.Flagged), x.Zone, string(x.Reason), x.Note, yesNo(x.Marked),
			x.Verdict, byblik.Exact(x.Share), x.Driver, codes(x.Review), codes(x.Twins), codes(x.Borders))
	}
	return s.bytes()
}

func (r *Release) decodeAreas(text []byte) error {
	in := readSheet(areasPath, text, areaHead...)
	return in.each(func(c []string) {
		r.Screening.Areas = append(r.Screening.Areas, AreaFinding{Area: byblik.AreaCode{Frame: r.Manifest.Frame, Code: c[0]}, Status: in.status(c[1]), Score: in.float(c[2]),
			Flagged: in.bool(c[3]), Zone: c[4], Reason: byblik.Reason(c[5]), Note: c[6], Marked: in.bool(c[7]), Verdict: c[8], Share: in.float(c[9]), Driver: c[10],
			Review: uncodes(c[11]), Twins: uncodes(c[12]), Borders: uncodes(c[13])})
	})
}

var criterionHead = []string{"area", "criterion", "value", "z", "low", "high", "met", "band", "status"}

func (r *Release) encodeCriteria() []byte {
	s := newSheet(criterionHead...)
	for i := range r.Screening.Areas {
		x := &r.Screening.Areas[i]
		for k := range x.Criteria {
			f := &x.Criteria[k]
			s.row(x.Area.Code, r.Screening.Criteria[k].ID, byblik.Exact(f.Value), byblik.Exact(f.Z), byblik.Exact(f.Low), byblik.Exact(f.High), yesNo(f.Met), string(f.Band), f.Status.String())
		}
	}
	return s.bytes()
}

func (r *Release) decodeCriteria(text []byte) error {
	in := readSheet(criteriaPath, text, criterionHead...)
	n, per := 0, len(r.Screening.Criteria)
	err := in.each(func(c []string) {
		if per == 0 || n/per >= len(r.Screening.Areas) || r.Screening.Areas[n/per].Area.Code != c[0] || r.Screening.Criteria[n%per].ID != c[1] {
			in.bad("criterion", c[0]+" "+c[1], "each area and criterion, in order")
			return
		}
		x := &r.Screening.Areas[n/per]
		x.Criteria = append(x.Criteria, CriterionFinding{Value: in.float(c[2]), Z: in.float(c[3]), Low: in.float(c[4]), High: in.float(c[5]),
			Met: in.bool(c[6]), Band: Band(c[7]), Status: in.status(c[8])})
		n++
	})
	if err == nil && n != per*len(r.Screening.Areas) {
		err = &byblik.Error{Kind: byblik.Invalid, File: criteriaPath, Found: "an end in the middle", Expected: "each area and criterion", Do: "get the release again"}
	}
	return err
}

func encodeZones(zones []byblik.Zone) []byte {
	s := newSheet("zone", "name", "state", "reason", "valid_from", "valid_to")
	for _, z := range zones {
		s.row(z.ID, z.Name, string(z.State), z.Reason, z.ValidFrom.String(), z.ValidTo.String())
	}
	return s.bytes()
}

func encodeMembers(zones []byblik.Zone) []byte {
	s := newSheet("zone", "area", "reason", "note")
	for _, z := range zones {
		for _, m := range z.Members {
			s.row(z.ID, m.Area.Code, string(m.Reason), m.Note)
		}
	}
	return s.bytes()
}

// decodeZones reads zones and members. Residents come from the public
// figures; the files do not repeat them.
func (r *Release) decodeZones(zones, members []byte) error {
	in := readSheet(zonesPath, zones, "zone", "name", "state", "reason", "valid_from", "valid_to")
	at := map[string]int{}
	err := in.each(func(c []string) {
		at[c[0]] = len(r.Screening.Zones)
		r.Screening.Zones = append(r.Screening.Zones, byblik.Zone{ID: c[0], Name: c[1], State: byblik.ZoneState(c[2]), Reason: c[3],
			ValidFrom: in.period(c[4]), ValidTo: in.period(c[5]), Residents: r.latest(r.Screening.Residents, ZoneLevel, c[0])})
	})
	if err != nil {
		return err
	}
	in = readSheet(membersPath, members, "zone", "area", "reason", "note")
	return in.each(func(c []string) {
		k, ok := at[c[0]]
		if !ok {
			in.bad("zone", c[0], "a zone of "+zonesPath)
			return
		}
		r.Screening.Zones[k].Members = append(r.Screening.Zones[k].Members, byblik.Member{Area: byblik.AreaCode{Frame: r.Manifest.Frame, Code: c[1]},
			Reason: byblik.Reason(c[2]), Note: c[3], Residents: r.latest(r.Screening.Residents, AreaLevel, c[1])})
	})
}

// latest gives the newest figure of a place, NaN where there is none.
func (r *Release) latest(id byblik.IndicatorID, level LevelID, place string) float64 {
	t, l := r.Table(id, level), r.Level(level)
	if t == nil || len(t.Periods) == 0 {
		return math.NaN()
	}
	for i := range l.Places {
		if l.Places[i].Code == place {
			return t.Value[len(t.Periods)-1][i].Float()
		}
	}
	return math.NaN()
}

func encodeTooSmall(groups [][]byblik.AreaCode) []byte {
	s := newSheet("areas")
	for _, g := range groups {
		var names []string
		for _, a := range g {
			names = append(names, a.Code)
		}
		s.row(codes(names))
	}
	return s.bytes()
}

func (r *Release) decodeTooSmall(text []byte) error {
	in := readSheet(tooSmallPath, text, "areas")
	return in.each(func(c []string) {
		var g []byblik.AreaCode
		for _, code := range uncodes(c[0]) {
			g = append(g, byblik.AreaCode{Frame: r.Manifest.Frame, Code: code})
		}
		r.Screening.TooSmall = append(r.Screening.TooSmall, g)
	})
}
