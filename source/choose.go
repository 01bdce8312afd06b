package source

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"byblik"
	"byblik/catalog"
)

// file is one file that is to be read.
type file struct {
	name        string
	period      byblik.Period // from its name; zero where the name has none
	onlyCompare bool          // an earlier period, read only to notice jumps
	covers      bool          // holds only some authorities
}

func (f file) base() string { return path.Base(f.name) }

// chooseFiles finds the files of a request: of the definition's names the
// first that is there and covers the authority, and where a name holds
// {period} or *, all files that fit it, narrowed to the periods wanted.
func chooseFiles(req Request) ([]file, error) {
	s := req.Definition
	if err := checkFixed(req); err != nil {
		return nil, err
	}
	listing, err := list(req.FS)
	if err != nil {
		return nil, err
	}
	for _, covering := range []bool{true, false} {
		for _, f := range s.Files {
			covers := req.Within != "" && slices.Contains(f.Covers, req.Within)
			if covers != covering || !covers && len(f.Covers) > 0 {
				continue
			}
			if found := matching(f.Name, listing); len(found) > 0 {
				for i := range found {
					found[i].covers = covers
				}
				return regular(req, found)
			}
		}
	}
	if s.Optional {
		return nil, nil
	}
	return nil, missingFile(req, listing)
}

// regular narrows files to the periods wanted and refuses what is no file with
// an end, such as a pipe: reading it could take for ever.
func regular(req Request, found []file) ([]file, error) {
	chosen, err := choosePeriods(req, found)
	if err != nil {
		return nil, err
	}
	for _, f := range chosen {
		if !isRegular(req.FS, f.name) {
			return nil, &byblik.Error{Kind: byblik.Usage, Check: "missing-file", File: f.base(), Found: "no regular file", Expected: "a file with its figures inside",
				Do: "copy the publisher's file into the folder"}
		}
	}
	return chosen, nil
}

// isRegular tells a file, or a link to one, from pipes and devices. What
// cannot be looked at is left to the reader to complain about.
func isRegular(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err != nil || info.Mode().IsRegular()
}

// Find gives the place of a file below a folder by its name alone, searched as
// deep as the reader searches; of several the one nearest to the top. It is
// empty where no regular file has the name.
func Find(fsys fs.FS, base string) string {
	names, err := list(fsys)
	if err != nil {
		return ""
	}
	best := ""
	for _, n := range names {
		if path.Base(n) == base && (best == "" || strings.Count(n, "/") < strings.Count(best, "/")) && isRegular(fsys, n) {
			best = n
		}
	}
	return best
}

// checkFixed refuses another period than the one a source describes.
func checkFixed(req Request) error {
	if req.Definition.Period.Fixed == "" || req.Period == (byblik.Period{}) {
		return nil
	}
	fixed, err := byblik.ParsePeriod(req.Definition.Period.Fixed)
	if err != nil {
		return &byblik.Error{Kind: byblik.Usage, Place: "period.fixed", Found: err.Error(), Do: "correct the definition of " + req.Definition.ID}
	}
	if c := fixed.Compare(req.Period); c == 0 || req.AllPeriods && c < 0 {
		return nil
	}
	return &byblik.Error{Kind: byblik.NotFound, Check: "missing-period", Place: req.Definition.ID, Found: "the period " + req.Period.String(),
		Expected: fixed.String() + ", the only one this source describes", Do: "choose that period, or another rule set"}
}

// list gives the names of all files below the folder, so that files may keep
// the folders they were delivered in.
func list(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.Count(name, "/") > 2 || strings.HasPrefix(path.Base(name), ".")) {
			return fs.SkipDir
		}
		if !d.IsDir() && len(names) < 100_000 {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, &byblik.Error{Kind: byblik.Usage, Found: err.Error(), Expected: "a readable folder", Do: "check the name of the folder and the right to read it"}
	}
	return names, nil
}

const periodForm = `(\d{4}(?:-Q[1-4]|-\d\d(?:-\d\d)?)?)`

// matching gives the files whose name fits a definition's name, with or
// without .gz, those nearest to the top of the folder first.
func matching(name string, listing []string) []file {
	form := regexp.QuoteMeta(strings.TrimSuffix(name, ".gz"))
	form = strings.ReplaceAll(form, `\*`, `[^/]*`)
	form = strings.Replace(form, `\{period\}`, periodForm, 1)
	re, err := regexp.Compile(`^(?:.*/)?` + form + `(?:\.gz)?$`)
	if err != nil {
		return nil
	}
	var found []file
	for _, n := range listing {
		m := re.FindStringSubmatch(n)
		if m == nil {
			continue
		}
		f := file{name: n}
		if len(m) > 1 {
			if f.period, err = byblik.ParsePeriod(m[1]); err != nil {
				continue
			}
		}
		found = append(found, f)
	}
	slices.SortFunc(found, func(a, b file) int {
		if c := a.period.Compare(b.period); c != 0 {
			return c
		}
		if c := strings.Count(a.name, "/") - strings.Count(b.name, "/"); c != 0 {
			return c
		}
		return strings.Compare(a.name, b.name)
	})
	return found
}

// choosePeriods narrows files to the periods wanted, and refuses two files
// where only one can be meant.
func choosePeriods(req Request, found []file) ([]file, error) {
	if !req.Definition.Period.FromFile {
		if manyFiles(req.Definition) {
			return found, nil
		}
		return one(req, found)
	}
	last := req.Period
	if last == (byblik.Period{}) {
		last = found[len(found)-1].period
	}
	var chosen []file
	for i := 0; i < len(found); {
		j := i
		for j < len(found) && found[j].period == found[i].period {
			j++
		}
		if c := found[i].period.Compare(last); c == 0 || c < 0 && req.AllPeriods {
			same, err := one(req, found[i:j])
			if err != nil {
				return nil, err
			}
			chosen = append(chosen, same...)
		} else if c < 0 && j-i == 1 {
			chosen = []file{{name: found[i].name, period: found[i].period, onlyCompare: true}}
		}
		i = j
	}
	if len(chosen) == 0 || chosen[len(chosen)-1].period != last {
		return nil, missingPeriod(req.Definition, last, found)
	}
	return chosen, nil
}

// manyFiles says whether several files of a source may each hold some periods.
func manyFiles(s *catalog.Source) bool {
	return s.Period.Column != "" && slices.ContainsFunc(s.Files, func(f catalog.File) bool { return strings.Contains(f.Name, "*") })
}

// one refuses several files of the same name or period: nobody can say which
// of them is meant.
func one(req Request, found []file) ([]file, error) {
	if len(found) == 1 {
		return found, nil
	}
	names := make([]string, len(found))
	for i, f := range found {
		names[i] = f.name
	}
	return nil, &byblik.Error{Kind: byblik.Usage, Check: "missing-file", Place: req.Definition.ID, Found: fmt.Sprintf("%d files that may be meant: %s", len(found), strings.Join(names, ", ")),
		Expected: "one file", Do: "give a folder that holds only the one to be read"}
}

func missingPeriod(s *catalog.Source, t byblik.Period, found []file) error {
	have := make([]string, len(found))
	for i, f := range found {
		have[i] = f.period.String()
	}
	want := s.Files[0].Name
	return &byblik.Error{Kind: byblik.NotFound, Check: "missing-file", File: strings.Replace(want, "{period}", t.String(), 1), Found: "no file for " + t.String(),
		Expected: "one of the periods on file: " + strings.Join(have, ", "), Do: "choose one of them, or add the file"}
}

// missingFile names the files that were looked for, and those in the folder
// that look most like them.
func missingFile(req Request, listing []string) error {
	s := req.Definition
	var want []string
	for _, f := range s.Files {
		if len(f.Covers) == 0 || slices.Contains(f.Covers, req.Within) || len(s.Files) == 1 {
			want = append(want, f.Name)
		}
	}
	bases := make([]string, len(listing))
	for i, n := range listing {
		bases[i] = path.Base(n)
	}
	e := &byblik.Error{Kind: byblik.Invalid, Check: "missing-file", File: want[0], Found: "no such file in the folder",
		Expected: strings.Join(want, " or ") + " (or the same with .gz)", Do: "get it from " + s.Publisher + " and put it into the folder"}
	if near := Nearest(want[0], bases, 3); len(near) > 0 {
		e.Do += "; the names there that look most like it: " + strings.Join(near, ", ")
	}
	if name, covers := elsewhere(s, listing); name != "" {
		e.File, e.Found, e.Do = path.Base(name), "a file that covers only "+covers, "add the file that covers "+cmp.Or(req.Within, "everything")+"; it comes from "+s.Publisher
		if req.Within == "" {
			e.Do += ", or choose --within " + covers
		}
	}
	return e
}

// elsewhere gives a file of the folder that the definition knows but that
// covers other authorities than the one wanted, and which.
func elsewhere(s *catalog.Source, listing []string) (name, covers string) {
	for _, f := range s.Files {
		if found := matching(f.Name, listing); len(f.Covers) > 0 && len(found) > 0 {
			return found[0].name, strings.Join(f.Covers, ", ")
		}
	}
	return "", ""
}
