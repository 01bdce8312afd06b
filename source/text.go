package source

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxBytes is the most that one file may hold once unpacked: five times the
// largest real file, the borders of England. More is a mistake or an attack.
const maxBytes = 256 << 20

// bytes gives the content of the file, unpacked, and fills the receipt's
// fingerprint, which is of the bytes as delivered.
func (r *reading) bytes() ([]byte, bool) {
	raw, err := r.load()
	if err != nil {
		r.fault("missing-file", 0, "", err.Error(), "a file that can be read", "check the right to read it and copy it again")
		return nil, false
	}
	sum := sha256.Sum256(raw)
	r.receipt.SHA256, r.receipt.Bytes = hex.EncodeToString(sum[:]), int64(len(raw))
	if len(raw) > maxBytes {
		r.fault("too-large", 0, "", "more than 256 MiB", "at most 256 MiB", "deliver the figures in smaller files")
		return nil, false
	}
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		if raw, err = unpack(raw); err != nil {
			r.fault("truncated", 0, "", "a gzip file that breaks off or is damaged: "+err.Error(), "a whole gzip file", "copy the file again from the publisher")
			return nil, false
		}
		if packed := int(r.receipt.Bytes); len(raw) > mostUnpacked(packed) {
			r.fault("too-large", 0, "", fmt.Sprintf("%d bytes that become more than %d when unpacked", packed, mostUnpacked(packed)), fmt.Sprintf("at most 256 MiB, and %d times as many", maxRatio), "look whether this is the right file")
			return nil, false
		}
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		r.fault("empty-file", 1, "", "an empty file", "a head and rows", "get the file again from the publisher")
		return nil, false
	}
	return raw, true
}

func (r *reading) load() ([]byte, error) {
	f, err := r.FS.Open(r.file.name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if st, err := f.Stat(); err == nil && st.Size() > 0 && st.Size() < maxBytes {
		b.Grow(int(st.Size()) + bytes.MinRead)
	} else if err == nil && st.Mode()&fs.ModeDir != 0 {
		return nil, fmt.Errorf("a folder")
	}
	_, err = b.ReadFrom(io.LimitReader(f, maxBytes+1))
	return b.Bytes(), err
}

func unpack(raw []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.Grow(min(5*len(raw), maxBytes))
	_, err = b.ReadFrom(io.LimitReader(z, int64(mostUnpacked(len(raw)))+1))
	return b.Bytes(), err
}

// mostUnpacked is what a packed file may become: more was made to fill a memory.
func mostUnpacked(packed int) int { return min(maxBytes, max(smallEntry, maxRatio*packed)) }

// decode turns the declared encoding into UTF-8 and refuses bytes that
// contradict the declaration.
func (r *reading) decode(raw []byte) ([]byte, bool) {
	enc := r.Definition.Written.Encoding
	if strings.HasPrefix(enc, "utf-16") {
		var ok bool
		if raw, ok = r.fromUTF16(raw, enc); !ok {
			return nil, false
		}
		enc = "utf-8"
	}
	if !r.looksLikeText(raw) {
		return nil, false
	}
	marked := bytes.HasPrefix(raw, []byte("\xef\xbb\xbf"))
	switch enc {
	case "windows-1252", "latin-1", "cp850":
		if marked || !ascii(raw) && utf8.Valid(raw) {
			at := firstHigh(raw)
			r.fault("encoding", lineOf(raw, at), fmt.Sprintf("byte %d", at), "UTF-8 (“æ” as two bytes)", enc+", as the definition declares", "declare encoding: utf-8")
			return nil, false
		}
		return r.fromSingleBytes(raw, enc)
	}
	if marked {
		raw = raw[3:]
	}
	if !utf8.Valid(raw) {
		at := firstInvalid(raw)
		r.fault("encoding", lineOf(raw, at), fmt.Sprintf("byte %d", at), fmt.Sprintf("the byte 0x%02X, which is no UTF-8", raw[at]), "UTF-8",
			"declare the encoding that the publisher used (windows-1252 or latin-1), or save the file as UTF-8")
		return nil, false
	}
	for _, twice := range []string{"Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Ã¼", "Ã¶", "Ã¤", "ÃŸ"} {
		if at := bytes.Index(raw, []byte(twice)); at >= 0 {
			r.fault("encoding", lineOf(raw, at), fmt.Sprintf("byte %d", at), "“"+twice+"”, letters that were encoded twice", "letters such as æ, ø, å", "ask the publisher for the file before it was converted")
			return nil, false
		}
	}
	return raw, true
}

// looksLikeText refuses what is no text in any single- or multi-byte
// encoding that a publisher is known to use.
func (r *reading) looksLikeText(raw []byte) bool {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		r.fault("encoding", 1, "byte 0", "UTF-16", "UTF-8, windows-1252 or latin-1", "declare encoding: utf-16, or save the file as “CSV UTF-8”")
		return false
	case webPage(raw):
		r.fault("not-text", 1, "byte 0", "what looks like a web page", "separated text or GeoJSON", "follow the link of the page to the file itself and save that")
		return false
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		r.fault("not-text", 1, "byte 0", "a zip file or a workbook (.xlsx)", "separated text or GeoJSON", "open it and save the table as “CSV UTF-8”")
		return false
	}
	for i, c := range raw {
		if c >= 0x20 || c == '\n' || c == '\r' || c == '\t' {
			continue
		}
		what, do := fmt.Sprintf("the byte 0x%02X: bytes that are no text", c), "check that this is the right file and copy it again"
		if c == 0 && i > 0 && i < 4 {
			what, do = "UTF-16 without its mark (every second byte is 0)", "declare encoding: utf-16le or utf-16be, or save the file as “CSV UTF-8”"
		}
		r.fault("not-text", lineOf(raw, i), fmt.Sprintf("byte %d", i), what, "text", do)
		return false
	}
	return true
}

// webPage tells a page that was saved in place of the file it leads to.
func webPage(raw []byte) bool {
	raw = bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))
	start := bytes.ToLower(raw[:min(len(raw), 15)])
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}

// fromSingleBytes reads windows-1252, latin-1 or cp850.
func (r *reading) fromSingleBytes(raw []byte, enc string) ([]byte, bool) {
	set := charmap.Windows1252
	switch enc {
	case "latin-1":
		set = charmap.ISO8859_1
	case "cp850":
		set = charmap.CodePage850
	}
	for i, c := range raw {
		if enc == "cp850" {
			break // uses every byte
		}
		if c < 0x80 || c > 0x9f {
			continue
		}
		if enc == "latin-1" {
			r.fault("encoding", lineOf(raw, i), fmt.Sprintf("byte %d", i), fmt.Sprintf("the byte 0x%02X, which latin-1 does not use", c), "latin-1", "declare encoding: windows-1252")
			return nil, false
		}
		if bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, c) >= 0 {
			r.fault("encoding", lineOf(raw, i), fmt.Sprintf("byte %d", i), fmt.Sprintf("the byte 0x%02X, which windows-1252 does not use", c), "windows-1252", "declare the encoding that the publisher used")
			return nil, false
		}
	}
	out, err := set.NewDecoder().Bytes(raw)
	if err != nil {
		r.fault("encoding", 0, "", err.Error(), enc, "declare the encoding that the publisher used")
		return nil, false
	}
	return out, true
}

func ascii(raw []byte) bool { return firstHigh(raw) == len(raw) }

func firstHigh(raw []byte) int {
	for i, c := range raw {
		if c >= 0x80 {
			return i
		}
	}
	return len(raw)
}

func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		if raw[i] < 0x80 {
			i++
			continue
		}
		_, n := utf8.DecodeRune(raw[i:])
		if n <= 1 {
			return i
		}
		i += n
	}
	return 0
}

// lineOf is the line that holds a byte, from 1.
func lineOf(raw []byte, at int) int { return 1 + bytes.Count(raw[:min(at, len(raw))], []byte("\n")) }
