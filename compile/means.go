package compile

import (
	"byblik"
	"byblik/disclose"
	"byblik/release"
)

// amount is what stands behind the mean of a place: the sum of its small
// areas, which is not there where one of them that has persons has none.
func (b *builder) amount(x *release.Indicator, t byblik.Period, level release.LevelID, p int) disclose.Amount {
	o, largest := b.Run.Panel.Find(x.ID, t), byblik.RawOf(b.planned(x.ID).Largest)
	persons := b.count(DenominatorOf(x), t, level, p)
	a := disclose.Amount{Sum: byblik.RawOf(0), Persons: persons.True, Key: persons.Key, First: largest, Second: largest}
	for _, i := range b.members[level][p] {
		switch s := o.Value[i].Status(); {
		case s == byblik.OK && a.Sum.Status() == byblik.OK:
			a.Sum = byblik.RawOf(a.Sum.Float() + part(o, o.Numerator, i).Float())
		case s == byblik.OK || b.raw[DenominatorOf(x)].raw[t][i] == byblik.RawOf(0):
		default:
			a.Sum = byblik.RawWithout(s)
		}
	}
	return a
}

// addMean adds the protected mean of a place, with the protected count of the
// persons that it is a mean over.
func (f *figures) addMean(b *builder, level release.LevelID, p int, when byblik.Period) error {
	of := figure(DenominatorOf(f.x), level, b.out.Level(level).Places[p].Code, when)
	persons := b.cells[of]
	if !b.shows(f.x, when, level, p) && persons.Status() == byblik.OK {
		persons = byblik.CellWithout(byblik.Suppressed)
	}
	a := b.amount(f.x, when, level, p)
	v, err := disclose.ProtectMean(a, persons, b.planned(f.x.ID).Step, disclose.Standard(), b.Secret)
	if err != nil {
		return err
	}
	if v.Status() == byblik.OK {
		b.sums[of] = disclose.Contributors{Number: int(a.Persons.Float()), Sum: a.Sum.Float(), First: a.First.Float(), Second: a.Second.Float()}
	}
	f.value, f.denominator = append(f.value, v), append(f.denominator, b.cells[of])
	b.lack(f.x, level, of.Place.Code, when, "denominator")
	return nil
}
