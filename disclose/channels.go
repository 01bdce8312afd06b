package disclose

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// tryChannels compares what the files of a release say of the same figure.
// The first channel that has a figure is the measure. Numbers are compared as
// they are written; a channel that prints fewer digits belongs into the pages'
// own check.
func (a *assault) tryChannels() {
	tried, found := a.try(ChannelGaps)
	for _, r := range a.Releases {
		first := map[string]string{}
		for _, c := range r.Channels {
			names := make([]string, 0, len(c.Figures))
			for name := range c.Figures {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				text, known := first[name]
				if !known {
					first[name] = c.Figures[name]
					continue
				}
				tried(1)
				if text != c.Figures[name] {
					found(Breach{Release: r.ID, File: c.Name, What: "the figure " + name + " is written differently than in another file"})
				}
			}
		}
	}
}

// cpr is the shape of a Danish personal number: a day, a month, a year, four
// digits, with or without a hyphen.
var cpr = regexp.MustCompile(`(^|[^0-9A-Za-z_.,-])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])([0-9]{2})(-?)([0-9]{4})($|[^0-9A-Za-z_.,-])`)

// tryTraces reads every byte of the releases' files, inside packed ones too.
func (a *assault) tryTraces() {
	tried, found := a.try(Traces)
	for _, r := range a.Releases {
		names := make([]string, 0, len(r.Files))
		for name := range r.Files {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			tried(1)
			for _, what := range traces(name, r.Files[name], a.Canaries, 0) {
				found(Breach{Release: r.ID, File: name, What: what})
			}
		}
	}
}

// deepest is how many packed files inside one another are opened, and
// mostUnpacked how many bytes of each.
const (
	deepest      = 3
	mostUnpacked = 256 << 20
)

// traces lists what a file must not hold.
func traces(name string, text []byte, canaries []string, depth int) []string {
	var found []string
	for _, c := range canaries {
		if c != "" && (bytes.Contains(text, []byte(c)) || bytes.Contains(text, utf16(c))) {
			found = append(found, "a planted text")
		}
	}
	if isText(name) && hasCPR(text) {
		found = append(found, "something in the shape of a personal number")
	}
	switch path.Ext(name) {
	case ".pdf":
		if bytes.Contains(text, []byte("/Author")) || bytes.Contains(text, []byte("<dc:creator>")) {
			found = append(found, "metadata that name an author")
		}
	case ".xml", ".rels":
		found = append(found, sheetTraces(name, text)...)
	}
	if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) || path.Ext(name) == ".pdf" && bytes.Contains(text, []byte("Decode")) {
		found = append(found, "a packed stream that nobody has looked into")
	}
	if depth < deepest && bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		found = append(found, packed(text, canaries, depth)...)
	}
	return found
}

// packed looks into a zip file, which XLSX, DOCX and ODS are too.
func packed(text []byte, canaries []string, depth int) []string {
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return []string{"a packed file that cannot be opened"}
	}
	var found []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			found = append(found, "a packed file that cannot be opened: "+f.Name)
			continue
		}
		inner, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
		_ = r.Close()
		if err != nil || len(inner) > mostUnpacked {
			found = append(found, "a packed file that cannot be read whole: "+f.Name)
			continue
		}
		for _, what := range traces(f.Name, inner, canaries, depth+1) {
			found = append(found, what+" ("+f.Name+")")
		}
	}
	return found
}

// sheetTraces finds hidden sheets, rows and columns, comments and links to
// other files in the parts of a spreadsheet, and people in its properties.
func sheetTraces(name string, text []byte) []string {
	var found []string
	has := func(s string) bool { return bytes.Contains(text, []byte(s)) }
	switch {
	case strings.HasSuffix(name, "xl/workbook.xml"):
		if has(`state="hidden"`) || has(`state="veryHidden"`) {
			found = append(found, "a hidden sheet")
		}
		if has("<externalReference ") {
			found = append(found, "a link to another file")
		}
	case strings.Contains(name, "xl/worksheets/"):
		if has(`hidden="1"`) || has(`hidden="true"`) {
			found = append(found, "hidden rows or columns")
		}
	case strings.Contains(name, "xl/comments"), strings.Contains(name, "pivotCache"):
		found = append(found, "comments or a cache of figures behind the sheet")
	case strings.HasSuffix(name, "docProps/core.xml"):
		if namesPerson(text) {
			found = append(found, "metadata that name an author")
		}
	}
	return found
}

// named finds a property of a document that may hold a person; byblik itself
// is none.
var named = regexp.MustCompile(`<(?:dc:creator|cp:lastModifiedBy)>\s*([^<]*[^<\s])`)

func namesPerson(text []byte) bool {
	for _, m := range named.FindAllSubmatch(text, -1) {
		if string(m[1]) != "byblik" {
			return true
		}
	}
	return false
}

// utf16 writes ASCII as UTF-16, in which old spreadsheets keep their texts.
func utf16(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// isText leaves out files whose digits mean nothing.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".woff", ".woff2", ".gz", ".zip", ".xlsx", ".parquet", ".gpkg", ".pdf", ".pmtiles", ".mvt":
		return false
	}
	return true
}

// hasCPR looks for personal numbers. Ten digits that are no number of persons,
// hash or coordinate: a hyphen, or a check digit that fits modulo 11.
func hasCPR(text []byte) bool {
	for _, m := range cpr.FindAllSubmatch(text, -1) {
		digits := string(m[2]) + string(m[3]) + string(m[4]) + string(m[6])
		if len(m[5]) > 0 || checksOut(digits) {
			return true
		}
	}
	return false
}

// checksOut is the check digit of CPR numbers given before October 2007:
// the sum of digits times 4 3 2 7 6 5 4 3 2 1 is a multiple of 11.
func checksOut(digits string) bool {
	sum := 0
	for i, w := range []int{4, 3, 2, 7, 6, 5, 4, 3, 2, 1} {
		sum += w * int(digits[i]-'0')
	}
	return sum%11 == 0
}
