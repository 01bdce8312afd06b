package minby

import (
	"bytes"
	"strconv"
	"strings"
)

// figuresHead names the columns of the table of figures.
var figuresHead = []string{"omraade", "aar", "beboere", "voksne_18_plus", "voksne_lav_indkomst", "personer_30_59", "kun_grundskole_30_59",
	"personer_18_64", "uden_arbejde_og_uddannelse_18_64", "unge_18_24", "unge_uden_ungdomsuddannelse", "boern_0_17", "boern_i_fattigdom",
	"voksne_to_kroniske_sygdomme", "svar_tryghed", "utrygge_om_aftenen", "under_uddannelse_18_64", "boliger", "almene_boliger",
	"boligareal_m2_pr_beboer", "status"}

// none is written where there is no figure; the column status says which
// figures of a row are withheld and which were never compiled.
const none = ".."

// withheldBelow is the number of young people under which figures about young
// people, children and illness are withheld.
const withheldBelow = 12

// figuresFile writes one row per area and year as Danish spreadsheets do:
// byte order mark, semicolons, decimal commas.
func (t *town) figuresFile() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff" + strings.Join(figuresHead, ";") + "\r\n")
	for y := range years {
		for _, a := range t.areas {
			b.WriteString(strings.Join(a.row(y), ";") + "\r\n")
		}
	}
	return b.Bytes()
}

func (a *area) row(y int) []string {
	f := &a.figures[y]
	status := a.status(y)
	n := func(v int) string { return strconv.Itoa(v) }
	may := func(v int) string {
		if status != "ok" {
			return none
		}
		return n(v)
	}
	row := []string{a.code, n(First + y), n(f.residents), n(f.adults), n(f.lowIncome), n(f.midLife), n(f.schoolOnly), n(f.workAge), n(f.outsideWork),
		may(f.young), may(f.youngWithout), may(f.children), may(f.poor), may(f.sick)}
	if f.residents > 0 && f.asked == 0 {
		row = append(row, none, none)
	} else {
		row = append(row, n(f.asked), n(f.unsafe))
	}
	space := none
	if f.residents > 0 {
		space = strings.Replace(strconv.FormatFloat(f.space, 'f', 1, 64), ".", ",", 1)
	}
	return append(row, n(f.students), n(f.homes), n(f.social), space, status)
}

// status says what became of the figures about young people, children and
// illness.
func (a *area) status(y int) string {
	switch f := &a.figures[y]; {
	case a.role == unasked && First+y == 2020:
		return "ikke_opgjort"
	case f.residents > 0 && f.young < withheldBelow:
		return "skjult"
	}
	return "ok"
}
