package source

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
)

// Bounds of a zip file. Tables pack to a tenth or a fiftieth; what packs to
// less than a two-hundredth was made to fill a memory.
const (
	maxEntries = 10_000
	maxRatio   = 200
	smallEntry = 1 << 20
)

// archive is a zip file whose entries are read whole, held against their
// checksum, and never larger than they say.
type archive struct {
	*reading
	entries map[string]*zip.File
	names   []string // in the order of the file
}

// openArchive looks at the directory of a zip file before anything is unpacked.
func (r *reading) openArchive(raw []byte) *archive {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		r.damaged("", "a zip file that breaks off or is damaged: "+err.Error(), "a whole zip file")
		return nil
	}
	if len(z.File) > maxEntries {
		r.tooLarge(fmt.Sprintf("%d files in a zip file", len(z.File)), fmt.Sprintf("at most %d", maxEntries))
		return nil
	}
	a := &archive{reading: r, entries: map[string]*zip.File{}}
	var packed, unpacked uint64
	for _, f := range z.File {
		packed, unpacked = packed+min(f.CompressedSize64, maxBytes), unpacked+min(f.UncompressedSize64, maxBytes+1)
		switch {
		case a.entries[f.Name] != nil:
			r.damaged(shown(f.Name), "the same name twice in a zip file", "each name once")
		case f.Flags&1 != 0:
			r.fault("wrong-format", 0, shown(f.Name), "a zip file with a password", "one without", "save it without a password")
		case f.UncompressedSize64 > smallEntry && f.UncompressedSize64/maxRatio > f.CompressedSize64:
			r.tooLarge(fmt.Sprintf("%s, %d bytes that become %d", shown(f.Name), f.CompressedSize64, f.UncompressedSize64), fmt.Sprintf("at most %d times as many", maxRatio))
		default:
			a.entries[f.Name] = f
			a.names = append(a.names, f.Name)
			continue
		}
		return nil
	}
	switch {
	case unpacked > maxBytes:
		r.tooLarge("more than 256 MiB when unpacked", "at most 256 MiB")
	case packed > uint64(len(raw)):
		r.damaged("", "files that overlap inside a zip file", "each in its own place")
	default:
		return a
	}
	return nil
}

// read unpacks one entry, nil if it is not there or does not hold.
func (a *archive) read(name string) []byte {
	f := a.entries[name]
	if f == nil {
		return nil
	}
	in, err := f.Open()
	if err == nil {
		defer in.Close()
		var b bytes.Buffer
		b.Grow(int(f.UncompressedSize64) + bytes.MinRead)
		if _, err = b.ReadFrom(io.LimitReader(in, int64(f.UncompressedSize64)+1)); err == nil && uint64(b.Len()) == f.UncompressedSize64 {
			return b.Bytes()
		}
	}
	found := "more or fewer bytes than the zip file says"
	if err != nil {
		found = err.Error()
	}
	a.damaged(shown(name), found, "a part that matches its checksum")
	return nil
}
