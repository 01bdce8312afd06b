package housing

import (
	"errors"
	"io/fs"
	"maps"

	"byblik"
	"byblik/forecast"
	"byblik/lists"
)

// Forecasted is a forecast with what its records allow.
type Forecasted struct {
	December *forecast.December
	Verdicts forecast.Verdicts
	Records  []*forecast.BackTest
}

// Forecast makes a forecast and writes a folder in memory.
func (q *Question) Forecast() (map[string][]byte, *Forecasted, error) {
	f, err := q.December()
	if err != nil {
		return nil, nil, err
	}
	files, err := q.ForecastFiles(f)
	return files, f, err
}

// December tries the model on the folder's own history and draws.
func (q *Question) December() (*Forecasted, error) {
	in, err := q.forecastInput()
	if err != nil {
		return nil, err
	}
	f := &Forecasted{}
	if f.Records, err = folderRecords(in); err != nil {
		return nil, err
	}
	f.Verdicts = forecast.Verdicts{Criteria: f.Records[0].Verdict(), Lists: f.Records[1].Verdict()}
	f.December, err = forecast.Forecast(*in)
	return f, err
}

// ForecastFiles writes a forecast as the files of a folder, in the language of
// the recipe.
func (q *Question) ForecastFiles(f *Forecasted) (map[string][]byte, error) {
	files, err := forecast.DecemberFiles(f.December, f.Verdicts, q.lang())
	if err != nil {
		return nil, byblik.Fault(err, "")
	}
	about, err := forecast.RecordFiles(f.Records, q.lang())
	if err != nil {
		return nil, byblik.Fault(err, "")
	}
	maps.Copy(files, about)
	files["recipe.json"], err = q.Bytes()
	return files, err
}

// forecastInput reads the folder, as it was known, and lays the rules over it.
func (q *Question) forecastInput() (*forecast.Input, error) {
	o := q.options()
	o.AsKnown = ""
	book, d, err := q.Open(o)
	if err != nil {
		return nil, err
	}
	if q.AsKnown != "" {
		if d, err = d.AsKnown(q.AsKnown); err != nil {
			return nil, err
		}
	}
	if q.Before {
		d = forecast.Before(d, q.Year)
	}
	in := &forecast.Input{Delivery: d, Book: book, Year: q.Year, Runs: q.Runs, Seed: q.Seed, Workers: q.Workers}
	text, err := fs.ReadFile(q.From, forecast.MidyearFile)
	if errors.Is(err, fs.ErrNotExist) {
		return in, nil
	}
	if err != nil {
		return nil, byblik.Fault(err, "give a folder that can be read")
	}
	q.Inputs = append(q.Inputs, hashed("midyear", forecast.MidyearFile, text))
	in.Midyear, err = forecast.ReadMidyear(text, d)
	return in, err
}

// folderRecords tries the model on a folder's own history: criterion by
// criterion, and on whole lists.
func folderRecords(in *forecast.Input) ([]*forecast.BackTest, error) {
	whole, err := forecast.ListsRecord(*in)
	if err != nil {
		return nil, err
	}
	return []*forecast.BackTest{forecast.HousingRecord(in.Delivery), whole}, nil
}

// Records tries the model on the folder's own history, under the rules of the
// latest list: criterion by criterion, and on whole lists.
func (q *Question) Records() ([]*forecast.BackTest, error) {
	book, d, err := q.Open(lists.Options{})
	if err != nil {
		return nil, err
	}
	years := d.Years()
	return folderRecords(&forecast.Input{Delivery: d, Book: book, Year: years[len(years)-1], Seed: 1})
}
