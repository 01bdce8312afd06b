package minby

// Arrival says how a person came to the address since 1 January of the year
// before.
type Arrival uint8

// The codes of Arrival. In the first year everybody has Stayed.
const (
	Stayed          Arrival = iota // lived there a year ago
	MovedNearby                    // moved within the small area
	MovedWithinTown                // came from another small area of the town
	MovedIn                        // came from outside the town
	Born                           // born in the year before
)

// Education is the highest completed education.
type Education uint8

// The codes of Education. A person's code never becomes lower, and
// UnknownEducation stays.
const (
	NoEducation      Education = 0  // under 16: still in primary and lower secondary school
	PrimarySchool    Education = 10 // grundskole
	UpperSecondary   Education = 20 // gymnasial uddannelse
	Vocational       Education = 30 // erhvervsuddannelse
	ShortHigher      Education = 40 // kort videregående uddannelse
	MediumHigher     Education = 50 // mellemlang videregående uddannelse
	Bachelor         Education = 60 // bachelor
	LongHigher       Education = 70 // lang videregående uddannelse
	UnknownEducation Education = 90 // uoplyst
)

// Studying is the education that a person is enrolled in on 1 January; school
// (grundskole) is told by the school and not here.
type Studying uint8

// The codes of Studying.
const (
	NotStudying    Studying = 0
	YouthEducation Studying = 1 // ungdomsuddannelse
	HigherStudies  Studying = 2 // videregående uddannelse
)

// Benefit is what a person lives on where it is not work alone.
type Benefit uint8

// The codes of Benefit. Those with SeeksWork and SeeksWorkOnAid look for work
// and belong to the labour market.
const (
	NoBenefit      Benefit = 0
	SeeksWork      Benefit = 1 // dagpenge
	SeeksWorkOnAid Benefit = 2 // kontanthjælp, jobparat
	EducationAid   Benefit = 3 // uddannelseshjælp, under 30
	CashAid        Benefit = 4 // kontanthjælp, aktivitetsparat
	SickOrResource Benefit = 5 // sygedagpenge, ressourceforløb
	DisabilityPen  Benefit = 6 // førtidspension
	EarlyPension   Benefit = 7 // efterløn, tidlig pension, 60–64
	OldAgePension  Benefit = 8 // folkepension, from 65
	StudyGrant     Benefit = 9 // SU
)

// FullTime is the weekly hours of one full-time person: hours divided by it
// are full-time equivalents.
const FullTime = 37.0

// incomes of the middle in kr. of the year: half of the adults have at most
// the first as gross income, half of the residents at most the second as
// equivalised disposable income of the family. Both are divisible by four.
var middles = [years][2]int32{{276_000, 204_000}, {282_000, 209_200}, {288_000, 214_000}, {296_000, 220_400},
	{304_000, 226_800}, {313_200, 234_000}, {324_000, 242_800}, {335_200, 251_600}}

// LowIncomeLimit is the limit of low income in a year, in kr.: three quarters
// of the median gross income of Minby's adults. An adult below it has a low
// income. The years are First to Last; outside them there is none (0).
func LowIncomeLimit(year int) int {
	if year < First || year > Last {
		return 0
	}
	return int(middles[year-First][0] / 4 * 3)
}

// PovertyLimit is the limit of poverty in a year, in kr.: half of the median
// of the residents' equivalised disposable family income. A child in a family
// below it is in poverty. Outside First to Last there is none (0).
func PovertyLimit(year int) int {
	if year < First || year > Last {
		return 0
	}
	return int(middles[year-First][1] / 2)
}
