package minby

// golden holds the first 16 digits of the SHA-256 of each file of Seed.
var golden = map[string]string{
	AreasFile:      "b1f097869151a9f8",
	FiguresFile:    "6aaf1df48086782f",
	BarriersFile:   "44fbf7ab238438fb",
	StateListFile:  "d6ef875397177128",
	HousingFile:    "63bcf372e57290e9",
	ListAreasFile:  "9dfe16b469946296",
	ReferencesFile: "ad2262a06d442cca",
	ImportedFile:   "72006f00b0c5d3d3",

	AddressesFile:     "b8025dd696265d29",
	ContextFile:       "08e3ecf3296b67e7",
	PlaygroundsFile:   "477bb8343fb16ccb",
	InterventionsFile: "09d2f35b34fd5238",
}
