package minby

import (
	"errors"
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"
)

// Names of the files of the register.
const (
	PersonsTable     = "minby_persons.parquet"
	PersonYearsTable = "minby_person_years.parquet"
	AddressesTable   = "minby_addresses.parquet"
	DwellingsTable   = "minby_dwellings.parquet"
	AnswersTable     = "minby_answers.parquet"
)

// The rows as the files have them; docs/data.md tells of every column.
type (
	personRow struct {
		Person    string `parquet:"person"`
		BirthDate int32  `parquet:"birth_date,date"`
		Sex       int32  `parquet:"sex"`
	}
	personYearRow struct {
		Person            string  `parquet:"person"`
		Year              int32   `parquet:"year"`
		Age               int32   `parquet:"age"`
		Household         int32   `parquet:"household"`
		Address           string  `parquet:"address"`
		Arrival           int32   `parquet:"arrival"`
		Education         int32   `parquet:"education"`
		Studying          int32   `parquet:"studying"`
		School            *string `parquet:"school,dict"`
		Grade             *int32  `parquet:"grade"`
		WeeklyHours       float64 `parquet:"weekly_hours"`
		Benefit           int32   `parquet:"benefit"`
		Income            int32   `parquet:"income"`
		IncomeIndex       float64 `parquet:"income_index"`
		FamilyIncome      int32   `parquet:"family_income"`
		FamilyIncomeIndex float64 `parquet:"family_income_index"`
		Chronic           int32   `parquet:"chronic_diseases"`
		Convicted         int32   `parquet:"convicted"`
	}
	addressRow struct {
		Address     string  `parquet:"address"`
		Street      string  `parquet:"street,dict"`
		Number      string  `parquet:"number,dict"`
		Floor       *string `parquet:"floor,dict"`
		Door        *string `parquet:"door,dict"`
		Postcode    string  `parquet:"postcode,dict"`
		Place       string  `parquet:"place,dict"`
		Lon         float64 `parquet:"lon"`
		Lat         float64 `parquet:"lat"`
		Area        string  `parquet:"area,dict"`
		Block       string  `parquet:"block,dict"`
		Social      int32   `parquet:"social"`
		HousingArea *string `parquet:"housing_area,dict"`
		Department  *string `parquet:"department,dict"`
	}
	dwellingRow struct {
		Address string `parquet:"address"`
		Year    int32  `parquet:"year"`
		Space   int32  `parquet:"square_metres"`
		Social  int32  `parquet:"social"`
	}
	answerRow struct {
		Person   string  `parquet:"person"`
		Year     int32   `parquet:"year"`
		Answered int32   `parquet:"answered"`
		Address  string  `parquet:"address"`
		Stratum  string  `parquet:"stratum,dict"`
		Cluster  string  `parquet:"cluster,dict"`
		Weight   float64 `parquet:"weight"`
		Answer   int32   `parquet:"answer"`
	}
)

// invented stands in the metadata of every file of the register.
const invented = "Minby er opdigtet: byen, dens beboere og alle tal er frembragt af et program. Minby is invented: the town, its people and all figures are made by a program."

// Create makes a file of the given name to write to. What it gives is closed
// when all is written.
type Create func(name string) (io.WriteCloser, error)

// columnFile is a Parquet file while it is written.
type columnFile[R any] struct {
	file io.WriteCloser
	to   *parquet.GenericWriter[R]
	rows []R
}

func newColumnFile[R any](create Create, name string) (*columnFile[R], error) {
	f, err := create(name)
	if err != nil {
		return nil, err
	}
	return &columnFile[R]{file: f, to: parquet.NewGenericWriter[R](f, parquet.Compression(&snappy.Codec{}),
		parquet.CreatedBy("byblik", "", ""), parquet.KeyValueMetadata("note", invented))}, nil
}

func (t *columnFile[R]) add(row R) error {
	if t.rows = append(t.rows, row); len(t.rows) < 4096 {
		return nil
	}
	return t.flush()
}

func (t *columnFile[R]) flush() error {
	_, err := t.to.Write(t.rows)
	t.rows = t.rows[:0]
	return err
}

// group ends a group of rows, such as a year.
func (t *columnFile[R]) group() error { return errors.Join(t.flush(), t.to.Flush()) }

func (t *columnFile[R]) close() error {
	return errors.Join(t.flush(), t.to.Close(), t.file.Close())
}

// WriteRegister makes the register of a seed and writes it as Parquet, as an
// office that keeps registers would deliver it. The same seed gives the same bytes.
func WriteRegister(seed uint64, create Create) error {
	p := Register(seed)
	if err := p.writeAddresses(create); err != nil {
		return err
	}
	if err := p.writeYears(create); err != nil {
		return err
	}
	return p.writePersons(create)
}

func (p *People) writeAddresses(create Create) error {
	t, err := newColumnFile[addressRow](create, AddressesTable)
	if err != nil {
		return err
	}
	for a := range p.Addresses() {
		row := addressRow{Address: a.ID, Street: a.Street, Number: a.Number, Floor: filled(a.Floor), Door: filled(a.Door), Postcode: a.Postcode, Place: a.Place,
			Lon: a.Lon, Lat: a.Lat, Area: a.Area, Block: a.Block, Social: oneWhere(a.Social), HousingArea: filled(a.HousingArea), Department: filled(a.Department)}
		if err := t.add(row); err != nil {
			return errors.Join(err, t.close())
		}
	}
	return t.close()
}

// writeYears writes year by year what changes, so that only one year is in
// memory.
func (p *People) writeYears(create Create) error {
	people, err1 := newColumnFile[personYearRow](create, PersonYearsTable)
	homes, err2 := newColumnFile[dwellingRow](create, DwellingsTable)
	answers, err3 := newColumnFile[answerRow](create, AnswersTable)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	var err error
	for err == nil && p.Next() {
		for y := range p.PersonYears() {
			err = errors.Join(err, people.add(rowOf(y)))
		}
		for d := range p.Dwellings() {
			err = errors.Join(err, homes.add(dwellingRow{d.Address, int32(d.Year), int32(d.Space), oneWhere(d.Social)}))
		}
		for a := range p.Answers() {
			err = errors.Join(err, answers.add(answerRow{a.Person, int32(a.Year), int32(a.Answered), a.Address, a.Stratum, a.Cluster, a.Weight, int32(a.Answer)}))
		}
		err = errors.Join(err, people.group(), homes.group(), answers.group())
	}
	return errors.Join(err, people.close(), homes.close(), answers.close())
}

func rowOf(y PersonYear) personYearRow {
	row := personYearRow{Person: y.Person, Year: int32(y.Year), Age: int32(y.Age), Household: int32(y.Household), Address: y.Address,
		Arrival: int32(y.Arrival), Education: int32(y.Education), Studying: int32(y.Studying), School: filled(y.School), WeeklyHours: y.Hours,
		Benefit: int32(y.Benefit), Income: int32(y.Income), IncomeIndex: y.IncomeIndex, FamilyIncome: int32(y.FamilyIncome),
		FamilyIncomeIndex: y.FamilyIncomeIndex, Chronic: int32(y.Chronic), Convicted: oneWhere(y.Convicted)}
	if y.Grade >= 0 {
		g := int32(y.Grade)
		row.Grade = &g
	}
	return row
}

func (p *People) writePersons(create Create) error {
	t, err := newColumnFile[personRow](create, PersonsTable)
	if err != nil {
		return err
	}
	for v := range p.Persons() {
		born := time.Date(v.BirthYear, time.Month(v.Month), v.Day, 0, 0, 0, 0, time.UTC).Unix() / 86_400 // midnight: divides evenly
		if err := t.add(personRow{v.ID, int32(born), 1 + oneWhere(v.Woman)}); err != nil {
			return errors.Join(err, t.close())
		}
	}
	return t.close()
}

// filled is a text, or none where there is nothing to say.
func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func oneWhere(so bool) int32 {
	if so {
		return 1
	}
	return 0
}
