package stress

// Table gives stress.csv: one row per small area, in the order of the areas.
// A share is a number from 0 to 1.
func (f *Firmness) Table() (header []string, rows [][]any) {
	for _, a := range f.Areas {
		rows = append(rows, []any{a.Area.Code, a.Share, string(a.Verdict), a.Driver})
	}
	return []string{"area", "share", "verdict", "driver"}, rows
}

// ZonesTable gives zones_stress.csv: one row per zone of the screening. Share
// is the mean share of its residents that stays inside, exists the share of
// runs in which at least half of them do.
func (f *Firmness) ZonesTable() (header []string, rows [][]any) {
	for _, z := range f.Zones {
		rows = append(rows, []any{z.Zone, z.Share, z.Exists, string(z.Verdict), z.Driver})
	}
	return []string{"zone", "share", "exists", "verdict", "driver"}, rows
}
