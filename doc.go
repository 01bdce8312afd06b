// Package byblik holds the words of a city's policy for its disadvantaged
// urban areas: areas and the frames they belong to, periods, observations,
// findings and zones. It knows the nouns and no technology: no file format,
// no database, no page. The meaning of each word, in Danish and English, is
// in GLOSSARY.md.
//
// Two ideas run through it. Facts (deliveries, observations) are measured and
// never change; decisions (zones that are proposed, decided, ended) are made
// by people and have a life. And a figure that is not there says why: missing,
// suppressed, not applicable and zero are four things.
package byblik
