package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// dbf is the table of a shapefile (dBASE III): a head with fields of fixed
// width, then rows.
type dbf struct {
	fields    []dbfField
	body      []byte
	rows      int
	width     int
	letters   *charmap.Charmap // nil: UTF-8
	asciiOnly bool             // nothing says how other letters are written
}

type dbfField struct {
	name     string
	kind     byte
	from, to int // where it begins in a row; its place in a record, −1 if it is not read
	width    int
}

// openDBF reads the head of a .dbf. Texts are in the encoding of the
// definition, else that of the .cpg, else that of the mark in the head.
func (r *reading) openDBF(b, cpg []byte) *dbf {
	if len(b) < 33 {
		r.damaged("", "a .dbf that breaks off", "a whole shapefile")
		return nil
	}
	t := &dbf{width: int(binary.LittleEndian.Uint16(b[10:]))}
	rows, head := int64(binary.LittleEndian.Uint32(b[4:])), int(binary.LittleEndian.Uint16(b[8:]))
	if head < 33 || head > len(b) || t.width < 1 {
		r.damaged("", "a .dbf whose head is longer than itself", "a whole shapefile")
		return nil
	}
	from := 1 // behind the mark of deleted rows
	for at := 32; at+32 <= head && b[at] != '\r'; at += 32 {
		name, _, _ := bytes.Cut(b[at:at+11], []byte{0})
		f := dbfField{name: strings.TrimSpace(string(name)), kind: b[at+11], from: from, width: int(b[at+16])}
		from += f.width
		t.fields = append(t.fields, f)
	}
	size := int64(len(b) - head)
	switch {
	case from != t.width || len(t.fields) == 0:
		r.damaged("", fmt.Sprintf("fields of %d bytes in rows of %d", from, t.width), "a whole .dbf")
	case rows*int64(t.width) > size:
		r.fault("truncated", 0, "", fmt.Sprintf("%d rows in a .dbf that holds %d", rows, size/int64(t.width)), "a whole .dbf", "copy the file again from the publisher")
	case size-rows*int64(t.width) >= int64(t.width) && t.width > 1:
		r.damaged("", fmt.Sprintf("%d rows in a .dbf that holds %d", rows, size/int64(t.width)), "one number of rows")
	case rows*int64(len(t.fields)) > maxCells:
		r.tooLarge(fmt.Sprintf("%d rows of %d fields", rows, len(t.fields)), "a table for one city")
	case !r.dbfLetters(t, b[29], cpg):
	default:
		t.rows, t.body = int(rows), b[head:]
		return t
	}
	return nil
}

// dbfLetters finds the encoding of the texts.
func (r *reading) dbfLetters(t *dbf, mark byte, cpg []byte) bool {
	name := strings.ToLower(strings.TrimSpace(string(cpg)))
	said, known := encodingNames[name]
	declared := strings.Replace(r.Definition.Written.Encoding, "latin-1", "windows-1252", 1)
	switch {
	case strings.HasPrefix(declared, "utf-16"):
		r.fault("encoding", 0, "", declared, "utf-8, windows-1252, latin-1 or cp850 for a .dbf", "correct written.encoding in the definition")
		return false
	case declared != "" && known && said != declared:
		r.fault("encoding", 0, ".cpg", said, declared+", as the definition declares", "look at a letter such as æ in the table, and correct written.encoding")
		return false
	case declared != "":
		said = declared
	case name != "" && !known:
		r.fault("encoding", 0, ".cpg", shown(name), "utf-8, iso-8859-1, windows-1252 or cp850", "declare written.encoding in the definition")
		return false
	case name == "":
		said = map[byte]string{0x02: "cp850", 0x03: "windows-1252", 0x57: "windows-1252"}[mark]
	}
	switch said {
	case "windows-1252":
		t.letters = charmap.Windows1252
	case "cp850":
		t.letters = charmap.CodePage850
	case "":
		t.asciiOnly = true
	}
	return true
}

// read fills the cells of a feature from row i.
func (t *dbf) read(c *collection, f *feature, i int) {
	row := t.body[i*t.width : (i+1)*t.width]
	if row[0] == '*' && f.bad == "" {
		f.bad = "a row that is marked as deleted"
	}
	for _, field := range t.fields {
		if field.to >= 0 {
			text, o := t.cell(field, row[field.from:field.from+field.width], c.Definition.Written.Decimal)
			c.set(f, field.to, text, o)
		}
	}
}

// cell writes one field as text. A number that did not fit its field is
// written as asterisks by dBASE and means that there is none.
func (t *dbf) cell(f dbfField, b []byte, decimal string) (string, *objection) {
	plain := strings.Trim(string(b), " \x00")
	switch f.kind {
	case 'C':
		return t.text(bytes.TrimRight(b, " \x00"))
	case 'N', 'F':
		if strings.Trim(plain, "*") == "" {
			return "", nil
		}
		if strings.ContainsAny(plain, "eE") {
			if v, err := strconv.ParseFloat(plain, 64); err == nil {
				plain = plainFloat(v)
			}
		}
		return withDecimal(strings.TrimPrefix(plain, "+"), decimal), nil
	case 'D':
		if plain == "" || plain == "00000000" {
			return "", nil
		}
		if len(plain) == 8 && digits(plain) {
			return plain[:4] + "-" + plain[4:6] + "-" + plain[6:], nil
		}
		return "", &objection{"bad-cell", shown(plain), "a day such as 20201231", "correct the day"}
	case 'L':
		return map[string]string{"T": "TRUE", "t": "TRUE", "Y": "TRUE", "y": "TRUE", "F": "FALSE", "f": "FALSE", "N": "FALSE", "n": "FALSE"}[plain], nil
	}
	return "", &objection{"bad-cell", "a field of the type " + shown(string(rune(f.kind))), "a text, a number or a day", "export the column as text or number"}
}

func (t *dbf) text(b []byte) (string, *objection) {
	switch {
	case t.asciiOnly && !ascii(b):
		return "", &objection{"bad-cell", "letters beyond ASCII, and no .cpg that says how they are written", "a known encoding", "declare written.encoding in the definition"}
	case t.letters == nil:
		return string(b), nil
	}
	text, err := t.letters.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(text, '\uFFFD') {
		return "", &objection{"bad-cell", "bytes that the declared encoding does not use", "letters", "declare the encoding that the publisher used"}
	}
	return string(text), nil
}
