package minby

import "byblik"

// The plan of the town is drawn by hand, in metres east and north of its
// south-western corner: coast and harbour, motorway and railway, and between
// them the quarters. The seed only bends streets and cuts quarters into areas.

// use says what a quarter is for.
type use uint8

const (
	homes   use = iota
	airport     // one area where nobody lives
	park        // one area where hardly anybody lives
	docks       // few people among cranes and sheds
	campus      // student housing
	island      // one area
)

// quarter is a piece of the plan: the corners of its outline and the district
// it belongs to.
type quarter struct {
	district string
	use      use
	corners  []string
}

// bend says how a line of the plan runs between its corners.
type bend uint8

const (
	street bend = iota // a little crooked
	quay               // straight
	smooth             // a curve, as motorways and railways have
	shore              // a curve with bays
	parish             // a curve along old field boundaries
)

// line is a named line of the plan.
type line struct {
	name    string
	bend    bend
	corners []string
}

var corners = map[string]byblik.Point{
	// the border of the municipality, from the north-west round to the south
	"NW": {900, 10250}, "M0": {3900, 10700}, "N1": {6500, 10450}, "N2": {8900, 10600}, "W1": {250, 8500}, "R0": {400, 6500},
	"W2": {420, 4700}, "W3": {850, 2700}, "W4": {1500, 1100}, "S1": {3100, 450}, "M9": {5250, 350}, "R9": {8000, 250},
	// the coast, from the north to the south
	"C0": {10250, 10700}, "C1": {10900, 9850}, "C2": {11050, 9000}, "C3": {11750, 8250}, "C4": {12150, 7450}, "H0": {11700, 6800},
	"H1": {11350, 5450}, "C5": {12200, 5050}, "C6": {12750, 4250}, "C7": {12350, 3350}, "C8": {11500, 2850}, "C9": {11250, 1950},
	"C10": {11650, 1050}, "C11": {11000, 250},
	// the harbour: north side westwards with two docks, the head, south side eastwards
	"Q1": {11000, 6550}, "Q2": {10450, 6430}, "Q3": {10380, 6850}, "Q4": {10080, 6800}, "Q5": {10130, 6370}, "Q6": {9560, 6250},
	"Q7": {9490, 6620}, "Q8": {9220, 6570}, "Q9": {9270, 6190}, "D": {8300, 5980}, "Q10": {7450, 5700}, "K": {7180, 5380},
	"Q11": {7480, 5080}, "Q12": {8350, 5120}, "Q13": {9150, 5280}, "Q14": {9220, 4960}, "Q15": {9480, 4990}, "Z": {9720, 5320},
	"Q16": {10350, 5250},
	// the island in the harbour
	"I1": {8900, 5600}, "I2": {9300, 5590}, "I3": {9900, 5720}, "I4": {10250, 5900}, "I5": {9800, 5960}, "I6": {9150, 5830},
	// the motorway and the railway, which cross at X
	"M1": {3620, 9100}, "M2": {3330, 7600}, "X": {3400, 6250}, "M4": {3580, 5000}, "M5": {3950, 3500}, "M6": {4600, 2000},
	"R1": {1900, 6420}, "A": {5000, 5950}, "RB": {6250, 5350}, "B": {6850, 4850}, "R4": {7150, 4050}, "R5": {7320, 3150}, "R6": {7600, 1900},
	// junctions of the ring and of the roads out of town
	"P1": {5250, 7050}, "P2": {6450, 7500}, "P3": {7450, 7480}, "P4": {8350, 7250}, "V": {6250, 8950}, "PK": {7400, 8800},
	"T": {10300, 7750}, "U": {9250, 9050}, "G1": {5150, 5000}, "G2": {6050, 4500}, "Y": {5850, 3050}, "Y2": {9000, 3750},
	"T2": {10650, 7330}, "F1": {1800, 4800}, "F2": {2350, 3750}, "F3": {1850, 2650},
}

var lines = []line{
	{"motorvejen", smooth, []string{"M0", "M1", "M2", "X", "M4", "M5", "M6", "M9"}},
	{"jernbanen mod vest", smooth, []string{"R0", "R1", "X", "A", "RB"}},
	{"jernbanen mod syd", smooth, []string{"B", "R4", "R5", "R6", "R9"}},
	{"nordkysten", shore, []string{"C0", "C1", "C2", "C3", "C4", "H0"}},
	{"sydkysten", shore, []string{"H1", "C5", "C6", "C7", "C8", "C9", "C10", "C11"}},
	{"nordkajen", quay, []string{"H0", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "D", "Q10", "K"}},
	{"sydkajen", quay, []string{"K", "Q11", "Q12", "Q13", "Q14", "Q15", "Z", "Q16", "H1"}},
	{"havneøen", shore, []string{"I1", "I2", "I3", "I4", "I5", "I6", "I1"}},
	{"kommunegrænsen", parish, []string{"C0", "N2", "N1", "M0", "NW", "W1", "R0", "W2", "W3", "W4", "S1", "M9", "R9", "C11"}},
	{"ringvejen", smooth, []string{"A", "P1", "P2", "P3", "P4", "D"}},
}

var quarters = []quarter{
	{"Midtby", homes, []string{"A", "P1", "P2", "P3", "P4", "D", "Q10", "K", "B", "RB"}},
	{"Nordre Kaj", homes, []string{"D", "P4", "T", "T2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9"}},
	{"Nordre Kaj", docks, []string{"T2", "H0", "Q1", "Q2", "Q3"}},
	{"Strandby", homes, []string{"T2", "T", "U", "N2", "C0", "C1", "C2", "C3", "C4", "H0"}},
	{"Kirkevang", park, []string{"P2", "V", "PK", "P3"}},
	{"Kirkevang", homes, []string{"P3", "PK", "V", "N1", "N2", "U", "T", "P4"}},
	{"Vestervold", homes, []string{"A", "X", "M2", "M1", "M0", "N1", "V", "P2", "P1"}},
	{"Møllemark", homes, []string{"X", "R1", "R0", "W1", "NW", "M0", "M1", "M2"}},
	{"Engelund", homes, []string{"X", "M4", "M5", "M6", "M9", "S1", "W4", "W3", "F3", "F2", "F1", "W2", "R0", "R1"}},
	{"Engelund", airport, []string{"W2", "F1", "F2", "F3", "W3"}},
	{"Søndervang", homes, []string{"X", "A", "G1", "G2", "RB", "B", "R4", "R5", "Y", "M5", "M4"}},
	{"Søndervang", campus, []string{"A", "RB", "G2", "G1"}},
	{"Lyngager", homes, []string{"M5", "Y", "R5", "R6", "R9", "M9", "M6"}},
	{"Havnebyen", homes, []string{"B", "K", "Q11", "Q12", "Q13", "Q14", "Q15", "Z", "Y2", "R5", "R4"}},
	{"Østerlund", homes, []string{"Z", "Q16", "H1", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "R9", "R6", "R5", "Y2"}},
	{"Nordre Kaj", island, []string{"I1", "I2", "I3", "I4", "I5", "I6"}},
}
