package source

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"byblik"
	"byblik/catalog"
)

// goodMatrix is a table as Statistikbanken's download writes it: a title, a
// head of periods, labels that are blank where those above go on, and notes.
const goodMatrix = `"Folketal den 1. i kvartalet efter område, køn og tid"

" ";" ";"2020K1";"2020K2";
"Nørre";"Mænd";1;"..";
" ";"Kvinder";3,5;-;
"Sønder (den ""gamle"")";"Mænd";.;6;
" ";"Kvinder";7;8;

"Anm.: 2020K1 er foreløbig."
"Kilde: kontoret"
`

func matrixSource() *catalog.Source {
	s := crossSource(catalog.Matrix, "small.csv")
	s.Written = catalog.Written{Delimiter: ";", Decimal: ",", Suppressed: []string{".."}, Missing: []string{"."}, Zero: []string{"-"}, Labels: []string{"område", "køn"}}
	s.Key = catalog.Key{Frame: "block", Column: "område", Join: "name"}
	s.Columns[0].Pick, s.Columns[1].Pick = map[string]string{"køn": "Mænd"}, map[string]string{"køn": "Kvinder"}
	s.Checks.Jump = 10
	return s
}

func namedBlocks() []byblik.Area {
	return []byblik.Area{
		{Code: byblik.AreaCode{Frame: "block", Code: "001"}, Name: "Nørre"},
		{Code: byblik.AreaCode{Frame: "block", Code: "002"}, Name: `Sønder (den "gamle")`},
	}
}

// matrixText writes what is read of a matrix, a line for each area and period.
func matrixText(t *testing.T, text string, change func(*Request)) (string, byblik.Receipt, error) {
	t.Helper()
	req := Request{FS: fstest.MapFS{"small.csv": {Data: []byte(text)}}, Definition: matrixSource(), Frame: namedBlocks(), AllPeriods: true}
	if change != nil {
		change(&req)
	}
	ds, err := Read(req)
	if err != nil {
		return "", byblik.Receipt{}, err
	}
	var b strings.Builder
	for i, r := range ds[0].Rows {
		fmt.Fprintf(&b, "%s %s", r.Area.Code, r.Period)
		for _, c := range ds[0].Columns {
			if v := c.Value[i]; v.Status() == byblik.OK {
				fmt.Fprintf(&b, " %v", v.Float())
			} else {
				fmt.Fprintf(&b, " %v", v.Status())
			}
		}
		b.WriteByte('\n')
	}
	return b.String(), ds[0].Receipt, nil
}

const matrixRead = `001 2020-Q1 1 3.5
001 2020-Q2 suppressed 0
002 2020-Q1 missing 7
002 2020-Q2 6 8
`

func TestATableWithPeriodsAcrossIsRead(t *testing.T) {
	got, receipt, err := matrixText(t, goodMatrix, nil)
	if err != nil || got != matrixRead {
		t.Fatalf("%v\n%s", err, got)
	}
	if len(receipt.Warnings) != 1 || receipt.Warnings[0].Line != 9 || !strings.Contains(receipt.Warnings[0].Reason, "2 lines of notes") {
		t.Errorf("%+v", receipt.Warnings)
	}
	for what, same := range map[string]string{
		"repeated labels":    strings.Replace(goodMatrix, `" ";"Kvinder";3,5`, `"Nørre";"Kvinder";3,5`, 1),
		"no title, no notes": strings.Split(strings.SplitN(goodMatrix, "\n\n", 2)[1], "\n\n")[0] + "\n",
		"line ends of DOS":   "\ufeff" + strings.ReplaceAll(goodMatrix, "\n", "\r\n"),
		"no sign at the end": strings.ReplaceAll(goodMatrix, ";\n", "\n"),
		"indented labels":    strings.Replace(goodMatrix, `"Nørre"`, "\"   Nørre\u00a0\"", 1),
		"named labels":       strings.Replace(goodMatrix, `" ";" ";"2020K1"`, `"område";"køn";"2020K1"`, 1),
		"another order":      strings.Replace(goodMatrix, "\"Mænd\";1;\"..\";\n\" \";\"Kvinder\";3,5;-;", "\"Kvinder\";3,5;-;\n\" \";\"Mænd\";1;\"..\";", 1),
	} {
		if got, _, err := matrixText(t, same, nil); err != nil || got != matrixRead {
			t.Errorf("%s: %v\n%s", what, err, got)
		}
	}
}

// What a table with periods across may hide is told, with the place.
func TestAMatrixThatCanBeMisreadIsRefused(t *testing.T) {
	for _, x := range []struct{ what, from, to, expected string }{
		{"weeks in the head, and figures like years", `"2020K1";"2020K2"`, `"2020U01";"2020U02"`, `small.csv:3: tid: [missing-column] found "2020U01" where periods should be`},
		{"a note on a period", `"2020K2"`, `"2020K2*"`, `"2020K2*" where periods should be`},
		{"two heads", `" ";" ";"2020K1";"2020K2"`, `" ";" ";"Mænd";"Kvinder"`, `"Mænd" where periods should be`},
		{"a period twice", `"2020K2"`, `"2020K1"`, "small.csv:3: 2020K1: [doubled-column]"},
		{"a row twice", `" ";"Kvinder";3,5`, `" ";"Mænd";3,5`, "small.csv:5: Nørre, Mænd: [category] found the same labels as in line 4"},
		{"a blank label behind one that is given", `"Sønder (den ""gamle"")";"Mænd"`, `"Sønder (den ""gamle"")";" "`, "small.csv:6: køn: [category] found a blank label"},
		{"a first row without a label", `"Nørre";"Mænd"`, `" ";"Mænd"`, "small.csv:4: område: [category] found a blank label"},
		{"a row left out", "\" \";\"Kvinder\";3,5;-;\n", "", "kvinder, Nørre 2020K1: [bad-cell] found no row for it"},
		{"a row that breaks off", `"Kvinder";3,5;-;`, `"Kvinder";3,5`, "small.csv:5: [bad-row] found 3 cells"},
		{"a blank row", "\" \";\"Kvinder\";3,5", "\" \";\" \";;;\n\" \";\"Kvinder\";3,5", "small.csv:5: [blank-row]"},
		{"an undeclared sign", `"Mænd";1;`, `"Mænd";…;`, "mænd, Nørre 2020K1, line 4: [text-in-number]"},
		{"a decimal point", `3,5`, `3.5`, "kvinder, Nørre 2020K1, line 5: [text-in-number]"},
		{"a total", `"Sønder (den ""gamle"")"`, `"I alt"`, `område, I alt 2020K1, line 6: [unknown-area] found "I alt"`},
		{"a full row without figures at the end", "8;\n\n\"Anm", "8;\n\"Vester\";;;;\n\n\"Anm", "[category] found a blank label"},
		{"another delimiter", ";", ",", "[bad-quote]"},
		{"one label too many", `" ";" ";"2020K1";"2020K2";`, `" ";" "`, "[missing-column]"},
	} {
		text := strings.Replace(goodMatrix, x.from, x.to, 1)
		if x.from == ";" {
			text = strings.ReplaceAll(goodMatrix, x.from, "|")
		}
		if text == goodMatrix {
			t.Fatalf("%s: nothing was changed", x.what)
		}
		got, _, err := matrixText(t, text, nil)
		if err == nil || !strings.Contains(err.Error(), x.expected) {
			t.Errorf("%s: %v\n%s\nexpected %s", x.what, err, got, x.expected)
		}
	}
}

// A row that the office left out is nobody's zero: accepted, its figures are missing.
func TestARowThatIsNotThereIsMissing(t *testing.T) {
	got, receipt, err := matrixText(t, strings.Replace(goodMatrix, "\" \";\"Kvinder\";3,5;-;\n", "", 1), func(r *Request) {
		r.Accept = map[string]string{"bad-cell": "the office left out rows of zeros and the unknown alike"}
	})
	if want := strings.NewReplacer("1 3.5", "1 missing", "suppressed 0", "suppressed missing").Replace(matrixRead); err != nil || got != want || len(receipt.Refused) != 2 {
		t.Errorf("%v, %+v\n%s", err, receipt.Refused, got)
	}
}

// A file of separated text that would fill the memory is refused before it does.
func TestCellsWithoutEndAreRefused(t *testing.T) {
	head := "block,year,residents" + strings.Repeat(",x", 1000) + "\n"
	row := "001,2020,1" + strings.Repeat(",", 1000) + "\n"
	for what, x := range map[string]struct{ text, expected string }{
		"rows":     {head + strings.Repeat(row, maxCells/1000), "more than 40000000 cells"},
		"one line": {"block,year,residents\n001,2020,1\n" + strings.Repeat(",", maxLineCells) + "\n", "small.csv:3: [too-large] found a line of more than 65536 cells"},
	} {
		for _, def := range []*catalog.Source{asFormat(tableSource(), catalog.CSV, "small.csv"), func() *catalog.Source { s := matrixSource(); s.Written.Delimiter = ","; return s }()} {
			_, err := Read(Request{FS: fstest.MapFS{"small.csv": {Data: []byte(x.text)}}, Definition: def})
			if err == nil || !strings.Contains(err.Error(), x.expected) {
				t.Errorf("%s as %s: %v", what, def.Format, err)
			}
		}
	}
}
