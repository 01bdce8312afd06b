package web

import (
	"io"
	"strings"
)

// batchView is the page of a file of addresses.
type batchView struct {
	Asked                bool
	Lines, Found, Inside int
	Share                string
	Lost                 []int // the first lines that were not found, from 1
	More                 int   // further ones
	TooMany              bool
}

// batchContent is the JSON of a batch.
type batchContent struct {
	Lines  int `json:"lines"`
	Found  int `json:"found"`
	Inside int `json:"inside"`
}

// Limits of a batch.
const (
	maxLines   = 20_000
	maxSearch  = 500 // lines that are searched for with typing errors
	shownLines = 30
)

// batchPage says how many addresses of a file lie in the designated areas.
// The file is read in memory and not kept; nothing of it is in the answer but
// numbers of lines.
func batchPage(r *request) (*answer, error) {
	if r.absent("batch") {
		return nil, notFound("batch")
	}
	a := &answer{title: r.say("batch.title"), about: r.say("batch.about")}
	v := &batchView{}
	if form := r.body.MultipartForm; form != nil && len(form.File["file"]) > 0 {
		a.private = true
		file, err := form.File["file"][0].Open()
		if err != nil {
			return nil, invalid("file", "a file that cannot be read", "a text file")
		}
		defer file.Close()
		text, err := io.ReadAll(io.LimitReader(file, maxBody))
		if err != nil {
			return nil, invalid("file", "a file that cannot be read", "a text file")
		}
		r.batch(v, decode(text))
	}
	a.page, a.json = v, batchContent{v.Lines, v.Found, v.Inside}
	return a, nil
}

// decode reads UTF-8, with or without BOM; what is not UTF-8 is Windows-1252
// in its Latin-1 part, as older Excel writes it.
func decode(text []byte) string {
	s := strings.TrimPrefix(string(text), "\ufeff")
	if strings.ToValidUTF8(s, "") == s {
		return s
	}
	var b strings.Builder
	for _, c := range text {
		b.WriteRune(rune(c))
	}
	return b.String()
}

func (r *request) batch(v *batchView, text string) {
	v.Asked = true
	known := map[string]int{} // area by line, −1 for none
	searched := 0
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(strings.NewReplacer(";", " ", ",", " ", "\"", " ", "\t", " ").Replace(line))
		if line == "" {
			continue
		}
		if v.Lines == maxLines {
			v.TooMany = true
			break
		}
		v.Lines++
		area, seen := known[line]
		if !seen {
			area = r.found.exact(line)
			if area < 0 && searched < maxSearch {
				searched++
				if hits := r.found.search(line, 1); len(hits) > 0 && len(hits[0].areas) == 1 {
					area = hits[0].areas[0]
				}
			}
			known[line] = area
		}
		if area < 0 {
			if len(v.Lost) < shownLines {
				v.Lost = append(v.Lost, n)
			} else {
				v.More++
			}
			continue
		}
		v.Found++
		if r.places("area")[area].Zone != "" {
			v.Inside++
		}
	}
	if v.Found > 0 {
		v.Share = r.figure(100*float64(v.Inside)/float64(v.Found), 1)
	}
}

// exact gives the area of a name or an address that is written as it is on
// file, −1 if there is none or more than one.
func (f *finder) exact(typed string) int {
	if len(typed) > maxTyped {
		return -1
	}
	name, number := split(plain(strings.ToValidUTF8(typed, "")))
	if at := f.numbers[name][number]; at != nil && len(at.areas) == 1 {
		return at.areas[0]
	}
	if at := f.byKey[name]; len(at) == 1 && len(f.names[at[0]].areas) == 1 {
		return f.names[at[0]].areas[0]
	}
	return -1
}
