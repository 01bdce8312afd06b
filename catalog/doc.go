// Package catalog holds what an expert may change without writing Go:
// sources (which file, which columns, which quirks), indicators (what is
// measured, over what) and rule sets (how figures become findings and zones),
// all as YAML in Danish and English.
//
// Definitions have a life: draft, reviewed, in force, superseded. A rule set
// in force is never edited; a new law or a new year is a new file, and the
// old one stays, so that 2024 can be screened by the rules of 2024.
//
// Three kinds of rule set are kept apart. A municipal one may not use origin,
// ethnicity or language, neither by name nor through an indicator that
// measures them; an index or a State list keeps what its publisher defines,
// and every output says so.
package catalog
