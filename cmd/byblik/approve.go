package main

import (
	"fmt"

	"byblik/approval"

	"github.com/spf13/cobra"
)

func approveCommand() *cobra.Command {
	var by, at string
	cmd := &cobra.Command{
		Use:   "approve RELEASE --by NAME --at HOUR",
		Short: "Let a release become public at an hour",
		Long: "Checks every byte of the release and writes an approval beside its folder. byblik serve shows a\n" +
			"release from the hour of its approval on, and no release without one. The hour is not before that\n" +
			"of the release itself.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := approve(args[0], by, at)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "approved: %s\n", path)
			return err
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "who approves")
	cmd.Flags().StringVar(&at, "at", "", "hour at which it becomes public, such as 2026-12-01T07:00:00Z (the hour of the release)")
	must(cmd.MarkFlagRequired("by"))
	return cmd
}

// approve gives the path of the approval that it writes.
func approve(dir, by, at string) (string, error) {
	hour, err := hourOf("--at", at)
	if err != nil {
		return "", err
	}
	return approval.Give(dir, by, hour)
}
