// Command byblik screens the small areas of a city on the criteria of its
// policy for disadvantaged urban areas, proposes zones and tells why.
//
// It only wires: flags are read here, packages do the work. Exit codes: 0
// done, 1 a fault of byblik or a verification that differs, 2 wrong use, 3
// data refused.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"byblik"

	"github.com/spf13/cobra"
)

// The exit codes that scripts may rely on.
const (
	exitDone = iota
	exitInternal
	exitUsage
	exitRefused
)

func main() { os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr)) }

// execute runs one command line and gives its exit code.
func execute(args []string, stdout, stderr *os.File) int {
	root := &cobra.Command{
		Use:           "byblik",
		Short:         "A glance at the city: screen its small areas, designate, explain",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetArgs(args)
	root.AddCommand(screenCommand(), verifyCommand(), compareCommand(), stateAreasCommand(), listsCommand(), forecastCommand(), backtestCommand(), lettingCommand(), catalogCommand())
	root.AddCommand(serveCommand(), demoCommand())
	root.AddCommand(takeCommand(), crosswalkCommand())
	root.AddCommand(runCommand(), secretCommand(), attackCommand(), approveCommand())
	err := root.Execute()
	if err == nil {
		return exitDone
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprintln(stderr, "byblik: "+line)
	}
	return exitCode(err)
}

// exitCode turns the kind of an error into the code of the process; what
// cobra refuses (unknown flags, missing arguments) is wrong use.
func exitCode(err error) int {
	switch byblik.KindOf(err) {
	case byblik.Invalid:
		return exitRefused
	case byblik.Usage, byblik.NotFound:
		return exitUsage
	}
	if isByblik(err) {
		return exitInternal
	}
	return exitUsage
}

// isByblik tells whether one of ours is in the tree of err; anything else
// that reaches main was said by the command line parser.
func isByblik(err error) bool {
	var e *byblik.Error
	return errors.As(err, &e)
}

// internal wraps a fault that is byblik's or the machine's own.
func internal(err error, do string) error {
	return byblik.Fault(err, do)
}

// say prints what a command tells of its result, in the language of --lang. Errors
// stay English: they name flags, files and columns, and are searched for.
func say(cmd *cobra.Command) func(summary string, err error) error {
	return func(summary string, err error) error {
		if err == nil {
			_, err = fmt.Fprint(cmd.OutOrStdout(), summary)
		}
		return err
	}
}
