// Package take takes deliveries into the house: it has each file read, keeps
// what was read, and says what came.
//
// # The idea
//
// A file comes from outside and may be broken, huge or hostile. It is therefore read by a
// process of its own, this same program started again, which bounds its own memory, time and size and
// writes into a folder that nobody else reads. When it has sealed the folder,
// this process moves it to its place, deliveries/<sha256>/, whole or not at
// all, and only then says so. Whatever happens to the reading process, this one lives on and names
// the file. A file that was taken before is not taken twice, and records about
// persons are not taken after the last day on which they may be held.
//
// What is kept, and how it is deleted, is package cube's (Deliveries).
package take
