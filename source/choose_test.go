package source

import (
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// Each row: the files of the folder, the request, and the files that are
// read, or the beginning of the refusal.
func TestChoosingFiles(t *testing.T) {
	yearly := func(s *catalog.Source) {
		s.Files, s.Period = []catalog.File{{Name: "mss_{period}.csv"}}, catalog.PeriodRule{FromFile: true}
	}
	many := func(s *catalog.Source) { s.Files = []catalog.File{{Name: "criteria_*.csv"}} }
	covering := func(s *catalog.Source) {
		s.Files, s.Period = []catalog.File{{Name: "town.csv", Covers: []string{"T1"}}, {Name: "land.csv"}}, catalog.PeriodRule{}
	}
	for _, c := range []struct {
		what   string
		files  string
		change func(*catalog.Source)
		period string
		all    bool
		within string
		want   string
	}{
		{what: "the name", files: "small.csv other.csv", want: "small.csv"},
		{what: "below a folder, packed", files: "2020/small.csv.gz", want: "2020/small.csv.gz"},
		{what: "missing", files: "smal.csv readme.txt", want: "small.csv: [missing-file] found no such file in the folder; expected small.csv (or the same with .gz); get it from the office and put it into the folder; the names there that look most like it: smal.csv"},
		{what: "twice", files: "a/small.csv b/small.csv", want: "small-table: [missing-file] found 2 files that may be meant: a/small.csv, b/small.csv"},
		{what: "optional", files: "other.csv", change: func(s *catalog.Source) { s.Optional = true }, want: ""},
		{what: "latest period", files: "mss_2013.csv mss_2017.csv", change: yearly, want: "(mss_2013.csv) mss_2017.csv"},
		{what: "one period", files: "mss_2013.csv mss_2017.csv", change: yearly, period: "2013", want: "mss_2013.csv"},
		{what: "all periods until", files: "mss_2013.csv mss_2017.csv mss_2021.csv", change: yearly, period: "2017", all: true, want: "mss_2013.csv mss_2017.csv"},
		{what: "period not on file", files: "mss_2013.csv", change: yearly, period: "2014", want: "mss_2014.csv: [missing-file] found no file for 2014; expected one of the periods on file: 2013"},
		{what: "several files of rows", files: "criteria_a.csv criteria_b.csv", change: many, want: "criteria_a.csv criteria_b.csv"},
		{what: "covering the authority", files: "town.csv land.csv", change: covering, within: "T1", want: "town.csv"},
		{what: "another authority", files: "town.csv land.csv", change: covering, within: "T2", want: "land.csv"},
		{what: "the whole land", files: "town.csv land.csv", change: covering, want: "land.csv"},
		{what: "only a part on file", files: "town.csv", change: covering, want: "town.csv: [missing-file] found a file that covers only T1; expected land.csv (or the same with .gz); add the file that covers everything; it comes from the office, or choose --within T1"},
		{what: "a part of another authority", files: "town.csv", change: covering, within: "T2", want: "town.csv: [missing-file] found a file that covers only T1; expected land.csv (or the same with .gz); add the file that covers T2"},
		{what: "another period than the only one", files: "small.csv", change: func(s *catalog.Source) { s.Period = catalog.PeriodRule{Fixed: "2019"} }, period: "2020", want: "small-table: [missing-period] found the period 2020; expected 2019"},
	} {
		t.Run(c.what, func(t *testing.T) {
			fs := fstest.MapFS{}
			for _, name := range strings.Fields(c.files) {
				fs[name] = &fstest.MapFile{Data: []byte("x")}
			}
			req := Request{FS: fs, Definition: tableSource(), AllPeriods: c.all, Within: c.within}
			if c.change != nil {
				c.change(req.Definition)
			}
			if c.period != "" {
				req.Period, _ = byblik.ParsePeriod(c.period)
			}
			chosen, err := chooseFiles(req)
			var got []string
			for _, f := range chosen {
				if f.onlyCompare {
					f.name = "(" + f.name + ")"
				}
				got = append(got, f.name)
			}
			text := strings.Join(got, " ")
			if err != nil {
				text = err.Error()
			}
			if text != c.want && !(err != nil && c.want != "" && strings.HasPrefix(text, c.want)) {
				t.Errorf("got  %s\nwant %s", text, c.want)
			}
		})
	}
}

func TestPeriodNotInTheFile(t *testing.T) {
	_, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte(goodTable)}}, Definition: tableSource(), Period: byblik.InYear(2021)})
	if err == nil || !strings.HasPrefix(err.Error(), "small.csv: year: [missing-period] found no row for 2021; expected one of the periods on file: 2020") {
		t.Error(err)
	}
}
