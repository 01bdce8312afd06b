package main

import (
	"byblik/folder"

	"errors"
	"os"
	"path/filepath"
	"time"

	"byblik/minby"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"
)

// Names of the files of Minby's register.
const (
	personsFile     = "minby_persons.parquet"
	personYearsFile = "minby_person_years.parquet"
	addressesFile   = "minby_addresses.parquet"
	dwellingsFile   = "minby_dwellings.parquet"
	answersFile     = "minby_answers.parquet"
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

// columnFile is a Parquet file while it is written.
type columnFile[R any] struct {
	file *os.File
	to   *parquet.GenericWriter[R]
	rows []R
}

func newColumnFile[R any](dir, name string) (*columnFile[R], error) {
	f, err := os.Create(filepath.Join(dir, name))
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
	return errors.Join(t.flush(), t.to.Close(), t.file.Sync(), t.file.Close())
}

// writeRegister writes Minby's register into a folder, all files or nothing.
func writeRegister(dir string, seed uint64) error {
	if err := folder.Refuse(dir); err != nil {
		return err
	}
	return folder.Fill(dir, func(half string) error {
		p := minby.Register(seed)
		if err := writeAddresses(half, p); err != nil {
			return err
		}
		if err := writeYears(half, p); err != nil {
			return err
		}
		return writePersons(half, p)
	})
}

func writeAddresses(dir string, p *minby.People) error {
	t, err := newColumnFile[addressRow](dir, addressesFile)
	if err != nil {
		return err
	}
	for a := range p.Addresses() {
		row := addressRow{Address: a.ID, Street: a.Street, Number: a.Number, Floor: filled(a.Floor), Door: filled(a.Door), Postcode: a.Postcode, Place: a.Place,
			Lon: a.Lon, Lat: a.Lat, Area: a.Area, Block: a.Block, Social: oneIf(a.Social), HousingArea: filled(a.HousingArea), Department: filled(a.Department)}
		if err := t.add(row); err != nil {
			return errors.Join(err, t.close())
		}
	}
	return t.close()
}

// writeYears writes year by year what changes, so that only one year is in
// memory.
func writeYears(dir string, p *minby.People) error {
	people, err1 := newColumnFile[personYearRow](dir, personYearsFile)
	homes, err2 := newColumnFile[dwellingRow](dir, dwellingsFile)
	answers, err3 := newColumnFile[answerRow](dir, answersFile)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	var err error
	for err == nil && p.Next() {
		for y := range p.PersonYears() {
			err = errors.Join(err, people.add(rowOf(y)))
		}
		for d := range p.Dwellings() {
			err = errors.Join(err, homes.add(dwellingRow{d.Address, int32(d.Year), int32(d.Space), oneIf(d.Social)}))
		}
		for a := range p.Answers() {
			err = errors.Join(err, answers.add(answerRow{a.Person, int32(a.Year), int32(a.Answered), a.Address, a.Stratum, a.Cluster, a.Weight, int32(a.Answer)}))
		}
		err = errors.Join(err, people.group(), homes.group(), answers.group())
	}
	return errors.Join(err, people.close(), homes.close(), answers.close())
}

func rowOf(y minby.PersonYear) personYearRow {
	row := personYearRow{Person: y.Person, Year: int32(y.Year), Age: int32(y.Age), Household: int32(y.Household), Address: y.Address,
		Arrival: int32(y.Arrival), Education: int32(y.Education), Studying: int32(y.Studying), School: filled(y.School), WeeklyHours: y.Hours,
		Benefit: int32(y.Benefit), Income: int32(y.Income), IncomeIndex: y.IncomeIndex, FamilyIncome: int32(y.FamilyIncome),
		FamilyIncomeIndex: y.FamilyIncomeIndex, Chronic: int32(y.Chronic), Convicted: oneIf(y.Convicted)}
	if y.Grade >= 0 {
		g := int32(y.Grade)
		row.Grade = &g
	}
	return row
}

func writePersons(dir string, p *minby.People) error {
	t, err := newColumnFile[personRow](dir, personsFile)
	if err != nil {
		return err
	}
	for v := range p.Persons() {
		born := time.Date(v.BirthYear, time.Month(v.Month), v.Day, 0, 0, 0, 0, time.UTC).Unix() / 86_400 // midnight: divides evenly
		if err := t.add(personRow{v.ID, int32(born), 1 + oneIf(v.Woman)}); err != nil {
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

func oneIf(so bool) int32 {
	if so {
		return 1
	}
	return 0
}
