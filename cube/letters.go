package cube

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"byblik"
	"byblik/catalog"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encodingOf gives the encoding of a declared name; nil for UTF-8. oneByte
// says that each letter is one byte.
func encodingOf(name string) (e encoding.Encoding, oneByte bool) {
	switch name {
	case "windows-1252":
		return charmap.Windows1252, true
	case "latin-1":
		return charmap.ISO8859_1, true
	case "cp850":
		return charmap.CodePage850, true
	case "utf-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), false
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), false
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), false
	}
	return nil, false
}

// utf8 makes a copy in UTF-8 where the definition declares another encoding.
// Letters that the encoding does not have, and a text that is UTF-8 already,
// are refused: conditions on such texts would hold for nobody.
func (r *records) utf8(dir string) error {
	enc, oneByte := encodingOf(r.def.Written.Encoding)
	if enc == nil || r.def.Format != catalog.CSV {
		return nil
	}
	src, err := os.Open(r.in)
	if err != nil {
		return &byblik.Error{Kind: byblik.Usage, File: r.name, Found: err.Error(), Expected: "a file that can be read"}
	}
	defer src.Close()
	dst, err := os.CreateTemp(dir, "utf8-*.csv")
	if err != nil {
		return &byblik.Error{Kind: byblik.Internal, File: r.name, Found: err.Error()}
	}
	r.in, r.copied = dst.Name(), true
	plain, _, err := unzipped(src)
	line, in := 1, &watched{r: plain}
	if err == nil {
		line, err = copyLetters(dst, enc.NewDecoder().Reader(in))
	}
	err = errors.Join(err, dst.Close())
	fault := &byblik.Error{Kind: byblik.Invalid, Check: "encoding", File: r.name, Line: line, Expected: r.def.Written.Encoding + ", as the definition declares", Do: "declare the encoding that the publisher used"}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum):
		fault.Check, fault.Found, fault.Expected, fault.Do = "truncated", "a gzip file that breaks off or is damaged", "a whole gzip file", "copy the file again from the publisher"
	case err != nil:
		fault.Found = err.Error()
	case oneByte && in.high && !in.broken:
		fault.Line, fault.Found = 1, "UTF-8 (“æ” as two bytes)"
	default:
		return nil
	}
	r.clean()
	return fault
}

var errLetter = errors.New("a letter that the encoding does not have")

// copyLetters copies a text and stops at what is no letter, in which line it
// then says: the mark of what could not be decoded, and the control signs from
// U+0080 to U+009F, which stand for bytes that an encoding does not use.
func copyLetters(w io.Writer, r io.Reader) (line int, err error) {
	from, to := bufio.NewReaderSize(r, 1<<16), bufio.NewWriterSize(w, 1<<16)
	for line = 1; ; {
		c, _, err := from.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return line, to.Flush()
		case err != nil:
			return line, err
		case c == utf8.RuneError || c >= 0x80 && c <= 0x9f:
			return line, errLetter
		case c == '\n':
			line++
		}
		if _, err := to.WriteRune(c); err != nil {
			return line, err
		}
	}
}

// watched notes of the bytes that are read through it whether some are beyond
// ASCII, and whether all are UTF-8.
type watched struct {
	r            io.Reader
	rest         []byte // the beginning of a letter whose end is not read yet
	high, broken bool
}

// Read reads on.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	b := append(w.rest, p[:n]...)
	for len(b) > 0 && !w.broken {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		w.high = true
		if !utf8.FullRune(b) {
			break
		}
		c, size := utf8.DecodeRune(b)
		w.broken = c == utf8.RuneError && size == 1
		b = b[size:]
	}
	w.rest = append([]byte{}, b[:min(len(b), utf8.UTFMax)]...)
	if err != nil && len(w.rest) > 0 {
		w.broken = true
	}
	return n, err
}
