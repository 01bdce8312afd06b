// Package folder writes an output folder whole or not at all.
//
// # The idea
//
// Whoever finds a folder that byblik wrote may rely on it: it was made once, by
// one command, and everything is in it. So nothing is written over; files go
// into a hidden folder beside the wanted one, are put on the disk, and the
// folder gets its name last, in one step that a kill or a power cut cannot part. A process
// that is killed leaves the hidden folder behind; it holds a lock on it while it lives, and Clear
// removes those that nobody holds.
package folder
