package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// pxFile is a PC-Axis table while it is read (PX-file format specification,
// Statistics Sweden): statements KEYWORD("of")="text","text"; and at the end
// DATA= with all figures, the last dimension varying fastest.
type pxFile struct {
	*reading
	b    []byte
	i    int
	said map[string][]string // texts of each statement, by keyword and its subject
	data []string            // figures and signs
}

// pxGrid takes a PX file apart.
func (r *reading) pxGrid(raw []byte) *grid {
	encoding, ok := r.pxEncoding(raw)
	if !ok {
		return nil
	}
	own := *r.Definition
	own.Written.Encoding = encoding
	quiet := *r
	quiet.Definition = &own
	text, ok := quiet.decode(raw)
	if !ok {
		return nil
	}
	p := &pxFile{reading: r, b: text, said: map[string][]string{}}
	if !p.statements() {
		return nil
	}
	c := p.crossTable()
	if c == nil || !c.check() || !p.readData(c.size()) {
		return nil
	}
	return c.grid()
}

var (
	pxCodepage = regexp.MustCompile(`(?i)(?:^|[;\s])CODEPAGE\s*=\s*"([^"]*)"`)
	pxCharset  = regexp.MustCompile(`(?i)(?:^|[;\s])CHARSET\s*=\s*"([^"]*)"`)
)

// pxEncoding tells how the texts are written: CODEPAGE names it; CHARSET
// "ANSI" is Windows-1252; without either the letters are those of DOS, and
// which of its pages nobody can say.
func (r *reading) pxEncoding(raw []byte) (string, bool) {
	declared := strings.Replace(r.Definition.Written.Encoding, "latin-1", "windows-1252", 1) // which holds all its letters
	head := raw[:min(len(raw), 1<<16)]
	said := ""
	if m := pxCodepage.FindSubmatch(head); m != nil {
		name := strings.ToLower(string(m[1]))
		if said = encodingNames[name]; said == "" {
			if declared == "" {
				r.fault("encoding", 0, "CODEPAGE", shown(name), "utf-8, iso-8859-1, windows-1252 or cp850", "declare written.encoding in the definition")
				return "", false
			}
			return declared, true
		}
	} else if m := pxCharset.FindSubmatch(head); m != nil && strings.EqualFold(string(m[1]), "ANSI") {
		said = "windows-1252"
	}
	marked := bytes.HasPrefix(raw, []byte("\xef\xbb\xbf"))
	switch {
	case marked:
		return "utf-8", true
	case declared != "" && said != "" && declared != said && !ascii(raw):
		r.fault("encoding", 0, "CODEPAGE", said, declared+", as the definition declares", "look at a letter such as æ in the file, and correct written.encoding")
		return "", false
	case declared != "":
		return declared, true
	case said == "" && !ascii(raw):
		r.fault("encoding", lineOf(raw, firstHigh(raw)), "CODEPAGE", "letters beyond ASCII and neither CODEPAGE nor CHARSET", "the encoding of the file", "declare written.encoding, such as cp850 or windows-1252")
		return "", false
	}
	return said, true
}

// encodingNames are the names that publishers give to encodings.
var encodingNames = map[string]string{
	"utf-8": "utf-8", "utf8": "utf-8", "65001": "utf-8", "ansi": "windows-1252", "ansi 1252": "windows-1252", "windows-1252": "windows-1252", "1252": "windows-1252", "cp1252": "windows-1252",
	"iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso 8859-1": "windows-1252", "88591": "windows-1252", "8859-1": "windows-1252", "iso88591": "windows-1252", "latin1": "windows-1252",
	"850": "cp850", "cp850": "cp850", "ibm850": "cp850", "oem 850": "cp850",
}

// fail notes where the text stops being PX.
func (p *pxFile) fail(found string) bool {
	p.fault("damaged", lineOf(p.b, p.i), "", found, "a PX file: KEYWORD=\"text\"; …, and DATA= at the end", "check that this is the right file and copy it again from the publisher")
	return false
}

// space passes over what divides tokens.
func (p *pxFile) space() byte {
	for p.i < len(p.b) {
		switch p.b[p.i] {
		case ' ', '\t', '\r', '\n':
			p.i++
		default:
			return p.b[p.i]
		}
	}
	return 0
}

// statements reads all statements up to DATA.
func (p *pxFile) statements() bool {
	for {
		if p.space() == 0 {
			return p.fail("no DATA: the file may be cut")
		}
		start := p.i
		for p.i < len(p.b) && (p.b[p.i] >= 'A' && p.b[p.i] <= 'Z' || p.b[p.i] >= 'a' && p.b[p.i] <= 'z' || p.b[p.i] >= '0' && p.b[p.i] <= '9' || p.b[p.i] == '-' || p.b[p.i] == '_') {
			p.i++
		}
		keyword := strings.ToUpper(string(p.b[start:p.i]))
		if keyword == "" {
			return p.fail(shown(string(p.b[p.i:min(p.i+10, len(p.b))])) + " where a keyword should begin")
		}
		language, subject, ok := p.subject()
		if !ok {
			return false
		}
		if p.space() != '=' {
			return p.fail("no = after " + keyword)
		}
		p.i++
		if keyword == "DATA" {
			return true
		}
		texts, ok := p.texts()
		if !ok {
			return false
		}
		if language { // the same in another language
			continue
		}
		key := keyword + "\x00" + subject
		if _, twice := p.said[key]; twice && (keyword == "STUB" || keyword == "HEADING" || keyword == "VALUES" || keyword == "CODES") {
			return p.fail(keyword + " a second time")
		}
		p.said[key] = texts
		if len(p.said) > 100_000 {
			return p.fail("statements without end")
		}
	}
}

// subject reads what stands between a keyword and its =: [en] for another
// language, ("name") for the dimension it speaks of.
func (p *pxFile) subject() (language bool, subject string, ok bool) {
	if p.space() == '[' {
		end := bytes.IndexByte(p.b[p.i:], ']')
		if end < 0 || end > 20 {
			return false, "", p.fail("a [ without ]")
		}
		p.i += end + 1
		language = true
	}
	if p.space() != '(' {
		return language, "", true
	}
	p.i++
	var parts []string
	for {
		switch p.space() {
		case '"':
			s, ok := p.str()
			if !ok {
				return language, "", false
			}
			parts = append(parts, s)
		case ',', '*':
			p.i++
		case ')':
			p.i++
			return language, strings.Join(parts, "\x00"), true
		default:
			return language, "", p.fail("a ( without )")
		}
	}
}

// str reads a quoted text. Two quotes inside are one; a text that goes on in
// a further quoted text behind a line end is one text.
func (p *pxFile) str() (string, bool) {
	var b strings.Builder
	for {
		p.i++
		for {
			end := bytes.IndexByte(p.b[p.i:], '"')
			if end < 0 {
				return "", p.fail("a quote that does not end")
			}
			b.Write(p.b[p.i : p.i+end])
			p.i += end + 1
			if p.i >= len(p.b) || p.b[p.i] != '"' {
				break
			}
			b.WriteByte('"')
			p.i++
		}
		if p.space() != '"' {
			return b.String(), true
		}
	}
}

// texts reads the values of a statement up to its semicolon; words and numbers
// without quotes are kept as they stand.
func (p *pxFile) texts() ([]string, bool) {
	var texts []string
	for {
		switch c := p.space(); c {
		case ';':
			p.i++
			return texts, true
		case ',', '(', ')', '-':
			p.i++
		case '"':
			s, ok := p.str()
			if !ok {
				return nil, false
			}
			texts = append(texts, s)
		case 0:
			return nil, p.fail("a statement without its semicolon")
		default:
			start := p.i
			for p.i < len(p.b) && !bytes.ContainsRune([]byte(" \t\r\n;,()\""), rune(p.b[p.i])) {
				p.i++
			}
			texts = append(texts, string(p.b[start:p.i]))
		}
	}
}

// readData reads the figures, n of them. Signs such as ".." stand in quotes.
func (p *pxFile) readData(n int) bool {
	for {
		if len(p.data) > n {
			p.damaged("DATA", fmt.Sprintf("more figures than the %d that the categories make", n), "one figure for each combination of categories")
			return false
		}
		switch p.space() {
		case ';':
			p.i++
			switch {
			case p.space() != 0:
				return p.fail("something behind DATA")
			case len(p.data) != n:
				p.damaged("DATA", fmt.Sprintf("%d figures where the categories make %d", len(p.data), n), "one figure for each combination of categories")
				return false
			}
			return true
		case 0:
			p.fault("truncated", lineOf(p.b, len(p.b)), "DATA", "no semicolon at the end", "a whole file", "copy the file again from the publisher")
			return false
		case ',':
			p.i++
		case '"':
			start := p.i + 1
			end := bytes.IndexByte(p.b[start:], '"')
			if end < 0 {
				return p.fail("a quote that does not end")
			}
			p.data = append(p.data, string(p.b[start:start+end]))
			p.i = start + end + 1
		default:
			start := p.i
			for p.i < len(p.b) && p.b[p.i] > ' ' && p.b[p.i] != ';' && p.b[p.i] != ',' && p.b[p.i] != '"' {
				p.i++
			}
			p.data = append(p.data, p.number(string(p.b[start:p.i])))
		}
	}
}

// crossTable makes the dimensions: those of STUB, then those of HEADING.
func (p *pxFile) crossTable() *crossTable {
	if p.sparse() {
		p.fault("wrong-format", 0, "KEYS", "a table with keys", "a whole table", "ask the publisher for the file without KEYS")
		return nil
	}
	c := &crossTable{reading: p.reading}
	for _, name := range append(p.said["STUB\x00"], p.said["HEADING\x00"]...) {
		d := dimension{name: name, texts: p.said["VALUES\x00"+name], codes: p.said["CODES\x00"+name]}
		if d.codes == nil {
			d.codes = d.texts
		}
		if len(d.texts) != len(d.codes) || len(d.texts) == 0 || c.dim(name) >= 0 {
			p.damaged("CODES", fmt.Sprintf("%d codes and %d texts of the dimension %s", len(d.codes), len(d.texts), shown(name)), "one code for each text")
			return nil
		}
		c.dims = append(c.dims, d)
	}
	if len(c.dims) == 0 {
		p.fault("wrong-format", 1, "STUB", "a text without STUB and HEADING", "a PX file", "check that this is the right file")
		return nil
	}
	c.cell = func(at int) (string, *objection) { return p.data[at], nil }
	return c
}

func (p *pxFile) sparse() bool {
	for key := range p.said {
		if strings.HasPrefix(key, "KEYS\x00") {
			return true
		}
	}
	return false
}
