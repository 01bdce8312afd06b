package source

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// workbook is an Excel workbook (.xlsx, ISO/IEC 29500) before its sheet is
// read: the list of sheets, the shared texts, and the forms of numbers.
type workbook struct {
	*archive
	sheets  []sheetEntry
	texts   []string
	forms   []numberForm // by style of a cell
	from904 bool         // days are counted from 1904
}

// sheetEntry is a sheet as the workbook lists it.
type sheetEntry struct {
	name, id, part string
	hidden         bool
}

// sheetGrid takes one sheet of a workbook apart.
func (r *reading) sheetGrid(raw []byte) *grid {
	if !r.is(raw, aZip, "an Excel workbook (.xlsx)") {
		return nil
	}
	a := r.openArchive(raw)
	if a == nil {
		return nil
	}
	if a.entries["xl/workbook.xml"] == nil {
		r.fault("wrong-format", 0, "", "a zip file without xl/workbook.xml", "an Excel workbook (.xlsx)", "save the table as .xlsx")
		return nil
	}
	w := &workbook{archive: a}
	if !w.readSheets() || !w.readTexts() || !w.readForms() {
		return nil
	}
	s, ok := w.choose()
	if !ok {
		return nil
	}
	if s.hidden {
		r.warn(0, "", "layer", "the sheet "+shown(s.name)+" is hidden in the workbook")
	}
	return w.readSheet(s)
}

// walk walks through a part of the workbook and tells what is wrong with it.
func (w *workbook) walk(part string, p xmlParts) bool {
	text := w.read(part)
	if text == nil {
		if w.entries[part] == nil {
			w.damaged(part, "no such part in the workbook", "a whole workbook")
		}
		return false
	}
	err := walkXML(text, p)
	var much tooMuch
	if errors.As(err, &much) {
		w.tooLarge(string(much), "a table of a size that a spreadsheet program makes")
		return false
	}
	if err != nil && !errors.Is(err, errNoKey) { // the missing column is told later
		w.damaged(part, err.Error(), "a workbook as a spreadsheet program writes it")
		return false
	}
	return true
}

// readSheets reads the list of sheets and where each lies.
func (w *workbook) readSheets() bool {
	ok := w.walk("xl/workbook.xml", xmlParts{start: func(name string, at []xml.Attr) error {
		switch name {
		case "workbookPr":
			w.from904 = attribute(at, "date1904") == "1" || attribute(at, "date1904") == "true"
		case "sheet":
			id := ""
			for _, a := range at {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			w.sheets = append(w.sheets, sheetEntry{name: attribute(at, "name"), id: id, hidden: strings.Contains(strings.ToLower(attribute(at, "state")), "hidden")})
		}
		return nil
	}})
	if !ok {
		return false
	}
	parts, kinds := map[string]string{}, map[string]string{}
	ok = w.walk("xl/_rels/workbook.xml.rels", xmlParts{start: func(name string, at []xml.Attr) error {
		if name == "Relationship" {
			target := attribute(at, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			parts[attribute(at, "Id")] = strings.TrimPrefix(target, "/")
			kinds[attribute(at, "Id")] = path.Base(attribute(at, "Type"))
		}
		return nil
	}})
	var sheets []sheetEntry
	for _, s := range w.sheets {
		if s.part = parts[s.id]; s.part != "" && kinds[s.id] == "worksheet" { // not a chart
			sheets = append(sheets, s)
		}
	}
	w.sheets = sheets
	return ok
}

// choose finds the sheet of the definition. Of several sheets, hidden ones
// too, none is guessed.
func (w *workbook) choose() (sheetEntry, bool) {
	var names []string
	for _, s := range w.sheets {
		if strings.TrimSpace(s.name) == strings.TrimSpace(w.Definition.Sheet) && s.name != "" {
			return s, true
		}
		name := shown(s.name)
		if s.hidden {
			name += " (hidden)"
		}
		names = append(names, name)
	}
	if len(w.sheets) == 1 && w.Definition.Sheet == "" {
		return w.sheets[0], true
	}
	w.chooseFault("sheet", w.Definition.Sheet, names)
	return sheetEntry{}, false
}

// chooseFault tells that a sheet or layer is not there, or that nobody said
// which of several is meant.
func (r *reading) chooseFault(what, wanted string, have []string) {
	if len(have) > 20 {
		have = append(have[:20:20], "…")
	}
	found := fmt.Sprintf("%d: %s", len(have), strings.Join(have, ", "))
	if len(have) == 0 {
		found = "none"
	}
	if wanted == "" {
		r.fault("layer", 0, what, found, "one "+what, "declare in the definition which is meant, "+what+": NAME")
		return
	}
	do := "correct the name in the file or in the definition"
	if near := Nearest(wanted, have, 1); len(near) > 0 {
		do += "; the nearest is " + near[0]
	}
	r.fault("layer", 0, what, found, "the "+what+" "+shown(wanted), do)
}

// readTexts reads the texts that cells share. Readings of Japanese letters
// (rPh) are no part of a text.
func (w *workbook) readTexts() bool {
	const part = "xl/sharedStrings.xml"
	if w.entries[part] == nil {
		return true
	}
	var b strings.Builder
	inText, reading := false, false
	return w.walk(part, xmlParts{
		start: func(name string, _ []xml.Attr) error {
			switch name {
			case "si":
				b.Reset()
			case "rPh":
				reading = true
			case "t":
				inText = !reading
			}
			return nil
		},
		text: func(t []byte) {
			if inText {
				b.Write(t)
			}
		},
		end: func(name string) error {
			switch name {
			case "t":
				inText = false
			case "rPh":
				reading = false
			case "si":
				w.texts = append(w.texts, unescaped(b.String()))
			}
			return nil
		},
	})
}

var escapedSign = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescaped gives a text without Excel's way to write signs that XML cannot
// hold: _x000D_ is a line end, _x005F_ the low line before such a sign
// (ISO/IEC 29500-1, 22.4.2.4).
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escapedSign.ReplaceAllStringFunc(text, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 16) // four digits, so it cannot fail
		return string(rune(n))
	})
}

// readForms reads how each style of the workbook writes numbers.
func (w *workbook) readForms() bool {
	const part = "xl/styles.xml"
	if w.entries[part] == nil {
		return true
	}
	codes, inStyles := map[int]string{}, false
	return w.walk(part, xmlParts{
		start: func(name string, at []xml.Attr) error {
			id, _ := strconv.Atoi(attribute(at, "numFmtId"))
			switch name {
			case "numFmt":
				codes[id] = attribute(at, "formatCode")
			case "cellXfs":
				inStyles = true
			case "xf":
				if inStyles {
					w.forms = append(w.forms, formOf(id, codes[id]))
				}
			}
			return nil
		},
		end: func(name string) error {
			if name == "cellXfs" {
				inStyles = false
			}
			return nil
		},
	})
}
