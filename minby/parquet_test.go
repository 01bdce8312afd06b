package minby

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"byblik/catalog"

	"github.com/parquet-go/parquet-go"
)

// written is a folder in memory; a file counts when it is closed.
type written map[string][]byte

type openWritten struct {
	bytes.Buffer
	closed func([]byte)
}

func (w *openWritten) Close() error { w.closed(w.Bytes()); return nil }

func (d written) create(name string) (io.WriteCloser, error) {
	return &openWritten{closed: func(text []byte) { d[name] = text }}, nil
}

// The register is the same twice, with the columns that its sources name, in the
// files that they name, and says that it is invented.
func TestTheRegisterIsWrittenAsItsSourcesSay(t *testing.T) {
	one, two := written{}, written{}
	if err := WriteRegister(3, one.create); err != nil {
		t.Fatal(err)
	}
	if err := WriteRegister(3, two.create); err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	sources := []string{"minby-persons", "minby-person-years", "minby-addresses", "minby-dwellings", "minby-answers"}
	if len(one) != len(sources) {
		t.Errorf("%d files, expected one for each of %v", len(one), sources)
	}
	for _, id := range sources {
		s := c.Sources[id]
		name := s.Files[0].Name
		if len(one[name]) == 0 || !bytes.Equal(one[name], two[name]) {
			t.Errorf("%s: two runs differ, or there is none", name)
			continue
		}
		columns := parquetColumns(t, name, one[name])
		for _, col := range s.Columns {
			if !slices.Contains(columns, col.Name) {
				t.Errorf("%s has no column %s, which its source names", name, col.Name)
			}
		}
	}
}

// A file that cannot be made stops the register.
func TestARegisterThatCannotBeWrittenIsAnError(t *testing.T) {
	for _, broken := range []string{AddressesTable, DwellingsTable} {
		all := written{}
		err := WriteRegister(3, func(name string) (io.WriteCloser, error) {
			if name == broken {
				return nil, io.ErrShortWrite
			}
			return all.create(name)
		})
		if err == nil {
			t.Errorf("%s could not be made, and nothing is said", broken)
		}
	}
}

func parquetColumns(t *testing.T, file string, text []byte) (names []string) {
	t.Helper()
	p, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	if note, ok := p.Lookup("note"); !ok || note != invented {
		t.Errorf("%s does not say that it is invented", file)
	}
	for _, field := range p.Schema().Fields() {
		names = append(names, field.Name())
	}
	return names
}
