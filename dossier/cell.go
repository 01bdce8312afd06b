package dossier

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"strings"

	"byblik"
)

// table is one table of the folder, written as CSV and as a sheet from the
// same cells. A cell is a string, an int or a float64; NaN is an empty cell.
type table struct {
	name   string
	header []string
	rows   [][]any
}

// csv writes comma, decimal point and LF, for machines.
func (t table) csv() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(t.header); err != nil {
		return nil, err
	}
	line := make([]string, len(t.header))
	for _, r := range t.rows {
		for i, c := range r {
			line[i] = cellText(c)
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func cellText(c any) string {
	switch v := c.(type) {
	case float64:
		return byblik.Exact(v)
	case int:
		return strconv.Itoa(v)
	case string:
		return plainText(v)
	}
	return ""
}

// plainText keeps a spreadsheet from running a text as a formula: a text that
// begins like one gets an apostrophe in front. Texts that are plain numbers,
// such as the code -1, cannot do harm and stay as they are.
func plainText(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r\n", rune(s[0])) && !strings.HasPrefix(s, "＝") {
		return s
	}
	if v, err := strconv.ParseFloat(s, 64); err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) && strings.Trim(s, "+-.0123456789") == "" {
		return s
	}
	return "'" + s
}
